"""The palette: every action, and records of many kinds by name, the best match first. Pure.

A key of it is `action:<name>`, `action:<pane>:<name>` for what belongs to another pane, or
`<kind>:<id>` for a record. Names of actions are found in both languages, Chinese ones by pinyin too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from finterm.locale import Words
from finterm.tui.actions import PANES, Action, actions_of, keys_said
from finterm.tui.view.budget import budget_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.credit import account_name, clock_of, clock_words, removal_words, removals_of
from finterm.tui.view.credit_terms import shown_of
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.search import Query
from finterm.tui.view.sight import Sight

COLUMNS = (
    Column(weight=1, least=16, most=30),
    Column(weight=3, least=8, fold=1),
    Column(least=3, right=True),
)


KINDS = {  # of records that are found by name, with the table of each
    "loan": "loans", "contact": "contacts", "envelope": "envelopes", "bill": "bills",
    "account": "credit_accounts", "dispute": "disputes",
}  # fmt: skip


class Thing(NamedTuple):
    """One thing to choose: the names it is found by, sentences about it, and how its line is made."""

    key: str
    names: tuple[str, ...]
    told: tuple[str, ...]
    row: Callable[[], Row]


class Palette:
    """Everything there is to choose, seen from `pane`."""

    def __init__(self, sight: Sight, pane: str) -> None:
        self.sight = sight
        self._pane = pane
        self._said = keys_said(pane)
        self._other = Words("en" if sight.words.language == "zh" else "zh")
        # What was typed before and what fitted it: typing on can only narrow that down.
        self._narrowed: tuple[str, list[str]] = ("", [])
        self._kinds = {
            kind: (sight.words(f"core.thing.{table}"), self._other(f"core.thing.{table}"))
            for kind, table in KINDS.items()
        }
        here = [self._action(action) for action in actions_of(pane)]
        self._things = {thing.key: thing for thing in (*here, *self._records(), *self._elsewhere(pane))}

    def view(self, typed: str) -> View:
        """What fits `typed`, the best first; everything in its own order where nothing is typed."""
        query = Query(typed)
        keys: Sequence[str] = list(self._things)
        if query.words:
            before, kept = self._narrowed
            fits = {}
            for key in kept if before and typed.startswith(before) else keys:
                thing = self._things[key]
                if fit := query.fit(thing.names, thing.told):
                    fits[key] = fit
            self._narrowed = (typed, list(fits))
            keys = sorted(fits, key=lambda key: -fits[key])
        return View(COLUMNS, LazyRows(keys, self._row), self.sight.words("tui.pick.none"))

    def _row(self, key: str) -> Row:
        return self._things[key].row()

    # -- actions -----------------------------------------------------------------------------------

    def _action(self, action: Action, pane: str = "") -> Thing:
        words, other = self.sight.words, self._other
        key = f"action:{pane}:{action.name}" if pane else f"action:{action.name}"
        note = (
            f"{words(f'tui.action.pane_{pane}')} {action.shown_in(pane)}"
            if pane
            else action.shown_in(self._pane)
        )

        def row() -> Row:
            about = Cell(words(f"{action.words}.help", **self._said), "faint")
            return Row(key, (words(action.words), about, Cell(note, "key")))

        names = (words(action.words), other(action.words), action.name.replace("_", " "))
        return Thing(
            key,
            names,
            (words(f"{action.words}.help", **self._said), other(f"{action.words}.help", **self._said)),
            row,
        )

    def _elsewhere(self, pane: str) -> Iterator[Thing]:
        """Actions of other panes; choosing one goes there first."""
        known = {action.name for action in actions_of(pane)}
        for other in PANES:
            for action in actions_of(other):
                if action.name not in known:
                    known.add(action.name)
                    yield self._action(action, other)

    # -- records -----------------------------------------------------------------------------------

    def _records(self) -> Iterator[Thing]:
        sight = self.sight
        for loan in sight.ledger.loans:
            others = [name for name in (loan.brand, loan.legal_lender, loan.contract_no) if name]
            yield self._record("loan", loan.id, loan.name, others)
        for contact in sight.ledger.contacts:
            yield self._record("contact", contact.id, contact.name, [contact.phone] if contact.phone else [])
        for envelope in sight.ledger.envelopes:
            if not envelope.closed:
                yield self._record("envelope", envelope.id, envelope.name, [])
        for bill in sight.ledger.bills:
            yield self._record("bill", bill.id, bill.name, [])
        shown = shown_of(sight)
        for account in (account for copy in shown.newest for account in shown.accounts_of(copy)):
            yield self._record("account", account.id, account_name(sight, account), [])
        for dispute in sight.ledger.disputes:
            others = [dispute.lender] if dispute.lender else []
            yield self._record("dispute", dispute.id, sight.free(dispute.what), others)

    def _record(self, kind: str, id: str, name: str, others: Sequence[str]) -> Thing:
        return Thing(
            key := f"{kind}:{id}",
            (name, *others),
            self._kinds[kind],
            partial(self._record_row, key, kind, id, name, others),
        )

    def _record_row(self, key: str, kind: str, id: str, name: str, others: Sequence[str]) -> Row:
        about = self._kinds[kind][0]
        if others:
            about = self.sight.words("tui.palette.kind", kind=about, name=others[0])
        return Row(key, (name, Cell(about, "faint"), self._amount(kind, id)))

    def _amount(self, kind: str, id: str) -> Cell | str:
        """What stands beside a record: the overdue or else remaining debt, what is left, what is due."""
        sight = self.sight
        if kind == "loan":
            position, currency = sight.positions[id], sight.loans[id].currency
            if position.overdue:
                amount = sight.money(position.overdue, currency)
                return Cell(sight.words("tui.palette.overdue", amount=amount), "overdue")
            return sight.money(position.remaining_principal, currency)
        if kind == "envelope":
            return sight.money(budget_of(sight).positions[id].left, sight.envelopes[id].currency)
        if kind == "account":
            mark = next(mark for mark in removals_of(sight) if mark.account.id == id)
            return removal_words(sight, mark)
        if kind == "dispute":
            dispute = next(one for one in sight.ledger.disputes if one.id == id)
            return clock_words(sight, clock_of(sight, dispute))
        if kind == "bill":
            bill = sight.bills[id]
            return sight.money(bill.minor, bill.currency)
        return ""
