"""`talk`: one line, and the talk, its promise and the next step are in the book."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from finterm.clock import today
from finterm.domain.records import Contact, FollowUp, Loan, Promise, Talk
from finterm.store.book import Book
from tests.cli.conftest import Finterm


def kept(place: Path, kind: type[Any]) -> list[Any]:
    with Book.open(place / "book") as book:
        return book.all(kind)


@pytest.fixture
def known(household: Finterm, place: Path) -> Finterm:
    (place / "contacts.csv").write_text("name,kind\nPear desk,platform\nQuick collector,collector\n", "utf-8")
    assert household("import", place / "contacts.csv").code == 0
    return household


def test_everything_said_in_one_line_is_kept(known: Finterm, place: Path) -> None:
    answer = known(
        "talk", "pear", "pay by Friday", "--loan", "手机分期#5", "--loan", "借呗", "--channel", "in_app_chat", "--out",
        "--said-by-me", "half now", "--person", "8032", "--reason", "overdue", "--request", "grace",
        "--amount", "1.2万", "--outcome", "waits", "--reference", "KF-1", "--number", "139",
        "--third-party", "family", "--conduct", "threat", "--conduct", "borrow", "--follow-up", "+2: call again",
        "--promise", "300@+5", "--by", "me",
    )  # fmt: skip
    assert (
        answer.code == 0
        and "Pear desk" in answer.out
        and "CN¥300.00" in answer.out
        and "call again" in answer.out
    )
    talk, promise, step = kept(place, Talk)[0], kept(place, Promise)[0], kept(place, FollowUp)[0]
    loans = {loan.name: loan.id for loan in kept(place, Loan)}
    assert (talk.channel, talk.direction, talk.reached, talk.person) == (
        "in_app_chat",
        "outgoing",
        True,
        "8032",
    )
    assert (talk.said_by_them, talk.said_by_me, talk.reason) == ("pay by Friday", "half now", "overdue")
    assert (talk.request, talk.minor, talk.currency, talk.outcome, talk.reference) == (
        "grace", 1_200_000, "CNY", "waits", "KF-1",
    )  # fmt: skip
    assert (talk.number, talk.third_party, talk.conduct) == ("139", "family", ("threat", "borrow"))
    assert talk.loans == (loans["手机分期"], loans["借呗"]) and talk.dues[0].n == 5
    assert (promise.minor, promise.date, promise.talk) == (30000, today() + timedelta(days=5), talk.id)
    assert (step.what, step.date, step.talk) == ("call again", today() + timedelta(days=2), talk.id)


def test_a_missed_call_needs_no_words(known: Finterm, place: Path) -> None:
    told = known("talk", "collector", "--missed", "--at", "2026-05-01 09:30", "--json").json
    talk = kept(place, Talk)[0]
    assert told["talk"] == talk.id and not talk.reached and talk.at.strftime("%F %H:%M") == "2026-05-01 09:30"
    assert talk.at.utcoffset() is not None


def test_a_promise_of_theirs_is_an_expectation_in_the_currency_of_the_loan(
    known: Finterm, place: Path
) -> None:
    known("talk", "Pear desk", "--loan", "Car loan", "--promise", "25@tomorrow", "--by", "them")
    promise = kept(place, Promise)[0]
    assert (promise.by, promise.minor, promise.currency) == ("them", 2500, "USD")
    mine_not = [due for due in known("dues", "--json").json if due["by"] == "them"]
    assert [(due["kind"], due["outstanding"], due["scheduled"]) for due in mine_not] == [
        ("promise", None, 2500)
    ]


def test_a_new_contact_is_made_when_told_so_and_undone_with_the_talk(known: Finterm, place: Path) -> None:
    assert known("talk", "Hotline", "hello", "--new", "regulator", "--loan", "借呗").code == 0
    assert kept(place, Contact)[-1].kind == "regulator" and len(kept(place, Contact)[-1].loans) == 1
    assert known("undo").code == 0
    assert len(kept(place, Contact)) == 2 and kept(place, Talk) == []


def test_a_file_is_kept_with_the_talk(known: Finterm, place: Path) -> None:
    (place / "shot.png").write_bytes(b"picture")
    known("talk", "Pear", "see there", "--file", place / "shot.png")
    file = kept(place, Talk)[0].files[0]
    assert (
        file.name == "shot.png" and (place / "book" / "attachments" / file.sha256).read_bytes() == b"picture"
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["Paer desk", "hi"], "Pear desk"),
        (["Nobody at all", "hi"], "there is no contact"),
        (["Pear", "hi", "--loan", "Car lone"], "Car loan"),
        (["Pear", "hi", "--loan", "借呗#99"], "99"),
        (["Pear", "hi", "--promise", "300"], "AMOUNT@DATE"),
        (["Pear", "hi", "--promise", "x@tomorrow"], "x"),
        (["Pear", "hi", "--promise", "5@2020-01-01"], "before the talk"),
        (["Pear", "hi", "--follow-up", "soon"], "soon"),
        (["Pear", "hi", "--at", "2999-01-01 10:00"], "future"),
        (["Pear", "hi", "--file", "/no/such/file"], "/no/such/file"),
        (["Pear", "hi", "--channel", "pigeon"], "pigeon"),
        (["Pear desk", "hi", "--new", "platform"], "Pear desk"),
    ],
)
def test_what_cannot_be_logged_is_refused_whole(
    known: Finterm, place: Path, call: list[str], said: str
) -> None:
    answer = known("talk", *call)
    assert answer.code in (1, 2) and answer.out == "" and said in answer.err
    assert kept(place, Talk) == [] and len(kept(place, Contact)) == 2
