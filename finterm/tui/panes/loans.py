"""The loans pane: the list of loans and everything about one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from finterm.domain.arrangement import standing_arrangement
from finterm.domain.records import Loan
from finterm.tui.dialogs.arrange import arrange_form, break_form
from finterm.tui.dialogs.claim import claim_form
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.pay import charge_or_waiver, pay_loan
from finterm.tui.dialogs.sheet import sheet_form
from finterm.tui.intents import DeleteRecord
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Run, Say
from finterm.tui.view.about import About
from finterm.tui.view.conduct import conduct_page
from finterm.tui.view.loan import loan_page
from finterm.tui.view.loans import SORTS, loans_view
from finterm.tui.view.page import Block
from finterm.tui.view.promising import safe_promise_page
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.view.story import event_columns, event_rows
from finterm.tui.view.whole import whole_page
from finterm.tui.widgets.help import ReadScreen
from finterm.tui.widgets.records import RecordsScreen


class LoansPane(Pane):
    """Loans, the most pressing first."""

    NAME: ClassVar[str] = "loans"
    SORTS: ClassVar[tuple[str, ...]] = SORTS

    def __init__(self) -> None:
        super().__init__()
        self._as_whole = False  # whether the open page is that of the whole debt

    def view(self, sight: Sight) -> View:
        return loans_view(sight, self.sort)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        return whole_page(sight) if self._as_whole else loan_page(sight, key or "")

    def do_whole(self) -> None:
        """The whole debt over the whole pane; once more, or escape, brings the list back."""
        self._as_whole = not (self.has_class("-open") and self._as_whole)
        self.set_class(self._as_whole, "-open")
        self.take_focus()
        self.show_detail(top=True)

    def do_open(self) -> None:
        as_whole, self._as_whole = self._as_whole, False
        super().do_open()
        if as_whole:
            self.show_detail(top=True)

    def close_or_clear(self) -> bool:
        closed = super().close_or_clear()
        if self._as_whole:
            self._as_whole = False
            self.show_detail(top=True)
        return closed

    @property
    def loan(self) -> Loan | None:
        """The loan under the cursor."""
        return self.sight.loans.get(self.key or "")

    def _with_loan(self, act: Callable[[Loan], object]) -> None:
        """Does `act` with the loan under the cursor; says what is missing where there is none."""
        if loan := self.loan:
            act(loan)
        else:
            self.missing()

    def do_add(self) -> None:
        self.ask(loan_form(self.sight, new_id=self.new_id()))

    def do_edit(self) -> None:
        self._with_loan(lambda loan: self.ask(loan_form(self.sight, loan)))

    def do_delete(self) -> None:
        self._with_loan(lambda loan: self.run(DeleteRecord(loan)))

    def do_pay(self) -> None:
        self._with_loan(lambda loan: self.ask(pay_loan(self.sight, loan)))

    def do_charge(self) -> None:
        self._lender("charge")

    def do_waive(self) -> None:
        self._lender("waiver")

    def _lender(self, kind: Literal["charge", "waiver"]) -> None:
        self._with_loan(lambda loan: self.ask(charge_or_waiver(self.sight, loan, kind)))

    def do_arrange(self) -> None:
        """What was agreed with the lender."""
        self._with_loan(lambda loan: self.ask(arrange_form(self.sight, loan)))

    def do_broken(self) -> None:
        """The arrangement does not hold any more."""
        self._with_loan(self._broken)

    def _broken(self, loan: Loan) -> None:
        sight = self.sight
        standing = standing_arrangement(sight.positions.events(loan.id), sight.on)
        if standing is None:
            self.post_message(Say(sight.words("error.no_arrangement", name=loan.name), "error"))
        else:
            self.ask(break_form(sight, loan, standing))

    def do_claim(self) -> None:
        """An amount that somebody names, held against the book."""
        self._with_loan(lambda loan: self.ask(claim_form(self.sight, loan, new_id=self.new_id())))

    def do_sheet(self) -> None:
        """What the contract says, and the lender's table of costs."""
        self._with_loan(lambda loan: self.ask(sheet_form(self.sight, loan)))

    def do_events(self) -> None:
        """All events of the loan, to look at or take away."""
        self._with_loan(self._events)

    def _events(self, loan: Loan) -> None:
        def view(sight: Sight) -> View:
            rows = event_rows(sight, loan, sight.positions.events(loan.id))
            return View(event_columns(sight), rows, sight.words("tui.loans.no_events"))

        def delete(key: str) -> None:
            event = next((e for e in self.sight.ledger.events if e.id == key), None)
            if event is not None:
                self.post_message(Run(DeleteRecord(event)))

        title = self.sight.words("tui.loans.events_of", name=loan.name)
        self.app.push_screen(RecordsScreen(title, view, delete))

    def do_evidence(self) -> None:
        """Everything there is about the loan, as a pack to hand in."""
        self._with_loan(lambda loan: self.ask_for_pack("loan", loan.id))

    def do_conduct(self) -> None:
        """What the log suggests about how this loan is collected."""
        self._with_loan(lambda loan: self._read(lambda: conduct_page(self.sight, About(loan=loan.id))))

    def do_safe_promise(self) -> None:
        """What the budget supports for this loan, and why."""
        self._with_loan(lambda loan: self._read(lambda: safe_promise_page(self.sight, loan)))

    def _read(self, blocks: Callable[[], Sequence[Block]]) -> None:
        self.app.push_screen(ReadScreen(blocks))

    def talk_about(self) -> tuple[str, str]:
        return self.key or "", ""
