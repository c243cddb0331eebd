"""A diary whose old words stay: talks, what came of them, amendments, time line and search."""

from __future__ import annotations

from typing import Any

import pytest

from finterm.domain.diary import (
    NextStep,
    amend,
    check_contact,
    current,
    current_talks,
    guess_contact,
    history,
    log_talk,
)
from finterm.domain.dues import agenda
from finterm.domain.ledger import Ledger
from finterm.domain.promises import Pledge
from finterm.domain.records import Amendment, AttachedFile, Contact, DueRef, FollowUp, Promise, Record, Talk
from finterm.domain.timeline import search, timeline
from tests.domain.household import a_promise, a_talk, ids, moment, refusal, with_loan, with_records
from tests.domain.making import a_loan, day, paid

BANK = Contact(id="bank", name="某银行", kind="lender", loans=("loan",))
COLLECTOR = Contact(id="collector", name="Quick Collect", kind="collector")
LEDGER = with_loan()._replace(
    loans=[*with_loan().loans, a_loan(id="other", name="other", currency="USD")], contacts=[BANK, COLLECTOR]
)
AT = moment("2026-03-10T14:30")


def logged(ledger: Ledger = LEDGER, contact: str = "bank", **terms: Any) -> tuple[Record, ...]:
    return log_talk(ledger, terms.pop("at", AT), contact, new_id=ids(), **terms)


def test_all_that_was_said_is_kept_as_it_was_said() -> None:
    said: dict[str, Any] = {
        "channel": "in_app_chat",
        "direction": "outgoing",
        "reached": False,
        "person": "agent 4711",
        "loans": ("loan",),
        "dues": (DueRef(loan="loan", n=2),),
        "reason": "overdue",
        "request": "re_plan",
        "said_by_them": "请尽快还款",
        "said_by_me": "I can pay on Friday",
        "minor": 20_000,
        "currency": "CNY",
        "outcome": "they call back",
        "reference": "REF-1",
        "files": (AttachedFile(name="chat.png", sha256="ab" * 32),),
    }
    (talk,) = logged(**said)
    assert talk == Talk(id="n00000000", at=AT, contact="bank", **said)


def test_a_talk_with_a_promise_and_a_next_step_is_one_entry() -> None:
    talk, promise, step = logged(
        loans=("loan",),
        reason="overdue",
        pledge=Pledge("me", day("2026-03-13"), 5_000, note="after payday"),
        next_step=NextStep(day("2026-03-16"), "check the statement"),
    )
    assert promise == Promise(
        id="n00000001",
        by="me",
        date=day("2026-03-13"),
        minor=5_000,
        currency="CNY",
        talk=talk.id,
        contact="bank",
        loan="loan",
        note="after payday",
    )
    assert step == FollowUp(
        id="n00000002",
        date=day("2026-03-16"),
        what="check the statement",
        talk=talk.id,
        contact="bank",
        loan="loan",
    )
    keys = {
        due.key
        for due in agenda(with_records(LEDGER, talk, promise, step), day("2026-03-10"), day("2026-03-31"))
    }
    assert {f"promise:{promise.id}", f"follow_up:{step.id}"} <= keys


@pytest.mark.parametrize(
    ("talk", "pledge", "loan", "due", "currency"),
    [
        ({"loans": ("loan",)}, {}, "loan", None, "CNY"),
        ({"dues": (DueRef(loan="loan", n=2),)}, {}, "loan", 2, "CNY"),
        ({"dues": (DueRef(loan="loan", n=2), DueRef(loan="loan", n=3))}, {}, "loan", None, "CNY"),
        ({"loans": ("loan", "other")}, {"currency": "CNY"}, "", None, "CNY"),
        ({"loans": ("loan", "other")}, {"loan": "other"}, "other", None, "USD"),
        ({"loans": ("loan",)}, {"loan": "other", "due": 4}, "other", 4, "USD"),
        ({"minor": 5, "currency": "JPY"}, {}, "", None, "JPY"),
    ],
)
def test_a_promise_is_about_what_the_talk_is_about_unless_it_says_otherwise(
    talk: dict[str, Any], pledge: dict[str, Any], loan: str, due: int | None, currency: str
) -> None:
    _, promise = logged(pledge=Pledge("me", day("2026-03-13"), 5_000, **pledge), **talk)
    assert isinstance(promise, Promise)
    assert (promise.loan, promise.due, promise.currency) == (loan, due, currency)


def test_a_talk_about_an_instalment_is_about_its_loan() -> None:
    (talk,) = logged(dues=(DueRef(loan="loan", n=2),), minor=100)
    assert isinstance(talk, Talk)
    assert (talk.loans, talk.currency) == (("loan",), "CNY")


@pytest.mark.parametrize(
    ("terms", "what"),
    [
        ({"next_step": NextStep(day("2026-03-10"), " call "), "reason": "overdue"}, "call"),
        ({"next_step": NextStep(day("2026-03-10")), "reason": "overdue"}, "overdue"),
        ({"next_step": NextStep(day("2026-03-10"))}, "某银行"),
        ({"next_step": NextStep(day("2026-03-10")), "contact": "", "person": "Mr Li"}, "Mr Li"),
    ],
)
def test_a_next_step_without_words_goes_by_the_reason_or_the_name(terms: dict[str, Any], what: str) -> None:
    step = logged(**terms)[-1]
    assert isinstance(step, FollowUp) and step.what == what


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"contact": ""}, "contact", "error.talk_who"),
    ({"contact": "", "person": "  "}, "contact", "error.talk_who"),
    ({"contact": "nobody"}, "contact", "error.contact_unknown"),
    ({"loans": ("gone",)}, "loans", "error.loan_unknown"),
    ({"dues": (DueRef(loan="gone", n=1),)}, "loans", "error.loan_unknown"),
    ({"dues": (DueRef(loan="loan", n=13),)}, "dues", "error.no_due"),
    ({"channel": "fax"}, "channel", "error.choice"),
    ({"direction": "up"}, "direction", "error.choice"),
    ({"request": "mercy"}, "request", "error.choice"),
    ({"third_party": "the cat"}, "third_party", "error.choice"),
    ({"conduct": ("threat", "sighed")}, "conduct", "error.choice"),
    ({"minor": 0, "loans": ("loan",)}, "amount", "error.amount_positive"),
    ({"minor": 10**16, "loans": ("loan",)}, "amount", "error.amount_large"),
    ({"minor": 5}, "currency", "error.required"),
    ({"minor": 5, "loans": ("loan", "other")}, "currency", "error.required"),
    ({"minor": 5, "currency": "money"}, "currency", "error.currency"),
    ({"at": AT.replace(tzinfo=None)}, "at", "error.talk_zone"),
    ({"now": moment("2026-03-10T14:28")}, "at", "error.talk_future"),
    ({"pledge": Pledge("me", day("2026-03-09"), 5, "CNY")}, "promise_date", "error.promise_before_talk"),
    ({"pledge": Pledge("me", day("2026-03-10"), 0, "CNY")}, "promise_amount", "error.amount_positive"),
    ({"pledge": Pledge("me", day("2026-03-10"), 10**16, "CNY")}, "promise_amount", "error.amount_large"),
    ({"pledge": Pledge("me", day("2026-03-10"), 5)}, "currency", "error.required"),
    ({"pledge": Pledge("me", day("2026-03-10"), 5, "CNY", loan="gone")}, "loan", "error.loan_unknown"),
    ({"pledge": Pledge("me", day("2026-03-10"), 5, "CNY", due=1)}, "due", "error.promise_due_without_loan"),
    ({"pledge": Pledge("me", day("2026-03-10"), 5, loan="loan", due=13)}, "due", "error.no_due"),
    ({"pledge": Pledge("you", day("2026-03-10"), 5, "CNY")}, "promise_by", "error.choice"),  # type: ignore[arg-type]
    ({"next_step": NextStep(day("2026-03-09"))}, "follow_up_date", "error.follow_up_before_talk"),
]


@pytest.mark.parametrize(("terms", "where", "what"), REFUSED)
def test_a_talk_that_makes_no_sense_is_refused_at_its_field(
    terms: dict[str, Any], where: str, what: str
) -> None:
    with refusal(where, what):
        logged(**terms)


def test_a_talk_noted_within_the_minute_is_not_in_the_future() -> None:
    assert logged(now=moment("2026-03-10T14:29:30"))


@pytest.mark.parametrize(
    ("contact", "where", "what"),
    [
        (Contact(id="new", name=" "), "name", "error.required"),
        (Contact(id="new", name="quick collect", kind="collector"), "name", "error.contact_name_taken"),
        (Contact(id="new", name="x", kind="friend"), "kind", "error.choice"),  # type: ignore[arg-type]
        (Contact(id="new", name="x", loans=("gone",)), "loans", "error.loan_unknown"),
    ],
)
def test_a_contact_that_makes_no_sense_is_refused(contact: Contact, where: str, what: str) -> None:
    check_contact(BANK, LEDGER)
    check_contact(Contact(id="new", name="Quick Collect", kind="lender"), LEDGER)
    with refusal(where, what):
        check_contact(contact, LEDGER)


# amendments

TALK = a_talk(
    "2026-03-10T14:30",
    id="t",
    contact="bank",
    loans=("loan",),
    said_by_them="pay now",
    minor=5_000,
    currency="CNY",
)
SAID = with_records(LEDGER, TALK)


def amended(ledger: Ledger, now: str, **changes: Any) -> Amendment:
    return amend(ledger, TALK, moment(now), new_id=ids(), **changes)


def test_an_amendment_says_how_the_talk_reads_and_the_old_words_stay() -> None:
    first = amended(SAID, "2026-03-11T09:00", said_by_them="pay by Friday", why=" misheard ")
    ledger = SAID._replace(amendments=[first])
    second = amend(ledger, TALK, moment("2026-03-12T09:00"), new_id=lambda: "z", outcome="grace", person="Li")
    ledger = SAID._replace(amendments=[second, first])  # whatever order they are read in
    now = current(TALK, ledger.amendments)
    assert (now.said_by_them, now.outcome, now.person) == ("pay by Friday", "grace", "Li")
    assert ledger.talks == [TALK]
    assert current_talks(ledger) == {"t": now}
    assert [(v.talk.said_by_them, v.why, v.changed) for v in history(TALK, ledger.amendments)] == [
        ("pay now", "", ()),
        ("pay by Friday", "misheard", ("said_by_them",)),
        ("pay by Friday", "", ("person", "outcome")),
    ]


def test_amendments_go_by_their_moment_in_whatever_zone() -> None:
    late = amended(SAID, "2026-03-11T09:00", outcome="late")  # 01:00 in UTC
    early = Amendment(
        id="zzz",
        talk="t",
        at=moment("2026-03-11T00:30").replace(tzinfo=None),
        amended=amended(SAID, "2026-03-11T00:30", outcome="early").amended,
    )
    assert current(TALK, [late, early]).outcome == "late"


def test_a_talk_that_was_never_amended_reads_as_logged() -> None:
    other = amended(SAID, "2026-03-11T09:00", outcome="x")
    assert current(a_talk("2026-03-10T10:00", id="other"), [other]).outcome == ""
    assert [version.changed for version in history(TALK, [])] == [()]


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({}, "", "error.nothing_changed"),
        ({"said_by_them": "pay now"}, "", "error.nothing_changed"),
        ({"id": "another"}, "", "error.talk_field"),
        ({"mood": "bad"}, "", "error.talk_field"),
        ({"contact": "nobody"}, "contact", "error.contact_unknown"),
        ({"contact": ""}, "contact", "error.talk_who"),
        ({"loans": ("gone",)}, "loans", "error.loan_unknown"),
        ({"minor": -1}, "amount", "error.amount_positive"),
        ({"at": moment("2027-01-01T00:00")}, "at", "error.talk_future"),
    ],
)
def test_an_amendment_that_makes_no_sense_is_refused(changes: dict[str, Any], where: str, what: str) -> None:
    with refusal(where, what):
        amended(SAID, "2026-03-11T09:00", **changes)


def test_a_talk_can_be_amended_after_its_contact_and_loan_are_gone() -> None:
    bare = SAID._replace(contacts=[], loans=[])
    assert amended(bare, "2026-03-11T09:00", outcome="x", currency="CNY").amended.contact == "bank"


# finding one's way


def test_the_contact_guessed_is_who_the_loan_was_last_talked_about_with() -> None:
    assert guess_contact(LEDGER, "loan") == BANK  # entered with the loan, nobody talked to yet
    assert guess_contact(LEDGER, "other") is None
    talks = [
        a_talk("2026-03-10T10:00", contact="collector", dues=(DueRef(loan="loan", n=1),)),
        a_talk("2026-03-09T10:00", contact="bank", loans=("loan",)),
        a_talk("2026-03-11T10:00", contact="bank", loans=("other",)),
        a_talk("2026-03-12T10:00", person="a stranger", loans=("loan",)),
    ]
    assert guess_contact(LEDGER._replace(talks=talks), "loan") == COLLECTOR
    assert guess_contact(LEDGER._replace(talks=talks), "other") == BANK


def story() -> Ledger:
    """A morning with the bank, an afternoon with a collector, and what came of both."""
    morning = a_talk(
        "2026-03-10T09:00", id="1", contact="bank", loans=("loan",), said_by_them="No GRACE", minor=12_345
    )
    evening = a_talk(
        "2026-03-10T18:00", id="2", contact="collector", loans=("loan", "other"), reference="ＡＢ-９"
    )
    ledger = LEDGER._replace(
        talks=[evening, morning],
        promises=[
            a_promise("2026-03-12", 5_000, id="3", talk="1", contact="bank", loan="loan"),
            a_promise("2026-03-09", 7_000, id="4", contact="collector", by="them"),
        ],
        follow_ups=[
            FollowUp(id="5", date=day("2026-03-11"), what="ring back", talk="2", contact="collector")
        ],
        events=[paid("2026-03-10", 10_000), paid("2026-03-01", 500)],
    )
    change = amend(
        ledger, evening, moment("2026-03-11T08:00"), new_id=lambda: "6", outcome="waiver", why="a letter"
    )
    return ledger._replace(amendments=[change])


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (
            {},
            [
                "event 03-01",
                "promise 03-09",
                "talk 03-10",
                "talk 03-10*",
                "event 03-10",
                "follow_up 03-11",
                "promise 03-12",
            ],
        ),
        (
            {"loan": "loan"},
            ["event 03-01", "talk 03-10", "talk 03-10*", "event 03-10", "follow_up 03-11", "promise 03-12"],
        ),
        ({"loan": "other"}, ["talk 03-10*", "follow_up 03-11"]),
        ({"contact": "bank"}, ["event 03-01", "talk 03-10", "event 03-10", "promise 03-12"]),
        ({"contact": "collector"}, ["promise 03-09", "talk 03-10*", "follow_up 03-11"]),
        ({"contact": "collector", "loan": "loan"}, ["talk 03-10*", "follow_up 03-11"]),
        ({"contact": "nobody"}, []),
    ],
)
def test_the_time_line_is_everything_of_a_contact_or_a_loan_in_order_of_time(
    which: dict[str, str], expected: list[str]
) -> None:
    entries = timeline(story(), **which)
    assert [f"{e.kind} {e.date:%m-%d}{'*' if e.amended else ''}" for e in entries] == expected


def test_the_time_line_shows_talks_as_they_read_now() -> None:
    (talk,) = (entry.record for entry in timeline(story()) if entry.amended)
    assert isinstance(talk, Talk) and talk.outcome == "waiver"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["2", "1"]),
        ("grace", ["1"]),
        ("no  grace", ["1"]),
        ("grace waiver", []),
        ("某银行", ["1"]),
        ("ab-9", ["2"]),
        ("WAIVER", ["2"]),
        ("letter", ["2"]),  # why it was amended
        ("123.45", ["1"]),
        ("2026-03-10 09:00", ["1"]),
        ("ring back", ["2"]),
        ("a loan", ["2", "1"]),
        ("other", ["2"]),
        ("50.00", ["1"]),  # the amount promised in it
        ("zebra", []),
    ],
)
def test_search_finds_every_word_in_any_field_old_words_included(text: str, found: list[str]) -> None:
    assert [talk.id for talk in search(story(), text)] == found


def test_words_that_were_amended_away_are_still_found() -> None:
    ledger = story()
    morning = next(talk for talk in ledger.talks if talk.id == "1")
    change = amend(ledger, morning, moment("2026-03-12T08:00"), new_id=lambda: "7", said_by_them="maybe")
    ledger = ledger._replace(amendments=[*ledger.amendments, change])
    assert [talk.said_by_them for talk in search(ledger, "no grace")] == ["maybe"]


def test_the_time_lines_of_all_loans_are_those_of_each() -> None:
    from finterm.domain.timeline import timeline, timelines
    from tests.tui.household import household

    ledger = Ledger.of(lambda kind: [record for record in household() if isinstance(record, kind)])
    found = timelines(ledger)
    assert len(found) > 1
    assert all(found.get(loan.id, ()) == timeline(ledger, loan=loan.id) for loan in ledger.loans)
