"""What came of talks as files: promises and next steps, each by itself."""

from __future__ import annotations

from typing import get_args

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import plain
from finterm.domain.records import FollowUp, Promise, PromiseState, Side
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.kinds.talking import contact_named
from finterm.exchange.names import GONE, gone_id
from finterm.exchange.sheet import shielded


def talk_named(names: Names, id: str) -> str:
    """The id of a talk as a cell says it; nothing where there is none."""
    return id if not id or id in names.talks else GONE + id


def _loan(names: Names, id: str) -> str:
    return shielded(names.loans.shown(id)) if id else ""


def talk_link(cells: Cells) -> str:
    """The id of the talk a cell names, in the book or in the same import."""
    talk = cells.text("talk")
    if gone := gone_id(talk):
        return gone
    if talk and talk not in cells.names.talks:
        cells.note("talk", BadInput("talk", "exchange.error.link", typed=talk))
    return cells.names.talks.get(talk, "")


def read_promise(cells: Cells, id: str) -> Promise:
    loan, loan_id = cells.one("loan", cells.names.loans)
    minor_given = bool(cells.given("amount"))
    currency = cells.currency(loan.currency if loan else "")
    by: Side = cells.choice("by", get_args(Side), "me", "side", needed=True)
    state: PromiseState = cells.choice("state", get_args(PromiseState), "open", "promise")
    return Promise(
        id=id,
        by=by,
        date=cells.date("date", needed=True),
        minor=cells.amount_or_none("amount", currency),
        currency=currency if minor_given or cells.given("currency") else "",
        talk=talk_link(cells),
        contact=cells.one_id("contact", cells.names.contacts),
        loan=loan_id,
        due=cells.number_or_none("due"),
        paid=cells.amount("paid", currency),
        state=state,
        note=cells.text("note"),
    )


def write_promise(promise: Promise, names: Names) -> dict[str, str]:
    currency = promise.currency or names.currency
    return {
        "by": promise.by,
        "date": promise.date.isoformat(),
        "amount": "" if promise.minor is None else plain(promise.minor, currency),
        "currency": promise.currency,
        "talk": talk_named(names, promise.talk),
        "contact": contact_named(names, promise.contact),
        "loan": _loan(names, promise.loan),
        "due": "" if promise.due is None else str(promise.due),
        "paid": plain(promise.paid, currency) if promise.paid else "",
        "state": promise.state,
        "note": shielded(promise.note),
    }


def _check_promise(promise: Promise, names: Names) -> None:
    from finterm.domain.promises import check_promise

    loan = names.loans.by_id(promise.loan) if promise.loan else None
    whole = msgspec.structs.replace(promise, currency=promise.currency or names.currency)
    if promise.loan and loan is None:  # it is gone, and its instalments cannot be looked up
        whole = msgspec.structs.replace(whole, loan="", due=None)
    events = list(names.arrangements.values())
    check_promise(whole, Ledger(loans=[loan] if loan else (), events=events))


PROMISES = Kind(
    name="promises",
    record=Promise,
    columns=(
        "by", "date", "amount", "currency", "talk", "contact", "loan", "due", "paid", "state", "note",
    ),
    needed=frozenset({"by", "date", "amount"}),
    read=read_promise,
    write=write_promise,
    check=_check_promise,
    loose=lambda p: (p.by, p.date, p.minor, p.talk, p.contact, p.loan, p.due),
    fields={"amount": ("minor",)},
)  # fmt: skip


def read_follow_up(cells: Cells, id: str) -> FollowUp:
    return FollowUp(
        id=id,
        date=cells.date("date", needed=True),
        what=cells.text("what", needed=True),
        talk=talk_link(cells),
        contact=cells.one_id("contact", cells.names.contacts),
        loan=cells.one_id("loan", cells.names.loans),
        done_on=cells.date_or_none("done_on"),
    )


def write_follow_up(follow_up: FollowUp, names: Names) -> dict[str, str]:
    return {
        "date": follow_up.date.isoformat(),
        "what": shielded(follow_up.what),
        "talk": talk_named(names, follow_up.talk),
        "contact": contact_named(names, follow_up.contact),
        "loan": _loan(names, follow_up.loan),
        "done_on": follow_up.done_on.isoformat() if follow_up.done_on else "",
    }


FOLLOW_UPS = Kind(
    name="follow_ups",
    record=FollowUp,
    columns=("date", "what", "talk", "contact", "loan", "done_on"),
    needed=frozenset({"date", "what"}),
    read=read_follow_up,
    write=write_follow_up,
    loose=lambda f: (f.date, f.what, f.talk, f.contact, f.loan),
)
