"""Safe to promise: what the budget supports for one loan, once until payday and month after month. Pure.

A ceiling and not a target. The sum for once is safe to spend with the dues of this loan given back; the
sum a month is the lowest of the next months: the least income of late, less what essentials ask for, less
what must be paid to others. Money that is not known (income never recorded, bills that vary) is said and
never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple

from finterm.domain.calendar import add_months, next_payday
from finterm.domain.dues import Due, agenda, counted, unknown_amounts
from finterm.domain.ledger import Ledger
from finterm.domain.position import Position
from finterm.domain.records import Loan, Settings
from finterm.domain.spendable import safe_to_spend

AHEAD = 3  # months looked at, those to come and those gone by


class MonthAhead(NamedTuple):
    """One month from `start` (a payday) on; amounts in minor units. `dues` are those of others."""

    start: Date
    income: int
    essentials: int
    dues: int

    @property
    def left(self) -> int:
        """What is left of it for the loan; negative where others ask for more than there is."""
        return self.income - self.essentials - self.dues


class SafeToPromise(NamedTuple):
    """What may be promised to a loan, in minor units of `currency`.

    `once`: in all until the day before `payday`. `a_month`: every month from `payday` on, None where no
    income is known. `months` say why. `unknown` are dues of others whose amount is not known: no sum holds
    them.
    """

    currency: str
    payday: Date
    once: int
    a_month: int | None
    months: tuple[MonthAhead, ...]
    unknown: tuple[Due, ...]


def safe_to_promise(
    ledger: Ledger,
    loan: Loan,
    on: Date,
    settings: Settings,
    *,
    known: Mapping[str, Position] | None = None,
) -> SafeToPromise:
    """What the budget supports for `loan`, seen on `on`. `known` are positions of that day, where computed."""
    safe = safe_to_spend(ledger, on, settings, loan.currency, known=known)
    own = sum(line.minor for line in safe.dues if line.due.loan == loan.id)
    payday = next_payday(settings.paydays, on)
    income = least_income(ledger, loan.currency, payday)
    end = add_months(payday, AHEAD)
    dues = [
        due
        for due in agenda(ledger, on, end - timedelta(days=1), since=payday, known=known)
        if due.currency == loan.currency and due.loan != loan.id and payday <= due.date
    ]
    months = () if income is None else _months(ledger, loan.currency, payday, income, dues)
    return SafeToPromise(
        currency=loan.currency,
        payday=payday,
        once=max(0, safe.result + own),
        a_month=max(0, min(month.left for month in months)) if months else None,
        months=months,
        unknown=unknown_amounts([*dues, *(due for due in safe.unknown if due.loan != loan.id)]),
    )


def least_income(ledger: Ledger, currency: str, payday: Date) -> int | None:
    """The least income of the whole months before `payday`, of those that had any; else of this one.

    None where none was ever recorded in that time.
    """
    found = []
    for ago in range(AHEAD + 1):
        start, end = add_months(payday, -ago - 1), add_months(payday, -ago)
        found.append(
            sum(
                move.minor
                for move in ledger.moves
                if move.kind == "income" and move.currency == currency and start <= move.date < end
            )
        )
    gone_by = [minor for minor in found[1:] if minor > 0]
    return min(gone_by) if gone_by else found[0] or None


def _months(
    ledger: Ledger, currency: str, payday: Date, income: int, dues: list[Due]
) -> tuple[MonthAhead, ...]:
    """The months ahead. An essential envelope asks for its monthly amount, or for its dues where that is more."""
    essential = {
        envelope.id: envelope.monthly
        for envelope in ledger.envelopes
        if envelope.kind == "essential" and envelope.currency == currency and not envelope.closed
    }
    months = []
    for n in range(AHEAD):
        start, end = add_months(payday, n), add_months(payday, n + 1)
        asked: dict[str, int] = {}
        others = 0
        for line in counted(due for due in dues if start <= due.date < end):
            if line.due.envelope in essential:
                asked[line.due.envelope] = asked.get(line.due.envelope, 0) + line.minor
            else:
                others += line.minor
        held = sum(max(monthly, asked.get(id, 0)) for id, monthly in essential.items())
        months.append(MonthAhead(start, income, held, others))
    return tuple(months)
