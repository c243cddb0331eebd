"""The dues pane: one agenda of instalments, bills, promises and next steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from finterm.domain.dues import Due, find
from finterm.tui.dialogs.bill import bill_form
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.pay import edit_occurrence, pay_due, snooze_form
from finterm.tui.dialogs.talk import follow_up_form
from finterm.tui.intents import DeleteRecord, FinishFollowUp, MarkPromise, SkipDue
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Say
from finterm.tui.view.dues import SORTS, due_page, dues_of, dues_view
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.pick import PickScreen


class AgendaPane(Pane):
    """What panes with a list of dues can do with the one under the cursor."""

    @property
    def due(self) -> Due | None:
        """The due under the cursor."""
        return find(dues_of(self.sight), self.key or "")

    def do_pay(self) -> None:
        self._pay(part=False)

    def do_part(self) -> None:
        self._pay(part=True)

    def _pay(self, *, part: bool) -> None:
        if (due := self.due) is None:
            return
        if due.is_payable:
            self.ask(pay_due(self.sight, due, part=part))
        else:
            self.post_message(Say(self.sight.words("tui.dues.not_payable", name=due.name), "error"))

    def do_snooze(self) -> None:
        if due := self.due:
            self.ask(snooze_form(self.sight, due))

    def do_done(self) -> None:
        """A next step is done; a promise was kept, broken or withdrawn."""
        due, words = self.due, self.sight.words
        if due is None:
            return
        if due.kind == "follow_up":
            self.run(FinishFollowUp(due.follow_up, self.sight.on))
        elif due.kind == "promise":
            states = ("kept", "broken", "withdrawn")
            pairs = [(state, words(f"core.promise.{state}")) for state in states]
            self.app.push_screen(PickScreen(pairs, words), lambda state: self._mark(due.promise, state))
        else:
            self.post_message(Say(words("tui.dues.pay_instead"), "error"))

    def _mark(self, promise: str, state: str | None) -> None:
        if state in ("kept", "broken", "withdrawn"):
            self.run(MarkPromise(promise, state))  # type: ignore[arg-type]  # one of three literals

    def talk_about(self) -> tuple[str, str]:
        due = self.due
        return (due.loan, due.contact) if due else ("", "")


class DuesPane(AgendaPane):
    """The whole agenda."""

    NAME: ClassVar[str] = "dues"
    SORTS: ClassVar[tuple[str, ...]] = SORTS

    def view(self, sight: Sight) -> View:
        return dues_view(sight, self.sort)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        return due_page(sight, find(dues_of(sight), key or ""))

    def key_of(self, kind: str, id: str) -> str | None:
        """A bill is shown by its first date on the agenda."""
        return next((due.key for due in dues_of(self.sight) if due.bill == id), None)

    def do_add(self) -> None:
        self.ask(bill_form(self.sight, new_id=self.new_id()))

    def do_edit(self) -> None:
        """A bill: this one date or the whole bill; anything else: what it comes from."""
        due, words = self.due, self.sight.words
        if due is None:
            return
        if due.kind == "bill":
            pairs = [("one", words("tui.bill.edit_one")), ("all", words("tui.bill.edit_all"))]
            self.app.push_screen(PickScreen(pairs, words), lambda which: self._edit_bill(due, which))
        elif due.kind == "follow_up" and (step := self.sight.follow_ups.get(due.follow_up)):
            self.ask(follow_up_form(self.sight, step))
        elif due.kind == "instalment" and (loan := self.sight.loans.get(due.loan)):
            self.ask(loan_form(self.sight, loan))
        else:
            self.do_done()

    def _edit_bill(self, due: Due, which: str | None) -> None:
        if which == "one":
            self.ask(edit_occurrence(self.sight, due))
        elif which == "all" and (bill := self.sight.bills.get(due.bill)):
            self.ask(bill_form(self.sight, bill))

    def do_skip(self) -> None:
        if (due := self.due) is None:
            return
        if due.kind == "bill":
            self.run(SkipDue(due.key))
        else:
            self.post_message(Say(self.sight.words("tui.dues.only_bills"), "error"))

    def do_delete(self) -> None:
        """A bill, a promise or a next step goes; an instalment belongs to its loan."""
        due = self.due
        if due is None:
            return
        sight = self.sight
        record = (
            sight.bills.get(due.bill)
            or sight.follow_ups.get(due.follow_up)
            or sight.promises.get(due.promise)
        )
        if record is not None:
            self.run(DeleteRecord(record))
        else:
            self.post_message(Say(self.sight.words("tui.dues.of_loan"), "error"))
