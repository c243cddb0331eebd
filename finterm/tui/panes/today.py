"""The first pane: what presses, what comes next, and what is left until payday."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from finterm.domain.dues import Due
from finterm.domain.records import Loan
from finterm.tui.panes.agenda import AgendaPane
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import LATE, today_page, today_view


class TodayPane(AgendaPane):
    """The most important sentence first."""

    NAME: ClassVar[str] = "today"

    def view(self, sight: Sight) -> View:
        return today_view(sight)

    @property
    def late_loan(self) -> Loan | None:
        """The loan whose overdue instalments the cursor stands on."""
        key = self.key or ""
        return self.sight.loans.get(key.removeprefix(LATE)) if key.startswith(LATE) else None

    @property
    def dues_here(self) -> list[Due]:
        """Also all that is overdue of the loan under the cursor."""
        if loan := self.late_loan:
            late = (due for due in dues_of(self.sight) if due.loan == loan.id and due.kind == "instalment")
            return [due for due in late if due.state == "overdue"]
        return super().dues_here

    def do_pay(self) -> None:
        if loan := self.late_loan:
            from finterm.tui.dialogs.pay import pay_loan

            self.ask(pay_loan(self.sight, loan))
        else:
            super().do_pay()

    def talk_about(self) -> tuple[str, str]:
        return (loan.id, "") if (loan := self.late_loan) else super().talk_about()

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        """Money until payday; opened, the due under the cursor."""
        if not self.has_class("-open"):
            return today_page(sight)
        from finterm.tui.view.due import due_page
        from finterm.tui.view.loan import loan_page

        return loan_page(sight, loan.id) if (loan := self.late_loan) else due_page(sight, self.due)

    def do_open(self) -> None:
        super().do_open()
        self.show_detail()

    def close_or_clear(self) -> bool:
        closed = super().close_or_clear()
        self.show_detail()
        return closed
