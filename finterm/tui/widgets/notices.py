"""The list of reminders over the pane: what stands, one of them below it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from finterm.domain.stands import Stands
from finterm.tui.chrome import footer
from finterm.tui.intents import Acknowledge
from finterm.tui.panes.agenda import finish
from finterm.tui.panes.messages import Ask, Go, Run
from finterm.tui.view.cells import clean
from finterm.tui.view.notices import (
    Heard,
    leads_to,
    name_of,
    notice_page,
    notices_view,
    standing_notices,
)
from finterm.tui.widgets.bars import Bar, Status
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.place import PlaceScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp

LOW = 20  # lines of the screen below which the list stands alone


class NoticesScreen(PlaceScreen):
    """`enter` goes to what a reminder is about; acknowledging, snoozing, paying and finishing happen here."""

    PLACE: ClassVar[str] = "notices"

    def __init__(self, heard: Callable[[], Heard]) -> None:
        super().__init__()
        self._read = heard
        self._heard = Heard()
        self._notices: dict[str, Stands] = {}

    @property
    def finterm(self) -> FintermApp:
        """The app."""
        return cast("FintermApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall wide"):
            yield Static("", classes="dialog-title", markup=False)
            yield Page(id="notices-head", classes="headline")
            yield Table()
            page = Page(id="notices-detail")
            page.can_focus = False
            yield page
            yield Status(id="place-say")
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.query_one("#notices-head", Page).can_focus = False
        self.renew()
        self.query_one(Table).focus()

    def on_resize(self) -> None:
        self.query_one("#notices-detail").display = self.app.size.height >= LOW

    def renew(self) -> None:
        """Shows what stands now."""
        sight = self.finterm.sight
        self._heard = self._read()
        notices = standing_notices(sight, self._heard)
        self._notices = {notice.reminder.subject: notice for notice in notices}
        self.finterm.pressing = sum(notice.presses for notice in notices)
        self.finterm.show_header()
        view = notices_view(sight, self._heard, notices)
        self.query_one(".dialog-title", Static).update(clean(sight.words("tui.place.notices")))
        self.query_one("#notices-head", Page).show(view.headline)
        self.query_one(Table).show(view.columns, view.rows, view.empty)
        self.query_one("#place-keys", Bar).show(footer(sight, self.PLACE))
        self._show_detail()

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence above the keys."""
        self.query_one("#place-say", Status).say(sentence, state)

    @property
    def notice(self) -> Stands | None:
        """The reminder under the cursor."""
        return self._notices.get(self.query_one(Table).key or "")

    def _show_detail(self) -> None:
        blocks = notice_page(self.finterm.sight, self._heard, self.notice)
        self.query_one("#notices-detail", Page).show(blocks, top=True)

    def _with(self, act: Callable[[Stands], object]) -> None:
        if notice := self.notice:
            act(notice)
        else:
            self.say(self.finterm.words("tui.notices.no_line"))

    # -- what can be done --------------------------------------------------------------------------

    def do_open(self) -> None:
        """To what it is about."""
        self._with(self._open)

    def _open(self, notice: Stands) -> None:
        if place := leads_to(self.finterm.sight, notice.reminder.matter):
            self.dismiss(None)
            self.app.post_message(Go(place))
        else:
            self.say(self.finterm.words("tui.notices.backup_how", command="finterm backup"))

    def do_acknowledge(self) -> None:
        """It was seen; once more, it was not."""
        self._with(lambda notice: self.app.post_message(Run(Acknowledge(notice.reminder, not notice.seen))))

    def do_snooze(self) -> None:
        """Asks until when it is to rest."""
        self._with(self._snooze)

    def _snooze(self, notice: Stands) -> None:
        from finterm.tui.dialogs.pay import rest_form

        sight, matter = self.finterm.sight, notice.reminder.matter
        name = name_of(sight, matter)
        self.app.post_message(Ask(rest_form(sight, (matter.subject,), name, notice.rests_until)))

    def do_pay(self) -> None:
        """The form that pays it."""
        self._with(self._pay)

    def _pay(self, notice: Stands) -> None:
        sight, due = self.finterm.sight, notice.reminder.matter.due
        if due is not None and due.is_payable:
            from finterm.tui.dialogs.pay import pay_due

            self.app.post_message(Ask(pay_due(sight, due)))
        else:
            name = name_of(sight, notice.reminder.matter)
            self.say(sight.words("tui.dues.not_payable", name=name), "error")

    def do_done(self) -> None:
        """A next step is done, a promise kept or not; what is to be paid is paid."""
        self._with(self._done)

    def _done(self, notice: Stands) -> None:
        due = notice.reminder.matter.due
        if due is not None and (due.is_step or due.kind == "promise"):
            finish(self.app, self.finterm.sight, due)
        else:
            self._pay(notice)

    def do_notice_settings(self) -> None:
        """When and of what is reminded."""
        self.finterm.do_reminders_settings()

    def do_notice_status(self) -> None:
        """How reminders fare on this machine."""
        self.finterm.do_reminders_status()

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.do_open()

    @on(Table.Missed)
    def _missed(self, event: Table.Missed) -> None:
        event.stop()
