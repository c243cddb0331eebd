"""Regular payments that are no loans: their dates, what differs on one of them, what was paid.

A bill's rule gives its scheduled dates, counted from the first; an `Occurrence` record says what
differs on one of them (skipped, moved, another amount); `BillPayment` records say what was paid for
one. Which scheduled date a payment is for is always said, never matched by nearness. Knows nothing of
loans, envelopes or the agenda.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from typing import NamedTuple

import msgspec

from finterm.domain.calendar import Frequency, recurrence
from finterm.domain.errors import BadInput
from finterm.domain.money import LARGEST, parse_currency
from finterm.domain.records import Bill, BillPayment, BillRule, Envelope, Occurrence

RULES: dict[BillRule, Frequency] = {
    "monthly": Frequency("month", 1),
    "weekly": Frequency("week", 1),
    "yearly": Frequency("month", 12),
}
MOST_EVERY = 999
MOST_TIMES = 9999


class BillDate(NamedTuple):
    """One date of a bill as it stands; amounts in minor units.

    `on` is the date the rule gives (it names this one for good), `date` the one it now falls due on.
    `expected` is None where the amount varies and was not typed in for this date. `settled`: nothing
    more is to be paid for it.
    """

    bill: Bill
    on: Date
    date: Date
    expected: int | None
    paid: int
    settled: bool
    skipped: bool
    note: str

    @property
    def outstanding(self) -> int | None:
        """What is still to be paid, in minor units; None where it is not known."""
        if self.settled or self.skipped:
            return 0
        return None if self.expected is None else max(0, self.expected - self.paid)


def frequency(bill: Bill) -> Frequency:
    """How often `bill` falls due."""
    unit, every = RULES[bill.rule]
    return Frequency(unit, every * bill.every)


def scheduled_dates(bill: Bill, until: Date) -> Iterator[Date]:
    """The dates of the rule of `bill` up to and including `until`."""
    return recurrence(bill.first, frequency(bill), min(until, bill.until or until), bill.count)


def bill_dates(
    bill: Bill, until: Date, occurrences: Iterable[Occurrence] = (), payments: Iterable[BillPayment] = ()
) -> Iterator[BillDate]:
    """The dates of `bill` that fall due up to and including `until`, skipped ones too, by scheduled date.

    `occurrences` and `payments` are those of this bill. A date moved to `until` or before is there
    though the rule puts it later, one moved beyond `until` is not.
    """
    differing = {occurrence.on: occurrence for occurrence in occurrences}
    paid: dict[Date, list[BillPayment]] = {}
    for payment in payments:
        paid.setdefault(payment.on, []).append(payment)
    pulled_in = [o.on for o in differing.values() if o.date is not None and o.date <= until < o.on]
    for on in scheduled_dates(bill, max([until, *pulled_in])):
        standing = _bill_date(bill, on, differing.get(on), paid.get(on, ()))
        if standing.date <= until:
            yield standing


def _bill_date(bill: Bill, on: Date, differs: Occurrence | None, payments: Sequence[BillPayment]) -> BillDate:
    date, expected, note, skipped = on, bill.minor, bill.note, False
    if differs is not None:
        date = differs.date or on
        expected = bill.minor if differs.minor is None else differs.minor
        note = differs.note or bill.note
        skipped = differs.skipped
    paid, settled = 0, False
    for payment in payments:
        paid += payment.minor
        settled = settled or payment.settles
    settled = settled or (expected is not None and paid >= expected)
    return BillDate(bill, on, date, expected, paid, settled, skipped, note)


def skip(bill: Bill, on: Date, occurrences: Iterable[Occurrence], *, new_id: Callable[[], str]) -> Occurrence:
    """The record that leaves out the date `on` of `bill`, in place of what was said of it before."""
    return msgspec.structs.replace(_said_of(bill, on, occurrences, new_id), skipped=True)


def unskip(
    bill: Bill, on: Date, occurrences: Iterable[Occurrence], *, new_id: Callable[[], str]
) -> Occurrence:
    """The record that brings the skipped date `on` of `bill` back."""
    return msgspec.structs.replace(_said_of(bill, on, occurrences, new_id), skipped=False)


def edit_occurrence(
    bill: Bill,
    on: Date,
    occurrences: Iterable[Occurrence],
    *,
    new_id: Callable[[], str],
    date: Date | None = None,
    minor: int | None = None,
    note: str | None = None,
) -> Occurrence:
    """The record that gives the one date `on` of `bill` another date, amount (minor units) or note.

    What is left None stays as it was. Raises BadInput for a negative or absurd amount.
    """
    if minor is not None:
        _check_amount(minor, least=0)
    said = _said_of(bill, on, occurrences, new_id)
    return msgspec.structs.replace(
        said,
        date=said.date if date is None else (None if date == on else date),
        minor=said.minor if minor is None else minor,
        note=said.note if note is None else note,
    )


def _said_of(
    bill: Bill, on: Date, occurrences: Iterable[Occurrence], new_id: Callable[[], str]
) -> Occurrence:
    """The one Occurrence of (bill, on), made where there is none; raises BadInput for a date not of the rule."""
    if on not in scheduled_dates(bill, on):
        raise BadInput("date", "error.bill_no_such_date", name=bill.name, date=on.isoformat())
    found = [o for o in occurrences if o.bill == bill.id and o.on == on]
    return found[-1] if found else Occurrence(id=new_id(), bill=bill.id, on=on)


def check_bill(bill: Bill, envelopes: Mapping[str, Envelope] | None = None) -> None:
    """Raises BadInput, naming the field, where `bill` makes no sense; `envelopes` by id, to check its own."""
    if not bill.name.strip():
        raise BadInput("name", "error.required")
    parse_currency(bill.currency)
    if bill.minor is not None:
        _check_amount(bill.minor, least=1)
    if not 1 <= bill.every <= MOST_EVERY:
        raise BadInput("every", "error.range", least=1, most=MOST_EVERY)
    if bill.count is not None and not 1 <= bill.count <= MOST_TIMES:
        raise BadInput("count", "error.range", least=1, most=MOST_TIMES)
    if bill.count is not None and bill.until is not None:
        raise BadInput("until", "error.bill_two_ends")
    if bill.until is not None and bill.until < bill.first:
        raise BadInput("until", "error.bill_ends_before_first")
    if bill.envelope and envelopes is not None:
        envelope = envelopes.get(bill.envelope)
        if envelope is None:
            raise BadInput("envelope", "error.envelope_unknown", typed=bill.envelope)
        if envelope.currency != bill.currency:
            raise BadInput(
                "envelope", "error.envelope_currency", name=envelope.name, currency=envelope.currency
            )


def _check_amount(minor: int, least: int) -> None:
    if minor < least:
        raise BadInput("amount", "error.amount_positive" if least else "error.amount_negative")
    if minor > LARGEST:
        raise BadInput("amount", "error.amount_large", typed=minor)
