"""The credit pane: accounts and when their late months must be gone, disputes, what helps, copies, scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from finterm.domain.rebuilding import planned
from finterm.domain.records import (
    CreditAccount,
    CreditReport,
    Dispute,
    Record,
    Task,
)
from finterm.tui.intents import DeleteRecord, FinishTask
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Say
from finterm.tui.view.credit import (
    ADVICE,
    TASK,
    advice_at,
    advice_of,
    credit_view,
    record_of,
    removals_of,
    usual_words,
)
from finterm.tui.view.credit_account import timeline_page
from finterm.tui.view.credit_page import credit_page
from finterm.tui.view.credit_terms import shown_of
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

Addable = Literal["copy", "account", "enquiry", "dispute", "task", "score"]


class CreditPane(Pane):
    """The credit record, section by section."""

    NAME: ClassVar[str] = "credit"

    def __init__(self) -> None:
        super().__init__()
        self._as_line = False  # whether the open page is the time line of all accounts

    def view(self, sight: Sight) -> View:
        return credit_view(sight)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        return timeline_page(sight, removals_of(sight)) if self._as_line else credit_page(sight, key)

    @property
    def record(self) -> Record | None:
        """The record under the cursor; None for advice that nobody planned yet."""
        return record_of(self.sight, self.key)

    def key_of(self, kind: str, id: str) -> str | None:
        """A task that comes from advice stands where the advice does."""
        self._as_line = False
        topic = next((task.topic for task in self.sight.ledger.tasks if task.id == id), "")
        known = any(one.topic == topic for one in advice_of(self.sight))
        return f"{ADVICE}:{topic}" if kind == TASK and topic and known else f"{kind}:{id}"

    def do_timeline(self) -> None:
        """When every account must be clean again, over the whole pane; once more, or escape, brings the list back."""
        self._as_line = not (self.has_class("-open") and self._as_line)
        self.set_class(self._as_line, "-open")
        self.take_focus()
        self.show_detail(top=True)

    def do_open(self) -> None:
        as_line, self._as_line = self._as_line, False
        super().do_open()
        if as_line:
            self.show_detail(top=True)

    def close_or_clear(self) -> bool:
        closed = super().close_or_clear()
        if self._as_line:
            self._as_line = False
            self.show_detail(top=True)
        return closed

    # -- adding and changing -----------------------------------------------------------------------

    def do_add(self) -> None:
        """Asks what to add; what belongs to a copy only where there is one."""
        from finterm.tui.widgets.pick import PickScreen

        words = self.sight.words
        kinds: tuple[Addable, ...] = ("copy", "account", "enquiry", "dispute", "task", "score")
        if not self.sight.ledger.credit_reports:
            kinds = ("copy", "dispute", "task", "score")
        pairs = [(kind, words(f"credit.add.{kind}")) for kind in kinds]
        self.app.push_screen(PickScreen(pairs, words), self._add)

    def _add(self, kind: str | None) -> None:
        from finterm.tui.dialogs import credit as forms
        from finterm.tui.dialogs import dispute as disputing

        if kind is None:
            return
        sight, id, copy = self.sight, self.new_id(), self._copy()
        if kind == "copy":
            self.ask(forms.report_form(sight, new_id=id))
        elif kind == "account" and copy:
            self.ask(forms.account_form(sight, copy, new_id=id))
        elif kind == "enquiry" and copy:
            self.ask(forms.enquiry_form(sight, copy, new_id=id))
        elif kind == "dispute":
            self.do_file()
        elif kind == "task":
            self.ask(disputing.task_form(sight, new_id=id))
        elif kind == "score":
            self.ask(forms.score_form(sight, new_id=id))

    def _copy(self) -> CreditReport | None:
        """The copy under the cursor, else the newest."""
        record = self.record
        return record if isinstance(record, CreditReport) else next(iter(shown_of(self.sight).copies), None)

    def do_edit(self) -> None:
        """What is under the cursor; advice gets a day, and so a place on the agenda."""
        from finterm.tui.dialogs.credit import edit_form
        from finterm.tui.dialogs.dispute import plan_form

        if one := advice_at(self.sight, self.key):
            self.ask(plan_form(self.sight, one, usual_words(self.sight, one)))
        elif (record := self.record) and (form := edit_form(self.sight, record)):
            self.ask(form)
        else:
            self.missing()

    def do_delete(self) -> None:
        """A copy goes with its accounts; of a score its latest entry; of advice its day."""
        if record := self.record:
            self.run(DeleteRecord(record))
        elif advice_at(self.sight, self.key):
            self.post_message(Say(self.sight.words("credit.advice.not_deleted"), "error"))
        else:
            self.missing()

    def do_enquiries(self) -> None:
        """The enquiries of the copy, to look at, add, change or take away."""
        from finterm.tui.widgets.enquiries import EnquiriesScreen

        if (copy := self._copy()) is None:
            self.missing()
            return
        self.app.push_screen(EnquiriesScreen(self.sight, copy))

    # -- disputes and tasks ------------------------------------------------------------------------

    def do_file(self) -> None:
        """A dispute about what is under the cursor, or a complaint after the dispute there."""
        from finterm.tui.dialogs.dispute import dispute_form

        record = self.record
        about = record if isinstance(record, CreditAccount) else None
        after = record if isinstance(record, Dispute) and record.kind == "dispute" else None
        one = advice_at(self.sight, self.key)
        self.ask(dispute_form(self.sight, new_id=self.new_id(), about=about, after=after, advice=one))

    def do_done(self) -> None:
        """Advice or a task is done; a dispute was answered."""
        from finterm.tui.dialogs.dispute import answer_form

        sight, record = self.sight, self.record
        if isinstance(record, Dispute):
            self.ask(answer_form(sight, record))
        elif isinstance(record, Task):
            self.run(FinishTask(record, sight.on, record))
        elif one := advice_at(sight, self.key):
            task = planned(one, usual_words(sight, one), one.date or sight.on)
            self.run(FinishTask(task, sight.on))
        else:
            self.post_message(Say(sight.words("credit.nothing_to_mark"), "error"))

    def letter_about(self) -> str:
        record = self.record
        return record.id if record is not None else ""

    def talk_about(self) -> tuple[str, str]:
        record = self.record
        one = advice_at(self.sight, self.key)
        loan = getattr(record, "loan", "") or (one.loan if one else "")
        return (loan if loan in self.sight.loans else ""), ""
