"""What was agreed on a loan, as parts of the paper: its terms, its contract sheet, each arrangement. Pure.

What the lender shows of its cost stands beside what follows from the contract; which is right is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date

from finterm.domain.money import Money
from finterm.domain.position import Position, position
from finterm.domain.rates import yearly_cost
from finterm.domain.records import Charge, ContractSheet, Event, Loan, Plan
from finterm.domain.sheets import CLAUSES
from finterm.exchange import arranged, sheeted
from finterm.exchange.document import Facts, Heading, Paragraph, Part, Quote, Table
from finterm.exchange.terms import terms
from finterm.locale import Words


class Agreed:
    """Tells of one loan in one language; `numbers` are those of the pack's talks, by id."""

    def __init__(self, words: Words, loan: Loan, numbers: Mapping[str, int]) -> None:
        self._words = words
        self._loan = loan
        self._numbers = numbers

    def terms(self) -> list[Part]:
        """The contract as it was entered: everything that what is owed follows from."""
        words, loan = self._words, self._loan
        cost = yearly_cost(loan)
        facts = [
            (words("core.field.brand"), loan.brand),
            *terms(words, loan, self._money),
            (words("core.nominal_yearly_cost"), words.percent(cost.nominal) if cost else ""),
            (words("core.effective_yearly_cost"), words.percent(cost.effective) if cost else ""),
            (words("core.field.note"), loan.note),
        ]
        return [Heading(loan.name, 2), Facts([(label, value) for label, value in facts if value])]

    def owed(self, standing: Position, on: Date) -> list[Part]:
        """What is owed at the end of `on`."""
        words = self._words
        sums = [
            ("core.overdue", standing.overdue),
            ("core.penalty", standing.penalty),
            ("core.late_fees", standing.late_fees),
            ("core.to_be_current", standing.to_be_current),
            ("core.remaining_principal", standing.remaining_principal),
            ("core.payoff", standing.payoff),
            ("core.credit", standing.credit),
        ]
        told = [(words(key), self._money(minor)) for key, minor in sums if minor]
        title = Heading(words("evidence.owed", on=words.day(on)), 3)
        return [title, Facts(told) if told else Paragraph(words("evidence.nothing_owed"))]

    def sheet(self, sheets: Iterable[ContractSheet]) -> list[Part]:
        """The contract in its own words, who collects what, and the lender's cost beside the contract's."""
        words = self._words
        parts: list[Part] = []
        for sheet in sheets:
            parts.append(Heading(words("claims.sheet"), 3))
            said = [(words(f"claims.sheet.{name}"), getattr(sheet, name)) for name in CLAUSES]
            names = words("core.comma").join(file.name for file in sheet.files)
            said += [(words("claims.sheet.files"), names), (words("core.field.note"), sheet.note)]
            if told := [(label, value) for label, value in said if value]:
                parts.append(Facts(told))
            parts += self._charges(sheet)
            beside = sheeted.beside(
                words, self._loan, sheet, yearly_cost(self._loan), self._money, hints=False
            )
            cost = [(told.label, told.value) for told in beside]
            if sheet.shown_on:
                cost.insert(0, (words("claims.sheet.shown_on"), words.day(sheet.shown_on)))
            if cost:
                parts.append(Facts(cost))
        return parts

    def _charges(self, sheet: ContractSheet) -> list[Part]:
        words = self._words
        rows = [
            self._charge(charge, when)
            for when, charges in (("charges", sheet.charges), ("late_charges", sheet.late_charges))
            for charge in charges
        ]
        names = ("claims.sheet.charge", "core.field.amount", "claims.sheet.collector", "claims.sheet.when")
        return [Table([words(name) for name in names], rows, frozenset({1}))] if rows else []

    def _charge(self, charge: Charge, when: str) -> tuple[str, ...]:
        words = self._words
        not_said = words("claims.sheet.not_said")
        amount = charge.said or not_said if charge.minor is None else self._money(charge.minor)
        return charge.name, amount, charge.collector or not_said, words(f"claims.sheet.when.{when}")

    def arrangements(
        self, events: Iterable[Event], happened: Sequence[Event], standing: Position
    ) -> list[Part]:
        """Each arrangement of `events` in full, seen among all that `happened` on the loan."""
        replaced = {one.event: len(one.replaced) for one in standing.arranged}
        parts: list[Part] = []
        for event in events:
            if event.kind == "arrangement" and event.plan is not None:
                before = position(self._loan, [one for one in happened if one.id != event.id], event.date)
                parts += self._arrangement(event, event.plan, before, replaced.get(event.id, 0))
        return parts

    def _arrangement(self, event: Event, plan: Plan, before: Position, replaced: int) -> list[Part]:
        """What was agreed, how far that was from what was owed `before` it, and what holds once it is broken."""
        words = self._words
        agreed, *more = arranged.agreed(words, plan, before, self._money)
        facts = [(words("claims.plan.is_agreed"), agreed)]
        if replaced:
            count = words.count("claims.plan.instalments", replaced)
            facts.append((words("claims.plan.replaced"), count))
        runs = words("core.yes" if plan.interest_runs else "core.no")
        facts.append((words("claims.plan.interest_runs"), runs))
        if waived := arranged.waived(words, plan, before, self._money):
            facts.append((words("claims.plan.waived"), waived))
        facts.append((words("claims.plan.if_broken"), words(f"core.if_broken.{plan.if_broken}")))
        if number := self._numbers.get(event.talk):
            facts.append((words("claims.plan.talk"), words("evidence.talk_no", n=number)))
        facts += [(words("core.field.note"), event.note)] if event.note else []
        parts: list[Part] = [
            Heading(words("evidence.arrangement", on=words.day(event.date)), 3),
            Facts(facts),
            Paragraph("\n".join([arranged.owed(words, before, self._money), *more])),
        ]
        if plan.conditions:
            parts += [Paragraph(words("evidence.conditions")), Quote(plan.conditions)]
        names = ("date", "principal", "interest", "fee")
        rows = [
            (words.day(row.due), *(self._money(minor) for minor in (row.principal, row.interest, row.fee)))
            for row in plan.rows
        ]
        header = [words(f"evidence.field.{name}") for name in names]
        return [*parts, Table(header, rows, frozenset({1, 2, 3}))]

    def _money(self, minor: int) -> str:
        return self._words.money(Money(minor, self._loan.currency))
