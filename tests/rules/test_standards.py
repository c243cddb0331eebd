"""Rules of collection become the limits the diary is held against, each from its day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from datetime import time as Time
from pathlib import Path

import pytest

from finterm.domain.conduct import findings
from finterm.domain.ledger import Ledger
from finterm.domain.records import Contact
from finterm.rules import Rules, load
from finterm.rules.standards import cited, country_of, standards, terms
from tests.domain.household import a_talk


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    return load(tmp_path)


def test_a_late_call_of_2026_stands_beside_both_instruments_and_one_of_2024_beside_none(rules: Rules) -> None:
    collector = Contact(id="c", name="Collector", kind="collector")
    talks = [a_talk(f"{year}-03-01 22:00", contact="c") for year in (2024, 2026)]
    [one] = findings(Ledger(contacts=[collector], talks=talks), standards(rules))
    assert one.date.year == 2026
    assert [s.rule for s in one.standards] == ["quiet_hours", "quiet_hours_banks"]


def test_numbers_and_hours_are_those_of_the_rules(rules: Rules) -> None:
    limits = {s.rule: s for s in standards(rules)}
    for id in ("calls_connected", "calls_unanswered", "visits"):
        assert limits[id].limit == rules.history(id)[0].whole and limits[id].days == 1
    assert (limits["quiet_hours"].begins, limits["quiet_hours"].ends) == rules.history("quiet_hours")[0].hours
    noted = {s.conduct for s in standards(rules) if s.what == "noted"}
    assert noted == {"threat", "abuse", "posing", "borrow", "told_others", "after_objection"}


def test_another_country_has_its_own(rules: Rules) -> None:
    limits = {s.rule: s for s in standards(rules, country_of("USD"))}
    assert (limits["calls_a_week"].what, limits["calls_a_week"].days) == ("called", 7)
    assert limits["quiet_hours"].begins != rules.history("quiet_hours", "cn")[0].hours[0]
    assert country_of("CNY") == country_of("JPY") == "cn"


def test_a_persons_own_rule_takes_the_place_of_ours_from_its_first_day_on(rules: Rules) -> None:
    [ours] = rules.history("quiet_hours")
    own = replace(ours, value=("20:00", "09:00"), start=Date(2026, 6, 1), own="mine.toml")
    both = Rules((own, *rules.all))
    mine, shipped = (s for s in standards(both) if s.rule == "quiet_hours")
    assert (mine.begins, mine.start) == (Time(20), Date(2026, 6, 1))
    assert (shipped.start, shipped.end) == (ours.start, Date(2026, 5, 31))
    assert cited(both, "quiet_hours", Date(2026, 6, 1)) == own
    always = Rules((replace(own, start=None), *rules.all))
    assert [s.begins for s in standards(always) if s.rule == "quiet_hours"] == [Time(20)]


def test_terms_of_answers_come_from_the_rules_of_the_country(rules: Rules) -> None:
    on = Date(2026, 3, 1)
    assert terms(rules, on).dispute == rules.history("dispute_answer")[0].whole
    assert terms(rules, on, "us").complaint is None and terms(rules, Date(2010, 1, 1)).dispute is None
