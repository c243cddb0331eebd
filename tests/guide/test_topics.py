"""The guide: both languages say the same with the same rules, no number of a rule is typed, every step exists."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import pytest

from finterm import guide
from finterm.guide.topic import TOPICS, topic, written
from finterm.locale import LANGUAGES, Words
from finterm.rules.loading import shipped
from finterm.rules.rule import Rules
from finterm.tui.actions import BY_NAME, PANES

FOLDER = Path(guide.__file__).parent
ON = Date(2026, 11, 24)
PLACE = re.compile(r"\{[^}]*\}")


def whole(name: str, language: str, rules: Rules | None = None) -> str:
    found = topic(name, Words(language), rules or shipped(), ON)
    return "\n".join((found.title, found.about, *(part.text for part in found.parts)))


def test_there_are_ten_points_a_first_hour_a_first_week_scams_and_free_help() -> None:
    for folder in LANGUAGES.values():
        assert {path.stem for path in (FOLDER / folder).glob("*.md")} == set(TOPICS)
        numbers = [written(name, folder).title.split(".")[0] for name in TOPICS]
        assert [n for n in numbers if n.isdecimal()] == [str(n) for n in range(1, 11)]
    assert {"first_hour", "first_week", "scams", "free_help"} < set(TOPICS)


@pytest.mark.parametrize("name", TOPICS)
def test_both_languages_have_the_same_parts_steps_and_rules(name: str) -> None:
    english, chinese = written(name, "en"), written(name, "zh_CN")
    assert [part.kind for part in english.parts] == [part.kind for part in chinese.parts]
    assert [step[:2] for step in english.steps] == [step[:2] for step in chinese.steps]
    assert set(english.rules) == set(chinese.rules)
    assert english.title and chinese.title and english.about and chinese.about


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_ends_in_steps_that_there_are(name: str) -> None:
    steps = written(name, "en").steps
    assert 1 <= len(steps) <= 5
    for step in steps:
        assert step.why and (not step.pane or step.pane in PANES), step
        assert BY_NAME[step.action].works_in(step.pane or PANES[0]), step


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_named_is_known_and_its_value_stands_in_the_text(name: str, language: str) -> None:
    text = whole(name, language)
    assert "{" not in text and "–" not in re.sub(r"\d\S*–\S*\d", "", text).replace(" – ", ""), text
    rules = written(name, LANGUAGES[language]).rules
    sources = topic(name, Words(language), shipped(), ON).sources
    assert {id for source in sources for id in source.rules} == {".".join(rule) for rule in rules}


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_no_number_of_a_rule_is_typed_into_a_topic(name: str, folder: str) -> None:
    text = (FOLDER / folder / f"{name}.md").read_text("utf-8")
    bare = PLACE.sub("", "\n".join(line for line in text.splitlines()[1:] if line[:1] not in "@="))
    codes = ("1 to 6", "7 is longer", "1 至 6", "7 为更久")  # of the report's months: names, no amounts
    for code in codes:
        bare = bare.replace(code, "")
    assert re.findall(r"\d+", bare) == []


def test_a_changed_rule_changes_the_words() -> None:
    rules = shipped()
    changed = Rules(
        tuple(replace(r, value=9) if (r.country, r.id) == ("cn", "record_kept") else r for r in rules.all)
    )
    assert "5 years" in whole("record", "en")
    assert "9 years" in whole("record", "en", changed) and "5 years" not in whole("record", "en", changed)
    assert "9年" in whole("record", "zh", changed)


def test_without_a_rule_there_is_a_dash_and_no_guess() -> None:
    assert "for –, counted" in whole("record", "en", Rules())


def test_a_source_is_told_with_its_weight_and_its_marks() -> None:
    sources = topic("free_help", Words("en"), shipped(), Date(2099, 1, 1)).sources
    assert sources and all(source.marks and "(" in source.text for source in sources)


def test_rules_of_one_place_with_the_same_marks_are_told_once() -> None:
    """The repair that is over is one warning, not three."""
    sources = topic("record", Words("en"), shipped(), ON).sources
    repair = [source for source in sources if "cn.repair_amount" in source.rules]
    assert len(repair) == 1 and len(repair[0].rules) == 3 and repair[0].text.count("2025-12-22") == 1
    assert repair[0].marks.count("past its last day") == 1


def test_one_of_several_values_can_be_named() -> None:
    text = whole("free_help", "en")
    assert "15 days where it is simple, else in 30 days" in text
    assert "简单的15天，复杂的30天，可再延长30天" in whole("free_help", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_must_be_said_is_said(language: str) -> None:
    said = {name: whole(name, language) for name in TOPICS}
    words = {
        "en": (
            "counted from the day it was paid in full",
            "has to agree",
            "disputed for nothing",
            "standards of the trade",
        ),
        "zh": ("从还清那天算起", "要对方同意才行", "提异议不花钱", "行业标准"),
    }[language]
    for name, word in zip(("record", "lender", "scams", "papers"), words, strict=True):
        assert word in said[name]
