"""`rules`: every rule with its source, for people and for programs; a person's own comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.rules.loading import shipped
from tests.cli.conftest import Finterm

KEYS = (
    "id country value unit from to authority instrument article dated status confidence confirmed note own"
    " in_force marks"
).split()


def test_every_name_is_listed_once_for_programs(finterm: Finterm) -> None:
    told = finterm("rules", "--json", "--on", "2026-11-24").json
    assert {(rule["country"], rule["id"]) for rule in told} == {(r.country, r.id) for r in shipped().all}
    assert len(told) == len({(rule["country"], rule["id"]) for rule in told})
    assert all(list(rule) == KEYS for rule in told)


def test_one_rule_comes_with_all_its_values_as_figures(finterm: Finterm) -> None:
    told = finterm("rules", "lpr_1y", "--json", "--on", "2024-08-01").json
    assert [(rule["from"], rule["value"], rule["in_force"]) for rule in told] == [
        ("2026-06-22", 3.0, False),
        ("2026-02-24", 3.0, False),
        ("2025-05-20", 3.0, False),
        ("2024-10-21", 3.1, False),
        ("2024-07-22", 3.35, True),
        ("2023-08-21", 3.45, False),
    ]


def test_a_rule_past_its_last_day_says_so(finterm: Finterm) -> None:
    answer = finterm("rules", "lpr_1y", "--on", "2026-11-24")
    assert "past its last day 2026-07-19" in answer.out and "National Interbank Funding Center" in answer.out
    assert "past its" not in finterm("rules", "lpr_1y", "--on", "2026-07-19").out


def test_rules_are_found_by_words_of_their_name_in_the_language_spoken(finterm: Finterm) -> None:
    assert "State Council" in finterm("rules", "dispute answered", "--country", "cn").out
    answer = finterm("rules", "异议", "--lang", "zh", "--country", "CN")
    assert "20天" in answer.out and "征信业管理条例" in answer.out and "Council" not in answer.out


def test_a_name_that_is_none_is_refused(finterm: Finterm) -> None:
    answer = finterm("rules", "nothing like it")
    assert answer.code == 1 and answer.out == "" and "nothing like it" in answer.err


def test_an_own_rule_comes_first_and_a_mistake_is_named_with_its_line(finterm: Finterm, place: Path) -> None:
    folder = place / "config" / "rules"
    folder.mkdir(parents=True)
    (folder / "cn.toml").write_text(
        "[rule.dispute_answer]\nvalue = 25\n[rule.limitation]\nvalue = 'x'\n", "utf-8"
    )
    answer = finterm("rules", "--country", "cn")
    assert answer.code == 0
    assert "rules/cn.toml, line 4, rule.limitation.value: must be a whole number" in answer.err
    (line,) = [line for line in answer.out.splitlines() if line.startswith("cn.dispute_answer ")]
    assert "25 days" in line and "look up" in line
    told = finterm("rules", "dispute_answer", "--country", "cn", "--json").json
    assert [(rule["value"], rule["own"]) for rule in told] == [(25, "rules/cn.toml"), (20, "")]
    assert "line 4" in finterm("rules", "limitation").err


def test_the_doctor_tells_a_mistake_in_an_own_rule(household: Finterm, place: Path) -> None:
    folder = place / "config" / "rules"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("[rule.limitation]\nvalue = 'x'\n", "utf-8")
    assert "rules/mine.toml, line 2, rule.limitation.value" in household("doctor").out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_is_aligned_and_says_every_value(finterm: Finterm, language: str) -> None:
    lines = finterm("rules", "--lang", language, "--on", "2026-11-24").out.splitlines()
    assert len(lines) == 1 + len({(rule.country, rule.id) for rule in shipped().all})
    assert not [line for line in lines if "rules." in line or "{" in line]


def test_a_value_is_entered_with_its_source_and_counts_from_where_the_known_one_ended(
    finterm: Finterm, place: Path
) -> None:
    on = ("--on", "2026-11-24")
    assert "2026-07-20 to 2026-11-24 (2026-07, " in finterm("rules", "cn.lpr_1y", *on).out
    answer = finterm("rules", "cn.lpr_1y", "--value", "2.95%", "--source", "NIFC, 2026-07-20", *on)
    assert answer.code == 0 and "app-cn.toml" in answer.out and "from 2026-07-20  2.95% a year" in answer.out
    assert "No value is known" not in answer.out
    first, *_ = finterm("rules", "lpr_1y", "--json", *on).json
    assert (first["value"], first["from"], first["confirmed"], first["own"], first["authority"]) == (
        2.95,
        "2026-07-20",
        "2026-11-24",
        "rules/app-cn.toml",
        "NIFC, 2026-07-20",
    )
    assert (place / "config" / "rules" / "app-cn.toml").exists()
    back = finterm("rules", "lpr_1y", "--forget", *on)
    assert back.code == 0 and "taken out" in back.out and "2.95" not in back.out
    again = finterm("rules", "lpr_1y", "--forget", *on)
    assert again.code == 1 and "No value of your own" in again.err


def test_a_value_far_from_the_known_one_is_kept_with_a_warning_and_replaced_by_the_next(
    finterm: Finterm, place: Path
) -> None:
    typed = ("rules", "lpr_1y", "--source", "x", "--on", "2026-11-24", "--value")
    slip, right = finterm(*typed, "0.03"), finterm(*typed, "3.1")
    assert slip.code == right.code == 0 and "far from yours" in slip.err and "far" not in right.err
    assert (place / "config" / "rules" / "app-cn.toml").read_text("utf-8").count("value = ") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["lpr_1y", "--value", "3"], "--source"),
        (["lpr_1y", "--source", "x"], "--value"),
        (["lpr", "--value", "3", "--source", "x"], "cn.lpr_1y, cn.lpr_5y"),
        (["lpr_1y", "--value", "three", "--source", "x"], "number"),
        (["--country", "zz"], "cn, us, gb, eu"),
        (["lpr_1y", "--value", "3", "--source", "x", "--from", "2026-07-20", "--to", "2026-07-01"], "ends"),
    ],
)
def test_what_cannot_be_entered_is_refused_and_nothing_is_written(
    finterm: Finterm, place: Path, typed: list[str], said: str
) -> None:
    answer = finterm("rules", *typed)
    assert answer.code in (1, 2) and said in answer.err and answer.out == ""
    assert not (place / "config" / "rules").exists()


def test_verbs_that_count_by_old_rules_say_so(household: Finterm) -> None:
    for verb in (("credit",), ("letter", "dispute")):
        now, later = (household(*verb, "--on", day) for day in ("2026-11-24", "2028-01-01"))
        assert now.code == later.code == 0
        assert "looked up first" in later.out + later.err and "looked up first" not in now.out + now.err
