"""Rules of collection become the limits the diary is held against, each from its day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from datetime import time as Time
from pathlib import Path

import pytest

from finterm.domain.ledger import Ledger
from finterm.domain.records import Contact
from finterm.rules import Rules, load
from finterm.rules.standards import cited, country_of, standards, suggested, terms
from tests.domain.household import a_talk
from tests.domain.making import a_loan


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    return load(tmp_path)


def test_a_late_call_of_2026_stands_beside_both_instruments_and_one_of_2024_beside_none(rules: Rules) -> None:
    collector = Contact(id="c", name="Collector", kind="collector")
    talks = [a_talk(f"{year}-03-01 22:00", contact="c") for year in (2024, 2026)]
    [one] = suggested(Ledger(contacts=[collector], talks=talks), rules, "CNY")
    assert one.date.year == 2026
    assert [s.rule for s in one.standards] == ["quiet_hours", "quiet_hours_banks"]


def test_numbers_and_hours_are_those_of_the_rules(rules: Rules) -> None:
    limits = {s.rule: s for s in standards(rules, "cn")}
    for id in ("calls_connected", "calls_unanswered", "visits"):
        assert limits[id].limit == rules.history(id, "cn")[0].whole and limits[id].days == 1
    assert (limits["quiet_hours"].begins, limits["quiet_hours"].ends) == rules.history("quiet_hours", "cn")[
        0
    ].hours
    noted = {s.conduct for s in standards(rules, "cn") if s.what == "noted"}
    assert noted == {"threat", "abuse", "posing", "borrow", "told_others", "after_objection"}


def test_another_country_has_its_own(rules: Rules) -> None:
    limits = {s.rule: s for s in standards(rules, country_of("USD"))}
    assert (limits["calls_a_week"].what, limits["calls_a_week"].days) == ("called", 7)
    assert limits["quiet_hours"].begins != rules.history("quiet_hours", "cn")[0].hours[0]
    assert country_of("CNY") == "cn"
    assert country_of("JPY") == "" and not standards(rules, country_of("JPY"))


def test_a_talk_stands_beside_the_rules_of_the_country_of_its_loan(rules: Rules) -> None:
    loans = [a_loan(id=currency, currency=currency) for currency in ("CNY", "USD", "JPY")]
    contacts = [
        Contact(id=f"c{currency}", name=currency, kind="collector", loans=(currency,))
        for currency in ("CNY", "USD", "JPY")
    ]
    contacts.append(Contact(id="c", name="Nobody's", kind="collector"))
    talks = {
        "half past nine in China": a_talk("2026-03-01 21:30", contact="c", loans=("CNY",)),
        "half past nine in America": a_talk("2026-03-01 21:31", contact="c", loans=("USD",)),
        "at night in Japan": a_talk("2026-03-01 23:00", contact="c", loans=("JPY",)),
        "who is entered with a loan in China": a_talk("2026-03-02 22:00", contact="cCNY"),
        "who is entered with a loan in Japan": a_talk("2026-03-02 22:01", contact="cJPY"),
        "about no loan": a_talk("2026-03-03 22:00", contact="c"),
    }
    ledger = Ledger(loans=loans, contacts=contacts, talks=list(talks.values()))

    def found(currency: str) -> list[tuple[str, set[str]]]:
        names = {talk.id: name for name, talk in talks.items()}
        return [
            (names[one.talks[0].id], {s.country for s in one.standards})
            for one in suggested(ledger, rules, currency)
        ]

    by_its_loan = [
        ("who is entered with a loan in China", {"cn"}),
        ("half past nine in America", {"us"}),
    ]
    assert found("CNY") == [("about no loan", {"cn"}), *by_its_loan]
    assert found("JPY") == by_its_loan


def test_a_persons_own_rule_takes_the_place_of_ours_from_its_first_day_on(rules: Rules) -> None:
    [ours] = rules.history("quiet_hours", "cn")
    own = replace(ours, value=("20:00", "09:00"), start=Date(2026, 6, 1), own="mine.toml")
    both = Rules((own, *rules.all))
    mine, shipped = (s for s in standards(both, "cn") if s.rule == "quiet_hours")
    assert (mine.begins, mine.start) == (Time(20), Date(2026, 6, 1))
    assert (shipped.start, shipped.end) == (ours.start, Date(2026, 5, 31))
    assert cited(both, mine, Date(2026, 6, 1)) == own
    always = Rules((replace(own, start=None), *rules.all))
    assert [s.begins for s in standards(always, "cn") if s.rule == "quiet_hours"] == [Time(20)]


def test_terms_of_answers_come_from_the_rules_of_the_country(rules: Rules) -> None:
    on = Date(2026, 3, 1)
    assert terms(rules, on, "cn").dispute == rules.history("dispute_answer", "cn")[0].whole
    assert terms(rules, on, "us").complaint is None and terms(rules, Date(2010, 1, 1), "cn").dispute is None
