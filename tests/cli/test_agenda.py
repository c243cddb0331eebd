"""`dues` and `today`: everything with a date, and the day at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Finterm

BILLS = "name,amount,first\nRent,1800,2026-09-03\nPower,,2026-09-05\n"


@pytest.fixture
def month(household: Finterm, place: Path) -> Finterm:
    (place / "bills.csv").write_text(BILLS, "utf-8")
    assert household("import", place / "bills.csv").code == 0
    return household


def test_dues_are_sorted_by_date_and_tell_kind_state_and_amount(month: Finterm) -> None:
    told = month("dues", "--json", "--on", "2026-09-01", "--until", "2026-09-08").json
    assert [due["date"] for due in told] == sorted(due["date"] for due in told)
    later = [due for due in told if due["date"] >= "2026-09-01"]
    assert [(due["name"], due["kind"], due["state"], due["outstanding"]) for due in later] == [
        ("Car loan", "instalment", "due_today", 46247),
        ("Rent", "bill", "upcoming", 180000),
        ("Power", "bill", "upcoming", None),
        ("信用卡分期", "instalment", "upcoming", 57200),
    ]
    assert (
        sum(due["outstanding"] for due in told if due["state"] == "overdue" and due["currency"] == "CNY")
        == 1629107
    )


def test_how_far_to_look_is_for_the_person_to_say(month: Finterm) -> None:
    def names(*more: str) -> list[str]:
        told = month("dues", "--json", "--on", "2026-09-01", *more).json
        return [due["name"] for due in told if due["date"] > "2026-09-01"]

    assert names("--days", "2") == ["Rent"] == names("--until", "+2")
    assert "Rent" in names() and len(names("--days", "60")) > len(names())
    paid = month("dues", "--json", "--on", "2026-09-01", "--since", "2026-07-01").json
    assert {due["state"] for due in paid} >= {"paid", "overdue"}


def test_the_sums_say_what_they_do_not_hold(month: Finterm) -> None:
    out = month("dues", "--on", "2026-09-01", "--days", "7").out
    assert "of that overdue: $5,387.17 + CN¥16,291.07" in out and "not known: Power" in out


def test_today_tells_overdue_next_and_safe_to_spend(month: Finterm) -> None:
    told = month("today", "--json", "--on", "2026-09-01").json
    assert told["overdue"] == [{"currency": "USD", "minor": 538717}, {"currency": "CNY", "minor": 1629107}]
    assert {money["currency"]: money["minor"] for money in told["to_be_current"]} == {
        "CNY": 1629107,
        "USD": 584964,
    }
    assert [due["name"] for due in told["next_dues"]] == ["Car loan", "Rent", "Power", "信用卡分期"]
    safe = told["safe_to_spend"][0]
    assert safe["currency"] == "CNY" and safe["payday"] == "2026-10-01" and safe["unknown_amounts"] != []
    assert safe["safe_to_spend"] == -safe["dues_until_payday"] < 0


def test_today_fits_a_screen(month: Finterm) -> None:
    lines = month("today", "--on", "2026-09-01").out.splitlines()
    assert len(lines) <= 24 and any("and 17 more" in line for line in lines)


def test_an_empty_book_has_a_quiet_day(finterm: Finterm) -> None:
    assert "nothing is overdue" in finterm("today").out and "nothing is due" in finterm("dues").out


def test_a_snoozed_due_says_until_when_and_is_summed_as_before(month: Finterm, place: Path) -> None:
    before = month("dues", "--json", "--on", "2026-09-01").json
    key = next(due["key"] for due in before if due["name"] == "Rent")
    (place / "snoozes.csv").write_text(f"subject,until\n{key},2026-09-04\n", "utf-8")
    assert month("import", place / "snoozes.csv").code == 0
    after = month("dues", "--json", "--on", "2026-09-01").json
    assert {due["key"]: due["snoozed_until"] for due in after if due["snoozed_until"]} == {key: "2026-09-04"}
    assert [due["outstanding"] for due in after] == [due["outstanding"] for due in before]
    assert "snoozed until 2026-09-04" in month("dues", "--on", "2026-09-03").out
    assert "snoozed" not in month("dues", "--on", "2026-09-04").out
