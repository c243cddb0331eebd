"""The honest list: made from the book, in an order that is told, done by tasks or by the book itself."""

from __future__ import annotations

from datetime import date as Date

import pytest
from msgspec.structs import replace

from finterm.domain.credit_terms import Countries, CreditTerms
from finterm.domain.dues import agenda
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.rebuilding import Advice, advice, planned
from finterm.domain.records import CreditReport, ScoreEntry, Task
from finterm.domain.tasks import check_task, finished
from tests.domain.test_credit import CN, COPY, ON, account, at_home, loan, month, paid

ALL_PAID = paid(Date(2026, 8, 25), 120_000)


def kinds(ledger: Ledger, terms: Countries = CN) -> dict[str, Advice]:
    return {one.kind: one for one in advice(ledger, terms, ON) if one.kind != "report"}


def test_what_is_overdue_comes_first_with_the_sum_that_makes_it_current() -> None:
    found = advice(Ledger(loans=[loan()]), CN, ON)
    assert (found[0].kind, found[0].minor, found[0].loan) == ("settle", 70_000, "loan-1")
    assert {one.kind for one in found} == {"settle", "report", "on_time", "no_new", "keep_old", "statement"}


def test_bad_debt_comes_before_everything() -> None:
    bad = account(state="bad_debt", overdue=500, statuses=())
    found = advice(Ledger(loans=[loan()], credit_reports=[COPY], credit_accounts=[bad]), CN, ON)
    assert [one.kind for one in found[:2]] == ["bad_debt", "settle"] and found[0].minor == 500


@pytest.mark.parametrize(
    ("more", "there"),
    [
        ({"overdue": 500}, True),
        ({"overdue": 500, "loan": "loan-1"}, False),
        ({"overdue": 500, "loan": "gone"}, True),
        ({"overdue": 500, "state": "bad_debt"}, False),
        ({"overdue": 0}, False),
        ({"overdue": 500, "cleared": Date(2026, 8, 1)}, False),
    ],
)
def test_what_is_overdue_on_the_report_and_in_no_loan_is_asked_about(
    more: dict[str, object], there: bool
) -> None:
    ledger = Ledger(loans=[loan()], credit_reports=[COPY], credit_accounts=[account(**more)])
    found = kinds(ledger)
    assert ("stray" in found) is there
    if there:
        assert (found["stray"].minor, found["stray"].who, found["stray"].loan) == (500, "Bank", "")


def test_a_loan_paid_off_asks_for_its_certificate_and_for_a_look_two_months_later() -> None:
    found = kinds(Ledger(loans=[loan()], events=[ALL_PAID]))
    assert found["certificate"].date == Date(2026, 9, 1)
    assert (found["verify"].date, found["verify"].state) == (Date(2026, 10, 25), "open")
    assert not {"settle", "on_time", "no_new"} & set(found)


def test_no_day_to_look_is_named_where_no_rule_says_how_long_it_takes() -> None:
    ledger = Ledger(loans=[loan()], events=[ALL_PAID])
    found = {one.kind: one for one in advice(ledger, at_home(CreditTerms()), ON)}
    assert found["verify"].date is None and not found["verify"].is_lasting
    assert found["certificate"].date == Date(2026, 9, 1)


@pytest.mark.parametrize(
    ("day", "more", "state"),
    [
        (Date(2026, 8, 26), {"state": "settled"}, "open"),  # too early to be sure
        (Date(2026, 8, 31), {"state": "settled"}, "done"),
        (Date(2026, 8, 31), {"state": "settled", "overdue": 1}, "open"),
        (Date(2026, 8, 31), {"state": "open"}, "open"),
        (Date(2026, 8, 31), {"state": "settled", "loan": ""}, "open"),
        (Date(2026, 8, 31), {"state": "settled", "carried": True}, "open"),  # nobody looked at it yet
    ],
)
def test_a_copy_that_shows_it_settled_is_the_look(day: Date, more: dict[str, object], state: str) -> None:
    event = replace(ALL_PAID, date=Date(2026, 7, 28))
    shown = account(**{"loan": "loan-1", "statuses": (), **more})
    ledger = Ledger(
        loans=[loan()], events=[event], credit_reports=[replace(COPY, date=day)], credit_accounts=[shown]
    )
    assert kinds(ledger)["verify"].state == state


def test_free_copies_have_days_and_are_done_by_copies_of_the_year() -> None:
    ledger = Ledger(credit_reports=[CreditReport(id="r", date=Date(2026, 5, 1))])
    found = [one for one in advice(ledger, CN, ON) if one.kind == "report"]
    assert [(one.topic, one.state, one.date) for one in found] == [
        ("report:2026:1", "done", Date(2026, 5, 1)),
        ("report:2026:2", "open", Date(2026, 12, 31)),
        ("report:2027:1", "open", Date(2027, 6, 30)),
    ]
    assert advice(ledger, at_home(CreditTerms()), ON) == []


@pytest.mark.parametrize(
    ("cleared", "kind"),
    [(Date(2026, 7, 3), "removal"), (Date(2021, 9, 1), "removal"), (Date(2021, 8, 31), "gone"), (None, None)],
)
def test_the_day_late_months_must_be_gone_is_marked(cleared: Date | None, kind: str | None) -> None:
    shown = account(cleared=cleared, statuses=(month("2021-01", "1"),))
    ledger = Ledger(credit_reports=[COPY], credit_accounts=[shown])
    found = kinds(ledger)
    assert ({"removal", "gone"} & set(found)) == ({kind} if kind else set())
    assert "no_new" in found


def test_private_scores_are_a_list_of_their_own() -> None:
    ledger = Ledger(credit_scores=[ScoreEntry(id="s", date=ON, name="app", score=600)])
    found = advice(ledger, CN, ON)
    assert [one.kind for one in found if one.is_optional] == ["score_promises", "score_identity"]
    assert [one.is_optional for one in found] == sorted(one.is_optional for one in found)


def test_a_task_gives_advice_its_day_and_marks_it_done() -> None:
    ledger = Ledger(loans=[loan()])
    settle = advice(ledger, CN, ON)[0]
    task = planned(settle, "call and pay", Date(2026, 9, 4))
    assert task.id == "task:settle:loan-1" and task.loan == "loan-1"
    (there, *_) = advice(ledger._replace(tasks=[task]), CN, ON)
    assert (there.state, there.date, there.task) == ("planned", Date(2026, 9, 4), task)
    dues = agenda(Ledger(tasks=[task]), ON, Date(2026, 9, 4))
    assert [(due.key, due.kind, due.name, due.state) for due in dues] == [
        ("task:task:settle:loan-1", "task", "call and pay", "upcoming")
    ]
    done = finished(task, ON)
    assert advice(ledger._replace(tasks=[done]), CN, ON)[0].state == "done"
    assert agenda(Ledger(tasks=[done]), ON, Date(2026, 9, 4)) == ()
    again = planned(advice(ledger._replace(tasks=[done]), CN, ON)[0], "again", Date(2026, 9, 9))
    assert (again.id, again.done_on, again.date) == (task.id, None, Date(2026, 9, 9))


def test_no_topic_holds_a_name_that_an_id_could_not_hold() -> None:
    named = account(lender="某 银行/分行", cleared=Date(2026, 7, 3), statuses=(month("2026-05", "1"),))
    found = advice(Ledger(credit_reports=[COPY], credit_accounts=[named]), CN, ON)
    assert found and all(one.topic.isascii() and " " not in one.topic for one in found)


def test_a_task_says_what_is_to_be_done() -> None:
    with pytest.raises(BadInput):
        check_task(Task(id="t", date=ON, what=" "))
