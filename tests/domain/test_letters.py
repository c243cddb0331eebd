"""What a letter knows from the book, whom it goes to, and the one proposal it makes."""

from __future__ import annotations

from typing import Any

import pytest

from finterm.domain.ledger import Ledger
from finterm.domain.letters import (
    BY_NAME,
    USUAL_WAIT,
    Proposal,
    Terms,
    addressee,
    answer_due,
    can_pay,
    facts,
    goes_to,
    proposal,
)
from finterm.domain.position import position
from finterm.domain.promising import SafeToPromise
from finterm.domain.records import Contact, Dispute, FollowUp
from finterm.domain.schedule import schedule
from tests.domain.household import a_talk
from tests.domain.making import a_loan, an_event, day

ON = day("2026-03-20")
LOAN = a_loan()
LENDER = Contact(id="l", name="Lender", kind="lender", loans=("loan",))
COLLECTOR = Contact(id="c", name="Collector", kind="collector", loans=("loan",))
BUREAU = Contact(id="b", name="Bureau", kind="bureau")
OTHER = Contact(id="o", name="Other lender", kind="lender", loans=("else",))


def safe(once: int = 0, a_month: int | None = None) -> SafeToPromise:
    return SafeToPromise("CNY", day("2026-04-15"), once, a_month, (), ())


@pytest.mark.parametrize(
    ("letter", "named", "expected"),
    [
        ("confirm", "", COLLECTOR),  # who talked last
        ("confirm", "o", OTHER),
        ("replan", "", LENDER),  # the lender decides, whoever calls
        ("replan", "c", LENDER),
        ("dispute", "", BUREAU),
        ("dispute", "l", LENDER),
        ("complaint", "", LENDER),  # it comes first
        ("complaint", "c", LENDER),
        ("complaint", "l", LENDER),
    ],
)
def test_a_letter_goes_to_who_can_answer_it(letter: str, named: str, expected: Contact | None) -> None:
    talk = a_talk("2026-03-10 10:00", contact="c", loans=("loan",))
    ledger = Ledger(loans=[LOAN], contacts=[OTHER, COLLECTOR, LENDER, BUREAU], talks=[talk])
    assert addressee(ledger, BY_NAME[letter], LOAN, named) == expected


HOTLINE = Contact(id="", name="Hotline", kind="regulator")
KEPT = Contact(id="h", name="Hotline", kind="regulator", loans=("else",))
OWN = Contact(id="w", name="My own office", kind="regulator", loans=("loan",))
ANY = Contact(id="y", name="Another office", kind="regulator", loans=("else",))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((LENDER,), HOTLINE),  # nobody in the book takes it
        ((LENDER, ANY), HOTLINE),  # of another loan: not the one for this lender
        ((ANY, KEPT), KEPT),  # in the book from an earlier letter
        ((ANY, KEPT, OWN), OWN),  # entered with this loan
    ],
)
def test_once_the_lender_was_asked_a_complaint_goes_to_the_office_for_it(
    people: tuple[Contact, ...], expected: Contact
) -> None:
    asked = a_talk("2026-03-10 10:00", contact="l", loans=("loan",), direction="outgoing", channel="email")
    ledger = Ledger(loans=[LOAN], contacts=people, talks=[asked])
    known = facts(ledger, BY_NAME["complaint"], ON, loan=LOAN, office=HOTLINE)
    assert known.contact == expected
    before = facts(ledger._replace(talks=[]), BY_NAME["complaint"], ON, loan=LOAN, office=HOTLINE)
    assert before.contact == (LENDER if LENDER in people else None)
    assert goes_to(BY_NAME["complaint"], before) == "lender"


@pytest.mark.parametrize("letter", ["confirm", "third_party"])
def test_a_letter_about_a_call_goes_to_who_made_it_and_not_to_whom_i_wrote_since(letter: str) -> None:
    call = a_talk(
        "2026-03-10 10:00", contact="c", loans=("loan",), third_party="family", minor=1, currency="CNY"
    )
    since = a_talk("2026-03-11 10:00", contact="l", loans=("loan",), direction="outgoing", channel="letter")
    ledger = Ledger(loans=[LOAN], contacts=[LENDER, COLLECTOR], talks=[call, since])
    assert facts(ledger, BY_NAME[letter], ON, loan=LOAN).contact == COLLECTOR
    assert facts(ledger, BY_NAME[letter], ON, loan=LOAN, contact="l").contact == LENDER


def test_all_requests_to_the_lender_are_told_and_those_to_others_are_not() -> None:
    talks = [
        a_talk(f"2026-03-{d} 10:00", contact=who, loans=("loan",), direction="outgoing", channel="letter")
        for d, who in (("08", "l"), ("09", "c"), ("10", "l"))
    ]
    ledger = Ledger(loans=[LOAN], contacts=[LENDER, COLLECTOR], talks=talks)
    known = facts(ledger, BY_NAME["complaint"], ON, loan=LOAN)
    assert known.requests == (talks[2], talks[0]) and known.earlier == talks[2]


def test_who_asked_only_a_collector_has_not_asked_the_lender() -> None:
    asked = a_talk("2026-03-10 10:00", contact="c", loans=("loan",), direction="outgoing", channel="email")
    ledger = Ledger(loans=[LOAN], contacts=[COLLECTOR, LENDER], talks=[asked])
    known = facts(ledger, BY_NAME["complaint"], ON, loan=LOAN, office=HOTLINE)
    assert known.earlier == asked and not known.is_asked and known.contact == LENDER


@pytest.mark.parametrize(
    ("date", "done_on", "awaited"),
    [("2026-03-21", None, True), ("2026-03-20", None, False), ("2026-03-21", "2026-03-19", False)],
)
def test_an_answer_is_awaited_until_the_day_of_its_open_step(
    date: str, done_on: str | None, awaited: bool
) -> None:
    asked = a_talk("2026-03-10 10:00", contact="l", loans=("loan",), direction="outgoing", channel="email")
    step = FollowUp(
        id="s", date=day(date), what="answer", talk=asked.id, done_on=day(done_on) if done_on else None
    )
    ledger = Ledger(loans=[LOAN], contacts=[LENDER], talks=[asked], follow_ups=[step])
    known = facts(ledger, BY_NAME["complaint"], ON, loan=LOAN)
    assert (known.awaited == day(date)) == awaited


@pytest.mark.parametrize(
    ("terms", "is_one"),
    [
        ({"channel": "email"}, True),
        ({"channel": "phone"}, False),  # nothing to show for it
        ({"channel": "phone", "reference": "T-1"}, True),
        ({"channel": "email", "direction": "incoming"}, False),
    ],
)
def test_an_earlier_request_is_one_that_can_be_shown(terms: dict[str, Any], is_one: bool) -> None:
    talk = a_talk("2026-03-10 10:00", **{"loans": ("loan",), "direction": "outgoing", **terms})
    known = facts(Ledger(loans=[LOAN], talks=[talk]), BY_NAME["complaint"], ON, loan=LOAN)
    assert (known.earlier == talk) == is_one


@pytest.mark.parametrize(
    ("at", "channel", "answered"),
    [
        ("2026-03-09 10:00", "email", False),  # before I asked
        ("2026-03-11 10:00", "email", True),
        ("2026-03-11 10:00", "sms", True),
        ("2026-03-11 10:00", "phone", False),
    ],
)
def test_an_answer_is_what_came_in_writing_since(at: str, channel: Any, answered: bool) -> None:
    asked = a_talk("2026-03-10 10:00", loans=("loan",), direction="outgoing", channel="email")
    ledger = Ledger(loans=[LOAN], talks=[asked, a_talk(at, loans=("loan",), channel=channel)])
    assert facts(ledger, BY_NAME["complaint"], ON, loan=LOAN).answered == answered


@pytest.mark.parametrize(
    ("letter", "once", "a_month", "expected"),
    [
        ("replan", 0, 50_050, Proposal(50_000, day("2026-04-15"), True)),
        (
            "replan",
            0,
            999_999,
            Proposal(-2, day("2026-04-15"), True, False, True),
        ),  # what the contract asks, and the rest until nothing is overdue
        ("replan", 0, 110_000, Proposal(110_000, day("2026-04-15"), True, True, True)),
        (
            "replan",
            999_999,
            999_999,
            Proposal(-1, day("2026-04-15"), False, False),
        ),  # what is overdue, at once
        ("replan", 30_000, 0, Proposal(30_000, day("2026-04-15"), False)),
        ("replan", 0, None, None),
        ("replan", 99, 99, None),  # less than one whole unit
        ("reduction", 999_999_999, 50_000, Proposal(-1, day("2026-04-15"), False, False)),
        ("confirm", 30_000, 30_000, None),
    ],
)
def test_the_proposal_is_what_the_budget_supports_and_never_more_than_is_owed(
    letter: str, once: int, a_month: int | None, expected: Proposal | None
) -> None:
    standing = position(LOAN, [], ON)
    if expected and expected.minor < 0:
        coming = 106_619 if expected.minor == -2 else 0
        expected = expected._replace(minor=standing.to_be_current + coming)
    assert proposal(BY_NAME[letter], standing, safe(once, a_month)) == expected


@pytest.mark.parametrize(
    ("letter", "a_month", "can"),
    [("replan", -1, False), ("replan", 0, True), ("replan", -999_999, False), ("reduction", 0, False)],
)
def test_whether_the_budget_bears_what_was_agreed_is_known(letter: str, a_month: int, can: bool) -> None:
    """`a_month` is more or less than the coming instalment with all that is overdue."""
    ledger, standing = Ledger(loans=[LOAN]), position(LOAN, [], ON)
    budget = safe(0, max(0, a_month + 106_619 + standing.to_be_current))
    known = facts(ledger, BY_NAME[letter], ON, loan=LOAN, position=standing, safe=budget)
    assert can_pay(BY_NAME[letter], known) == can


@pytest.mark.parametrize(
    ("filed_with", "expected"), [("bureau", None), ("lender", LENDER), ("regulator", LENDER)]
)
def test_a_dispute_that_was_filed_is_written_to_where_it_was_filed(
    filed_with: Any, expected: Contact | None
) -> None:
    filed = Dispute(id="d", what="x", filed_on=ON, days=20, loan=LOAN.id, filed_with=filed_with)
    ledger = Ledger(loans=[LOAN], contacts=[LENDER], disputes=[filed])
    assert facts(ledger, BY_NAME["dispute"], ON, loan=LOAN).contact == expected


def test_a_month_is_what_is_asked_from_now_on_and_from_its_next_date_on() -> None:
    loan = a_loan(method="equal_principal", first_due=day("2026-02-20"))
    rows = schedule(loan)
    paid = [an_event("payment", row.due, row.total) for row in rows[:2]]
    standing = position(loan, paid, day("2026-04-02"))
    offered = proposal(BY_NAME["replan"], standing, safe(0, 999_999))
    assert offered == Proposal(rows[2].total, day("2026-04-20"), True, False)
    assert rows[2].total < rows[0].total


def test_the_facts_are_the_latest_of_their_sort() -> None:
    talks = [
        a_talk("2026-03-01 10:00", loans=("loan",), minor=5_000, currency="CNY"),
        a_talk("2026-03-02 10:00", loans=("loan",), minor=6_000, currency="CNY", third_party="family"),
        a_talk("2026-03-03 10:00", loans=("loan",), third_party="colleague"),
        a_talk("2026-03-04 10:00", loans=("loan",), direction="outgoing", channel="letter", minor=1),
        a_talk("2026-03-05 10:00", loans=("loan",), direction="outgoing", channel="phone"),
        a_talk("2026-03-06 10:00", loans=("else",), minor=9_000, currency="CNY"),
    ]
    known = facts(Ledger(loans=[LOAN], talks=talks), BY_NAME["confirm"], ON, loan=LOAN)
    assert known.told == talks[1] and known.contacted == (talks[2], talks[1]) and known.earlier == talks[3]


def test_a_loan_is_paid_off_on_the_day_of_its_last_payment_and_not_before_nothing_is_left() -> None:
    events = [an_event("payment", "2026-02-10", 100_000), an_event("payoff", "2026-03-01", 1_200_000)]
    for count, expected in ((1, None), (2, day("2026-03-01"))):
        ledger = Ledger(loans=[LOAN], events=events[:count])
        standing = position(LOAN, ledger.events, ON)
        known = facts(ledger, BY_NAME["settlement"], ON, loan=LOAN, position=standing)
        assert known.paid_off == expected


def test_an_answer_is_due_by_the_term_of_its_rule_else_after_the_usual_wait() -> None:
    terms = Terms(dispute=20)
    assert answer_due(BY_NAME["dispute"], day("2028-02-10"), terms) == day("2028-03-01")  # over a leap day
    assert (answer_due(BY_NAME["complaint"], ON, terms) - ON).days == USUAL_WAIT
    assert (answer_due(BY_NAME["confirm"], ON, terms) - ON).days == USUAL_WAIT
    both = Terms(complaint=30, lender=15)
    for to, days in (("regulator", 30), ("lender", 15), ("platform", 15)):
        assert (answer_due(BY_NAME["complaint"], ON, both, to) - ON).days == days  # type: ignore[arg-type]
