"""English and Chinese are equals: every key in both, none fuzzy, none empty, the same places to fill."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import finterm
from finterm import locale
from finterm.locale import LANGUAGES

PACKAGE = Path(finterm.__file__).parent
PARTS = sorted(path.stem for path in PACKAGE.glob("locale/en/LC_MESSAGES/*.po"))
KEY = re.compile(rf"""["']((?:{"|".join(PARTS)})\.[a-z0-9_]+(?:\.[a-z0-9_]+)*)["']""")


def catalogue(folder: str, part: str) -> Catalog:
    with (PACKAGE / "locale" / folder / "LC_MESSAGES" / f"{part}.po").open("rb") as file:
        return read_po(file, locale=folder)


def messages(folder: str, part: str) -> dict[str, Message]:
    found = {}
    for message in catalogue(folder, part):
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        if key:
            found[key] = message
    return found


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


HAN = r"[\u4e00-\u9fff]"
COUNTS = "n|count|least|most|found|wanted|seconds|line|months|days|times"  # filled with figures that count
APART = (  # filled with amounts, percentages or dates in figures
    "amount|sum|safe|current|payoff|paid|owed|overdue|deduction|fee|fees|interest|costs|total|last|ready"
    "|after|principal|date|start|until|payday|share|rate|target"
)
MISWRITTEN = {  # what a Chinese sentence does not hold -> why
    rf"{HAN} \{{(?:{COUNTS})\}}|\{{(?:{COUNTS})\}} {HAN}": "a count stands close to its measure word",
    rf"\d 天|\d 期|\d 项|\d 笔|{HAN} \d+天": "a count stands close to its measure word",
    rf"{HAN}\{{(?:{APART})\}}|\{{(?:{APART})\}}{HAN}": "amounts and dates in figures stand apart",
    rf"{HAN}[A-Za-z]|[A-Za-z]{HAN}": "Latin words stand apart",
    rf"{HAN} {HAN}": "Chinese words do not",
    rf"{HAN}[,;:?!.]": "punctuation after Chinese is full-width",
    rf"{HAN}\((?!单利|复利)": "brackets after Chinese are full-width; 年化(单利) is one word",
    "[「」『』]|\\.\\.\\.|(?<!…)…(?!…)": "quotation marks are “ ”, dots are ……",
    r"\S [，。：、；（）！？”]|[，。：、；（）！？“] \S": "full-width punctuation brings its own space",
    "  ": "one space is enough",
    "你": "the person is 您 everywhere",
}
TYPED = {  # what shows how something is typed, or is a picture or a list for the program
    "core.weekdays",
    "error.rows",
    "cli.metavar.verb",
    "cli.talk.promise_form",
    "cli.calc.schedule.option.rows",
    "tui.budget.bar",
    "tui.budget.bar_saving",
}


def sentences(folder: str) -> list[tuple[str, str]]:
    """Key and text of everything said in a language, save tables of columns and what shows how to type."""
    return [
        (key, text)
        for part in PARTS
        for key, message in messages(folder, part).items()
        if key not in TYPED and not key.startswith("exchange.columns.")
        for text in forms(message)
    ]


def test_there_are_catalogues() -> None:
    assert {"core", "error"} <= set(PARTS) and set(LANGUAGES) == {"en", "zh"}


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_keys(part: str) -> None:
    assert messages("en", part).keys() == messages("zh_CN", part).keys()


@pytest.mark.parametrize("folder", LANGUAGES.values())
@pytest.mark.parametrize("part", PARTS)
def test_no_entry_is_missing_fuzzy_or_given_twice(folder: str, part: str) -> None:
    entries = messages(folder, part)
    assert [key for key, message in entries.items() if message.fuzzy or not all(forms(message))] == []
    text = (PACKAGE / "locale" / folder / "LC_MESSAGES" / f"{part}.po").read_text("utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert [key for key in set(keys) if keys.count(key) > 1] == []


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_fill_the_same_places(part: str) -> None:
    english, chinese = messages("en", part), messages("zh_CN", part)
    for key, message in english.items():
        wanted = set().union(*map(places, forms(message)))
        assert set().union(*map(places, forms(chinese[key]))) == wanted, key


@pytest.mark.parametrize("part", PARTS)
def test_each_entry_stands_in_the_part_its_key_names(part: str) -> None:
    assert {key.partition(".")[0] for key in messages("en", part)} <= {part}


@pytest.mark.parametrize("part", PARTS)
def test_no_word_is_left_between_one_and_many(part: str) -> None:
    texts = {key: forms(message) for key, message in messages("en", part).items()}
    assert [
        key for key, told in texts.items() if any(re.search(r"\w\((s|es|ies)\)", one) for one in told)
    ] == []


@pytest.mark.parametrize(("pattern", "why"), MISWRITTEN.items())
def test_chinese_is_spaced_quoted_and_punctuated_in_one_way(pattern: str, why: str) -> None:
    assert [(key, text) for key, text in sentences("zh_CN") if re.search(pattern, text)] == [], why


def test_english_has_single_spaces_and_its_own_punctuation() -> None:
    wrong = re.compile(r"  |[，。：；！？（）、]")
    assert [(key, text) for key, text in sentences("en") if wrong.search(text)] == []


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_every_quotation_mark_that_opens_closes(folder: str) -> None:
    texts = sentences(folder)
    assert [(key, text) for key, text in texts if re.search("[“”]", re.sub("“[^“”]*”", "", text))] == []


def test_every_key_used_in_the_code_is_in_the_catalogues() -> None:
    known = {key for part in PARTS for key in messages("en", part)}
    used = {
        (path.relative_to(PACKAGE).as_posix(), key)
        for path in PACKAGE.rglob("*.py")
        for key in KEY.findall(path.read_text("utf-8"))
    }
    prefixes = {key.rpartition(".")[0] for key in known}
    assert sorted((path, key) for path, key in used if key not in known and key not in prefixes) == []


def test_an_install_of_compiled_catalogues_alone_speaks_without_compiling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel carries no sources: one that looked newer than its neighbour was compiled at every start."""
    for folder in LANGUAGES.values():
        for part in PARTS:
            kept = tmp_path / folder / "LC_MESSAGES" / f"{part}.mo"
            kept.parent.mkdir(parents=True, exist_ok=True)
            with kept.open("wb") as file:
                write_mo(file, catalogue(folder, part))
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))
    assert "*.po" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["exclude"]
    monkeypatch.setattr(locale, "_HERE", tmp_path)
    monkeypatch.setattr(locale, "_catalogue", cache(locale._catalogue.__wrapped__))
    monkeypatch.setattr(locale, "_from_source", lambda *_: pytest.fail("a catalogue was compiled"))
    assert locale.Words("zh")("core.overdue") == "逾期金额" and locale.Words("en").has("cli.help")
