"""What follows from a form as it is typed: what a payment, a charge, a waiver or the terms of a bill come to. Pure.

Each is a function of the answers that can be read so far, and gives words by the field they stand under;
those under "" are lines about the whole. Nothing is said of what is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date
from itertools import islice
from typing import Any

from finterm.domain.bills import scheduled_dates
from finterm.domain.calendar import add_months, nth_date, parse_frequency
from finterm.domain.dues import Due
from finterm.domain.errors import BadInput
from finterm.domain.position import Position, position
from finterm.domain.records import Bill, Event, Loan
from finterm.tui.dialogs.limiting import part_paid
from finterm.tui.view.form import Value
from finterm.tui.view.sight import Sight

Hints = dict[str, str]
NEXT_DATES = 4


def month_end(sight: Sight, first: Date, frequency: str) -> str:
    """What a due on the 29th, 30th or 31st does in shorter months; empty where nothing happens."""
    try:
        rule = parse_frequency(frequency)
    except BadInput:
        return ""
    if first.day <= 28 or rule.unit != "month":
        return ""
    short = next((day for n in range(24) if (day := nth_date(first, n, rule)).day < first.day), None)
    if short is None:
        return ""
    return sight.words("tui.loan.month_end", day=first.day, date=sight.words.weekday(short))


# -- a payment -------------------------------------------------------------------------------------


def payment_sums(sight: Sight, loan: Loan, values: Mapping[str, Value], due: int | None) -> Hints:
    """What a payment to a loan pays, and what is overdue after it."""
    minor, date = values.get("amount"), values.get("date")
    if not isinstance(minor, int) or not isinstance(date, Date):
        return {}
    kind = "payoff" if values.get("kind") == "payoff" else "payment"
    event = Event(id="~", loan=loan.id, date=date, kind=kind, minor=minor, due=due)  # type: ignore[arg-type]
    after = position(loan, [*sight.positions.events(loan.id), event], max(sight.on, date))
    short = short_of_payoff(sight, loan, minor, date) if kind == "payoff" else {}
    return {
        "amount": _goes(sight, loan, after, event),
        "date": ahead(sight, date),
        "kind": sight.words("tui.pay.payoff_short", **short) if short else "",
        "": "\n".join([_then(sight, loan, after), *part_paid(sight, loan, event)]),
    }


def ahead(sight: Sight, date: Value) -> str:
    """That what is recorded for a day to come changes nothing before; empty for a day that has come."""
    if not isinstance(date, Date) or date <= sight.on:
        return ""
    return sight.words("tui.pay.ahead")


def short_of_payoff(sight: Sight, loan: Loan, minor: int, date: Date) -> dict[str, str]:
    """What ends the loan on `date` and how much of it `minor` lacks, as words; empty where it ends it."""
    needed = position(loan, sight.positions.events(loan.id), date).payoff
    if minor >= needed:
        return {}
    missing = sight.money(needed - minor, loan.currency)
    return {"needed": sight.money(needed, loan.currency), "short": missing}


def _goes(sight: Sight, loan: Loan, after: Position, event: Event) -> str:
    words, parts, dues = sight.words, dict[str, int](), dict[str, None]()
    for share in after.allocations:
        if share.event == event.id and share.minor:
            parts[share.component] = parts.get(share.component, 0) + share.minor
            dues[str(share.n)] = None
    said = [
        words(
            "tui.pay.part",
            component=words(f"core.component.{name}"),
            amount=sight.amount(minor, loan.currency),
        )
        for name, minor in parts.items()
    ]
    shown = list(dues) if len(dues) < 5 else [*list(dues)[:3], "…"]
    goes = words("tui.pay.goes", parts=" + ".join(said), dues=words("tui.comma").join(shown)) if said else ""
    if after.credit:
        credit = words("tui.pay.credit", amount=sight.money(after.credit, loan.currency))
        return f"{goes} · {credit}" if goes else credit
    return goes


def _then(sight: Sight, loan: Loan, after: Position) -> str:
    words = sight.words
    if not after.outstanding:
        return words("tui.pay.then_ended")
    if not after.overdue:
        return words("tui.pay.then_current")
    return words(
        "tui.pay.then_overdue",
        amount=sight.money(after.overdue, loan.currency),
        days=words.count("core.days", after.days_overdue),
        current=sight.money(after.to_be_current, loan.currency),
    )


# -- what the lender charges or gives up -----------------------------------------------------------

_OWED = {"penalty": "penalty", "late_fee": "late_fee", "fee": "left_fee"}
_OWED |= {"interest": "left_interest", "principal": "left_principal"}


def owed_of(position: Position, component: str, n: int | None = None) -> int:
    """What is owed of one component, of all dues or of due `n`, in minor units."""
    return sum(getattr(due, _OWED[component]) for due in position.dues if n in (None, due.n))


def lowered(sight: Sight, loan: Loan, values: Mapping[str, Value]) -> int:
    """How much a waiver really takes off on its day, in minor units."""
    change = _change(sight, loan, values, "waiver")
    if change is None:
        return 0
    event, _, after = change
    return sum(share.minor for share in after.allocations if share.event == event.id)


def raised_or_lowered(sight: Sight, loan: Loan, values: Mapping[str, Value], kind: str) -> Hints:
    """What is owed of the component before and after a charge or waiver, and what is overdue then."""
    words, component, date = sight.words, values.get("component"), values.get("date")
    if not isinstance(component, str) or not isinstance(date, Date):
        return {}
    n = values.get("due")
    n = n if isinstance(n, int) else None
    events = sight.positions.events(loan.id)
    before = owed_of(position(loan, events, date), component, n)
    named = words(f"core.component.{component}")
    if kind == "waiver" and not before:
        return {"component": words("tui.pay.nothing_to_waive", component=named)}
    if (change := _change(sight, loan, values, kind)) is None:
        owed = sight.money(before, loan.currency)
        return {"component": words("tui.pay.owed_of", component=named, amount=owed)}
    event, today, after = change
    left = owed_of(after, component, n)
    said = words(
        "tui.pay.before_after",
        component=named,
        before=sight.money(before, loan.currency),
        after=sight.money(left, loan.currency),
    )
    if kind == "waiver" and event.minor > before:
        more = words("tui.pay.beyond_waiver", amount=sight.money(event.minor - before, loan.currency))
        said = f"{said} · {more}"
    return {"component": said, "date": ahead(sight, date), "": _then(sight, loan, today)}


def beyond_waiver(sight: Sight, loan: Loan, values: Mapping[str, Value]) -> str:
    """That more is waived than is owed, and how much of it has something to lower; empty where it is not."""
    taken, minor = lowered(sight, loan, values), values.get("amount")
    if not taken or not isinstance(minor, int) or minor <= taken:
        return ""
    money = {"amount": sight.money(minor, loan.currency), "taken": sight.money(taken, loan.currency)}
    return sight.words("tui.pay.waive_beyond", **money)


def _change(
    sight: Sight, loan: Loan, values: Mapping[str, Value], kind: str
) -> tuple[Event, Position, Position] | None:
    """The event being typed, with the loan after it as it is today and on its own day; None until it is whole."""
    minor, date, component = (values.get(key) for key in ("amount", "date", "component"))
    if not isinstance(minor, int) or not isinstance(date, Date) or not isinstance(component, str):
        return None
    terms: dict[str, Any] = {"kind": kind, "component": component, "due": values.get("due")}
    event = Event(id="~", loan=loan.id, date=date, minor=minor, **terms)
    events = [*sight.positions.events(loan.id), event]
    return event, position(loan, events, max(sight.on, date)), position(loan, events, date)


def bill_payment_sums(sight: Sight, due: Due, values: Mapping[str, Value]) -> Hints:
    """Whether a payment covers a bill, or what is owed to a promise."""
    minor = values.get("amount")
    if not isinstance(minor, int) or due.outstanding is None:
        return {}
    left = due.outstanding - minor
    key = "left" if left > 0 else "more" if left < 0 else "full"
    said = sight.words(f"tui.pay.bill_{key}", amount=sight.money(abs(left), due.currency))
    late = ahead(sight, values.get("date"))
    return {"amount": said, "date": late} if late else {"amount": said}


# -- a bill ----------------------------------------------------------------------------------------


def bill_sums(sight: Sight, values: Mapping[str, Value], bill_of: Callable[[], Bill]) -> Hints:
    """The next dates of a bill."""
    first = values.get("first")
    if not isinstance(first, Date) or not values.get("every"):
        return {}
    ends = {"count": values.get("count"), "until": values.get("until")}
    if (end := values.get("end")) in ends and not ends[str(end)]:
        return {}
    bill = bill_of()
    until = add_months(max(sight.on, first), 12 * max(1, bill.every) * (NEXT_DATES + 1))
    dates = (day for day in scheduled_dates(bill, until) if day >= sight.on)
    days = [sight.words.weekday(day) for day in islice(dates, NEXT_DATES)]
    said = (
        sight.words("tui.bill.next_dates", dates=" · ".join(days))
        if days
        else sight.words("tui.bill.no_dates")
    )
    short = month_end(sight, first, f"{bill.every}m") if bill.rule == "monthly" else ""
    return {"": said, "first": short}
