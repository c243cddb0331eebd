"""One loan's dues while its events are replayed: accrual, allocation, charges, waivers, payoff.

The working side of `position`: the only mutable thing in the domain, made anew for every answer and
never kept. Between two events what is unpaid does not change, so accrual walks from event to event
and not from day to day; a day's accrual comes before that day's events.

The rules of penalty interest, once the grace is missed: it counts from the due date, daily and
simple, on what is still unpaid. What was paid within the grace costs nothing; what is not carries the
days of grace too. It is kept exact and rounded half up when read or paid.
"""

from __future__ import annotations

from datetime import date as Date
from fractions import Fraction
from typing import NamedTuple

from finterm.domain.arrangement import Arranged, Replaced
from finterm.domain.calendar import nth_date, parse_frequency, periods_a_year
from finterm.domain.loan import daily_penalty_rate, late_fee, period_rate, yearly_rate
from finterm.domain.money import round_half_up, times
from finterm.domain.open_due import SCHEDULED, OpenDue
from finterm.domain.records import Component, Event, Loan, Plan
from finterm.domain.schedule import Instalment, schedule


class Allocation(NamedTuple):
    """How much of one event went to which component of which due; `minor` is never negative."""

    event: str
    n: int
    component: Component
    minor: int


class Account:
    """All dues of one loan, changed by one event after the other."""

    def __init__(self, loan: Loan) -> None:
        self.loan = loan
        self.dues = [OpenDue(row) for row in schedule(loan)]
        self._open = list(self.dues)  # those that may bear penalty interest
        self.daily = daily_penalty_rate(loan)
        self.order = _order(loan)
        self.credit = 0
        self.allocations: list[Allocation] = []
        self.arranged: list[Arranged] = []
        self._plan: Plan | None = None  # that of the arrangement in force
        self._planned_on = loan.start
        self._last = len(self.dues)  # the number of the last instalment there ever was
        self._at_rest = False  # an arrangement stopped penalty interest and late fees

    # accrual

    def accrue(self, day: Date) -> None:
        """Penalty interest and late fees of all days up to and including `day`."""
        settled = []
        for due in self._open:
            if due.row.due >= day:  # dues stand in order of date
                break
            if due.counted < day and not self._accrue(due, day):
                settled.append(due)
        for due in settled:  # only a charge can open it again
            self._open.remove(due)

    def _accrue(self, due: OpenDue, day: Date) -> bool:
        """Brings one due to `day`; False once it bears nothing more."""
        loan = self.loan
        if loan.grace_days and (day - due.row.due).days <= loan.grace_days:
            return True
        if self._at_rest:
            due.counted = day
            return True
        if bears := (unpaid := due.unpaid) > loan.tolerance:
            due.late_days += self._base(due, unpaid) * (day - due.counted).days
            due.left["late_fee"] += 0 if due.seen_late else late_fee(loan, unpaid)
        due.counted = day
        due.seen_late = True
        return bears

    def _base(self, due: OpenDue, unpaid: int) -> int:
        if self.loan.penalty_base == "overdue_instalment":
            return unpaid
        return due.left["principal"] + (due.left["interest"] if self.loan.compound else 0)

    def owed(self, due: OpenDue, component: Component) -> int:
        """What is owed of one component of one due, in minor units."""
        if component == "penalty":
            if not due.late_days:
                return max(0, -due.settled_penalty)
            accrued = times(due.late_days, self.daily.numerator, self.daily.denominator)
            return max(0, accrued - due.settled_penalty)
        return due.left[component]

    def outstanding(self, due: OpenDue) -> int:
        """Everything owed of one due, in minor units."""
        return due.unpaid + due.left["late_fee"] + self.owed(due, "penalty")

    # events

    def apply(self, event: Event) -> None:
        """Lets one event act; accrual must have come to its day."""
        named = None if event.due is None else next((d for d in self.dues if d.row.n == event.due), None)
        if event.kind == "arrangement":
            self._arrange(event)
        elif event.kind == "broken":
            self._break(event.date)
        elif event.kind == "charge":
            self._charge(event, named)
        elif event.kind == "waiver":
            minor = event.minor
            for due in [named] if named else self.dues:
                if minor <= 0:
                    break
                minor -= self._lower(event, due, event.component or "fee", minor)
        else:
            if event.kind == "payoff" and event.minor >= self.payoff(event.date):
                self._end(event.date)
            self._pay(event, named)

    def _pay(self, event: Event, named: OpenDue | None) -> None:
        minor = event.minor
        for due in [named, *self.dues] if named else self.dues:
            if minor <= 0:  # the usual payment is used up at its due: the many others need no look
                break
            if not due.may_owe:
                continue
            for component in self.order:
                minor -= self._lower(event, due, component, minor)
        self.credit += minor

    def _lower(self, event: Event, due: OpenDue, component: Component, minor: int) -> int:
        """Takes up to `minor` off one component; what was taken."""
        taken = min(minor, self.owed(due, component))
        if taken <= 0:
            return 0
        if component == "penalty":
            due.settled_penalty += taken
        else:
            due.left[component] -= taken
            if component in SCHEDULED:
                due.touched = True
                if event.kind == "waiver":
                    due.waived += taken
                else:
                    due.paid += taken
        self.allocations.append(Allocation(event.id, due.row.n, component, taken))
        return taken

    def _charge(self, event: Event, named: OpenDue | None) -> None:
        """Raises a component of the named due, else of the oldest with anything owed, else of the last."""
        open_due = next((due for due in self.dues if self.outstanding(due)), self.dues[-1])
        due = named or open_due
        component = event.component or "fee"
        if due not in self._open:
            self._accrue(due, event.date)
            self._open = [each for each in self.dues if each is due or each in self._open]
        if component == "penalty":
            due.settled_penalty -= event.minor
        else:
            due.left[component] += event.minor

    # arrangements

    def _arrange(self, event: Event) -> None:
        """Puts the rows of a plan in the place of everything unpaid. What was paid stays where it was."""
        if event.plan is None:
            return
        kept: list[OpenDue] = []
        taken: list[OpenDue] = []
        for due in self.dues:
            (taken if self.outstanding(due) else kept).append(due)
        replaced = tuple(Replaced(due.row.n, due.row.due, self.outstanding(due)) for due in taken)
        rows = [
            Instalment(n, row.due, row.principal, row.interest, row.fee)
            for n, row in enumerate(event.plan.rows, self._last + 1)
        ]
        self._last += len(rows)
        new = [OpenDue(row) for row in rows]
        before = sum(due.left["principal"] for due in taken)
        after = sum(row.principal for row in rows)
        self.arranged.append(Arranged(event.id, event.date, before, after, replaced))
        self.dues = sorted([*kept, *new], key=lambda due: due.row.due)
        self._open = sorted(new, key=lambda due: due.row.due)
        self._plan, self._planned_on = event.plan, event.date
        self._at_rest = not event.plan.interest_runs

    def _break(self, on: Date) -> None:
        """The arrangement does not hold any more. Where it falls due at once, so do all its rows.

        (Where the contract comes back instead, the arrangement is not replayed at all: see `position`.)
        """
        if self._plan is None or self._plan.if_broken != "all_due":
            return
        self._at_rest = False
        for due in self._open:
            if due.row.due > on:
                due.row = due.row._replace(due=on)
                due.counted = on
        self.dues.sort(key=lambda due: due.row.due)

    # payoff

    def payoff(self, on: Date) -> int:
        """What, paid on `on`, ends the loan: all that fell due, the rest of the principal, the interest
        accrued on it since the last due date, and a flat fee still to come unless the contract refunds it."""
        past = sum(self.outstanding(due) for due in self.dues if due.row.due <= on)
        future = [due for due in self.dues if due.row.due > on]
        principal = sum(due.left["principal"] for due in future)
        fees = sum(due.left["fee"] for due in future) if self._keeps_fees else 0
        raised = sum(due.left["late_fee"] + self.owed(due, "penalty") for due in future)
        return past + principal + fees + raised + self._accrued_interest(future, on)

    @property
    def _keeps_fees(self) -> bool:
        """Whether a payoff leaves the fees of periods still to come owed.

        A flat fee is the price of the whole term; beside interest a fee pays for its own period only. The
        fees of an arrangement are costs that had come up before it.
        """
        if self._plan is not None:
            return True
        return self.loan.method == "flat_fee" and not self.loan.fee_refunded

    def _accrued_interest(self, future: list[OpenDue], on: Date) -> int:
        """Interest earned since the last due date on principal not yet due, less what was paid of it ahead."""
        if not future or (self.loan.method == "flat_fee" and self._plan is None):
            return 0
        current = future[0].row
        begun = self.loan.start if self._plan is None else self._planned_on
        start = max((due.row.due for due in self.dues if begun <= due.row.due <= on), default=begun)
        elapsed = max(on, start)
        if self._has_rows or self.loan.day_count == "periodic":
            length = max((current.due - self._period_start(start, current.due)).days, 1)
            part = Fraction((elapsed - start).days, length)
            earned = part * self._period_interest(future, current)
        else:
            earned = sum(due.left["principal"] for due in future) * period_rate(self.loan, start, elapsed)
        ahead = sum(max(0, due.row.interest - due.left["interest"]) for due in future)
        return max(0, round_half_up(earned) - ahead)

    def _period_start(self, start: Date, due: Date) -> Date:
        """Where the period ending at `due` began, for the share of it that has passed."""
        if self.loan.method == "bullet" or self._has_rows:
            return start
        return nth_date(due, -1, parse_frequency(self.loan.frequency)) if start == self.loan.start else start

    def _period_interest(self, future: list[OpenDue], current: Instalment) -> Fraction:
        if self.loan.method == "bullet" or self._has_rows:
            return Fraction(current.interest)
        left = sum(due.left["principal"] for due in future)
        return left * yearly_rate(self.loan) / periods_a_year(parse_frequency(self.loan.frequency))

    @property
    def _has_rows(self) -> bool:
        """Whether the interest of each period is as printed, in the contract or in an arrangement."""
        return self._plan is not None or self.loan.method == "custom_rows"

    def _end(self, on: Date) -> None:
        """Lowers what is still to come to what a payoff on `on` asks for."""
        future = [due for due in self.dues if due.row.due > on]
        interest = self._accrued_interest(future, on)
        for due in future:
            due.left["interest"] = interest
            interest = 0
            if not self._keeps_fees:
                due.left["fee"] = 0


def _order(loan: Loan) -> list[Component]:
    """The contract's order of allocation; a late fee ranks right after the scheduled fee."""
    order = list(loan.allocation)
    if "late_fee" not in order:
        order.insert(order.index("fee") + 1, "late_fee")
    return order
