"""What is left of ready money after each due of an agenda, one after the other.

The figure after a due is ready money less all dues up to and including it, no money counted twice: what
`dues.due_totals` says of them. At the last due before payday it is what safe to spend is made from, before
essential envelopes hold anything back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finterm.domain.due import Due


class _OfLoan:
    """What the dues of one loan seen so far ask for: its instalments, and promises as far as beyond them."""

    __slots__ = ("instalments", "later", "promised", "seen")

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.instalments = 0
        self.promised = 0  # the same money as instalments, as far as those go
        self.later: dict[str, int] = {}  # other money: by the instalment it names, which was not seen yet

    def see(self, due: Due) -> None:
        minor = due.outstanding or 0
        if due.kind == "instalment":
            self.seen.add(due.key)
            self.instalments += minor
            self.promised += self.later.pop(due.key, 0)
        elif due.same_as and due.same_as not in self.seen:
            self.later[due.same_as] = self.later.get(due.same_as, 0) + minor
        else:
            self.promised += minor

    @property
    def minor(self) -> int:
        return max(self.instalments, self.promised) + sum(self.later.values())


def left_after_each(dues: Iterable[Due], money: Mapping[str, int]) -> dict[str, int]:
    """What is left of `money` (ready money by currency) after each due, by its key, in minor units.

    `dues` are in the order they will be paid. Negative where the money does not reach. Only dues to be
    paid whose amount is known are there, in currencies that `money` names.
    """
    loans: dict[str, _OfLoan] = {}
    asked: dict[str, int] = {}  # by currency
    after: dict[str, int] = {}
    for due in dues:
        if not due.is_payable or due.outstanding is None:
            continue
        more = due.outstanding
        if due.loan:
            whole = loans.setdefault(due.loan, _OfLoan())
            before = whole.minor
            whole.see(due)
            more = whole.minor - before
        asked[due.currency] = asked.get(due.currency, 0) + more
        if due.currency in money:
            after[due.key] = money[due.currency] - asked[due.currency]
    return after
