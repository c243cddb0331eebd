"""The dues pane: one agenda of instalments, bills, promises and next steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from typing import ClassVar

from textual import events

from finterm.domain.calendar import add_months
from finterm.domain.dues import Due, find
from finterm.tui.dialogs.bill import bill_form
from finterm.tui.dialogs.contact import follow_up_form
from finterm.tui.dialogs.dispute import form_of
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.pay import edit_occurrence
from finterm.tui.intents import DeleteRecord, SkipDue
from finterm.tui.panes.agenda import AgendaPane
from finterm.tui.panes.base import WIDE
from finterm.tui.panes.messages import Say
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.calendar import NOTHING, month_blocks, month_of
from finterm.tui.view.due import due_page, task_or_dispute
from finterm.tui.view.dues import SORTS, dues_view
from finterm.tui.view.narrow import Narrow, choices, picked
from finterm.tui.view.page import Block, Text
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.month import MonthPage
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.pick import PickScreen

FARTHEST = 3700  # days from today that the calendar goes, ten years


class DuesPane(AgendaPane):
    """The whole agenda."""

    NAME: ClassVar[str] = "dues"
    SORTS: ClassVar[tuple[str, ...]] = SORTS

    def __init__(self) -> None:
        super().__init__()
        self.narrow = Narrow()
        self._wide = False  # whether the month stands beside the agenda
        self._month: Date | None = None  # the month gone to; None: that of the cursor
        self._day: Date | None = None  # the day gone to in it, where it was gone to by days
        self._month_of: str | None = None  # the row under the cursor meanwhile
        self._as_month = False  # whether the open page is the month

    def view(self, sight: Sight) -> View:
        return dues_view(sight, self.sort, self.narrow, self.wanted)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        """The due; below the month where there is room for it or it was asked for."""
        due = find(dues_of(sight), key or "")
        if not self._shows_month:
            return due_page(sight, due)
        month = self._shown_month(sight, due)
        day = self._day or (due.date if due else None)
        if due is None or due.date != day:
            due = next(iter(month_of(sight, month).days.get(day, NOTHING).dues), None) if day else None
        page = due_page(sight, due)
        if day and due is None:
            page = [Text(sight.words("tui.calendar.nothing", day=sight.words.weekday(day)), "faint")]
        return [*month_blocks(sight, month, day), *page]

    @property
    def _shows_month(self) -> bool:
        """Whether a month is on the screen: beside the agenda, or opened."""
        return self._as_month if self.has_class("-open") else self._wide

    def detail_page(self) -> Page:
        return MonthPage(self._by_weeks, classes="detail")

    def _shown_month(self, sight: Sight, due: Due | None) -> Date:
        """The month gone to, until the cursor moves; that of the cursor, else this one."""
        if self._month is not None and self._month_of == self.key:
            return self._month
        self._month = self._day = None
        return (due.date if due else sight.on).replace(day=1)

    def on_resize(self, event: events.Resize) -> None:
        wide = event.size.width >= WIDE
        if wide != self._wide:
            self._wide = wide
            if self._seen is not None:
                self.show_detail()

    def do_open(self) -> None:
        self._as_month = False
        super().do_open()
        self.show_detail()

    def do_calendar(self) -> None:
        """The month over the whole pane; once more, or escape, brings the list back."""
        opened = self.has_class("-open") and self._as_month
        self.set_class(not opened, "-open")
        self._as_month = not opened
        self.take_focus()
        self.show_detail()

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, months: int) -> None:
        """Another month; where none is on the screen yet, the month of the cursor first."""
        if not self._wide and not (self.has_class("-open") and self._as_month):
            self.do_calendar()
            return
        if self.has_class("-open") and not self._as_month:
            return
        shown = self._shown_month(self.sight, self.due)
        wanted = add_months(shown, months)
        if abs((wanted - self.sight.on).days) <= FARTHEST:
            days = month_of(self.sight, wanted).days
            self._go_to(wanted, None, [due for day in sorted(days) for due in days[day].dues])

    def do_day_before(self) -> None:
        self._by_days(-1)

    def do_day_after(self) -> None:
        self._by_days(1)

    def _by_weeks(self, weeks: int) -> bool:
        """Some weeks on in the month; False where none is on the screen."""
        if self._shows_month:
            self._by_days(7 * weeks)
        return self._shows_month

    def _by_days(self, days: int) -> None:
        """Another day, which gets the keyboard; where no month is on the screen yet, the one of the cursor first."""
        if not self._shows_month:
            if not self.has_class("-open"):
                self.do_calendar()
            return
        due = self.due
        month = self._shown_month(self.sight, due)
        here = self._day or (due.date if due else self.sight.on)
        if (here.year, here.month) != (month.year, month.month):
            here = month  # a month without a due under the cursor is entered at its first day
        wanted = here + timedelta(days=days)
        if abs((wanted - self.sight.on).days) <= FARTHEST:
            first = wanted.replace(day=1)
            self._go_to(first, wanted, month_of(self.sight, first).days.get(wanted, NOTHING).dues)
            self.page.focus()

    def _go_to(self, month: Date, day: Date | None, dues: Sequence[Due]) -> None:
        """Shows `month`, and puts the cursor on the first of `dues` that the agenda lists."""
        for due in dues:
            self.table.move_to(due.key)
            if self.key == due.key:
                break
        self._month, self._day, self._month_of = month, day, self.key
        self.show_detail()

    def do_only(self) -> None:
        """One kind, lender or envelope, picked from those there are."""
        pairs = choices(self.sight, dues_of(self.sight), self.narrow)
        self.app.push_screen(PickScreen(pairs, self.sight.words), self._narrowed)

    def _narrowed(self, value: str | None) -> None:
        if value is not None:
            self.narrow = picked(self.narrow, value)
            self.remove_class("-open")
            self.renew(force=True)
            self.take_focus()

    def close_or_clear(self) -> bool:
        """Escape: closes what is open, then the text filter, then what was picked."""
        if super().close_or_clear():
            self._as_month, self._month, self._day = False, None, None
            self.show_detail()
            return True
        if self._day is not None:
            self._month = self._day = None
            self.show_detail()
            self.take_focus()
            return True
        if self.narrow == Narrow():
            return False
        self._narrowed("")
        return True

    @property
    def things(self) -> str:
        return self.NAME if self.narrow == Narrow() else ""

    def key_of(self, kind: str, id: str) -> str | None:
        """A bill is shown by its first date on the agenda, whatever was picked; a due by its own key."""
        self.narrow, self._as_month = Narrow(), False
        return next((due.key for due in dues_of(self.sight) if id in (due.bill, due.key)), None)

    def do_add(self) -> None:
        """A bill, or a next step agreed apart from a talk."""
        words = self.sight.words
        pairs = [("bill", words("tui.bill.add")), ("step", words("tui.talk.follow_up_add"))]
        self.app.push_screen(PickScreen(pairs, words), self._add)

    def _add(self, which: str | None) -> None:
        if which == "bill":
            self.ask(bill_form(self.sight, new_id=self.new_id()))
        elif which == "step":
            loan, contact = self.talk_about()
            self.ask(follow_up_form(self.sight, new_id=self.new_id(), loan=loan, contact=contact))

    def do_edit(self) -> None:
        """A bill: this one date or the whole bill; anything else: what it comes from."""
        self.with_due(self._edit)

    def _edit(self, due: Due) -> None:
        words = self.sight.words
        if due.kind == "bill":
            pairs = [("one", words("tui.bill.edit_one")), ("all", words("tui.bill.edit_all"))]
            self.app.push_screen(PickScreen(pairs, words), lambda which: self._edit_bill(due, which))
        elif due.kind == "follow_up" and (step := self.sight.follow_ups.get(due.follow_up)):
            self.ask(follow_up_form(self.sight, step))
        elif record := task_or_dispute(self.sight, due):
            self.ask(form_of(self.sight, record))
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
        self.with_due(self._skip)

    def _skip(self, due: Due) -> None:
        if due.kind == "bill":
            self.run(SkipDue(due.key))
        else:
            self.post_message(Say(self.sight.words("tui.dues.only_bills"), "error"))

    def do_delete(self) -> None:
        """A bill, a promise or a next step goes; an instalment belongs to its loan."""
        self.with_due(self._delete)

    def _delete(self, due: Due) -> None:
        sight = self.sight
        record = (
            sight.bills.get(due.bill)
            or sight.follow_ups.get(due.follow_up)
            or sight.promises.get(due.promise)
            or task_or_dispute(sight, due)
        )
        if record is not None:
            self.run(DeleteRecord(record))
        else:
            self.post_message(Say(self.sight.words("tui.dues.of_loan"), "error"))
