"""The loans pane: the list of loans and everything about one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from finterm.domain.records import Loan
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.pay import charge_or_waiver, pay_loan
from finterm.tui.intents import DeleteRecord
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Run
from finterm.tui.view.loans import SORTS, event_columns, event_rows, loan_page, loans_view
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.records import RecordsScreen


class LoansPane(Pane):
    """Loans, the most pressing first."""

    NAME: ClassVar[str] = "loans"
    SORTS: ClassVar[tuple[str, ...]] = SORTS

    def view(self, sight: Sight) -> View:
        return loans_view(sight, self.sort)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        return loan_page(sight, key or "")

    @property
    def loan(self) -> Loan | None:
        """The loan under the cursor."""
        return self.sight.loans.get(self.key or "")

    def do_add(self) -> None:
        self.ask(loan_form(self.sight, new_id=self.new_id()))

    def do_edit(self) -> None:
        if loan := self.loan:
            self.ask(loan_form(self.sight, loan))

    def do_delete(self) -> None:
        if loan := self.loan:
            self.run(DeleteRecord(loan))

    def do_pay(self) -> None:
        if loan := self.loan:
            self.ask(pay_loan(self.sight, loan))

    def do_charge(self) -> None:
        self._lender("charge")

    def do_waive(self) -> None:
        self._lender("waiver")

    def _lender(self, kind: Literal["charge", "waiver"]) -> None:
        if loan := self.loan:
            self.ask(charge_or_waiver(self.sight, loan, kind))

    def do_events(self) -> None:
        """All events of the loan, to look at or take away."""
        if (loan := self.loan) is None:
            return
        known = loan

        def view(sight: Sight) -> View:
            rows = event_rows(sight, known, sight.positions.events(known.id))
            return View(event_columns(sight), rows, sight.words("tui.loans.no_events"))

        def delete(key: str) -> None:
            event = next((e for e in self.sight.ledger.events if e.id == key), None)
            if event is not None:
                self.post_message(Run(DeleteRecord(event)))

        title = self.sight.words("tui.loans.events_of", name=loan.name)
        self.app.push_screen(RecordsScreen(title, view, delete))

    def talk_about(self) -> tuple[str, str]:
        return self.key or "", ""
