"""What the app says by itself: one sentence on the status line, a toast for a reminder, a fault in plain words.

Knows where a sentence goes, the mask and the lock; which sentence it is says who has something to say.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on

from finterm import faults
from finterm.domain.errors import FintermError
from finterm.tui.actions import keys_said
from finterm.tui.everywhere import Everywhere
from finterm.tui.panes.messages import Ask, Say
from finterm.tui.reminding import Ran, Told
from finterm.tui.ringing import Ringing, Rung
from finterm.tui.view.sight import HIDDEN
from finterm.tui.widgets.bars import Status
from finterm.tui.widgets.place import PlaceScreen

if TYPE_CHECKING:
    from finterm.notify.notice import Notice
    from finterm.service.steps import Found


class Saying(Everywhere, Ringing):
    """The sentences of the app."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.fault: FintermError | None = None  # what ended the screen against the person's will
        self.pressing = 0  # reminders that ask for something, as last counted
        self._failed: dict[str, object] = {}  # channels that failed, as they were last named
        self._up: list[Notice] = []  # reminders in the toast that stands
        self._goes = 0.0  # the second it goes
        self._to_say: Say | None = None  # what waits for a dialog to close
        self._held: list[Notice] = []  # reminders that wait for a dialog to close

    @on(Say)
    def _say(self, event: Say) -> None:
        if event.waits and self._is_covered():
            self._to_say = event
        else:
            self.say(event.sentence, event.state)

    def _is_covered(self) -> bool:
        """Whether a dialog lies over the status line that says nothing itself."""
        return not all(isinstance(screen, PlaceScreen) for screen in self.screen_stack[1:]) or self.is_locked

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence on the status line."""
        self.query_one("#status", Status).say(sentence, state)
        for screen in self.screen_stack:  # a form over one of them is about to close
            if isinstance(screen, PlaceScreen):
                screen.say(sentence, state)

    def say_mistakes(self, mistakes: Sequence[FintermError]) -> None:
        """The first of the mistakes in the person's own files, and how many more there are."""
        sentence = self.words.error(mistakes[0])
        if len(mistakes) > 1:
            sentence = self.words(
                "tui.more_mistakes", n=len(mistakes), sentence=sentence, **keys_said(self.place)
            )
        self.say(sentence, "error")

    # -- reminders ---------------------------------------------------------------------------------

    @on(Told)
    def _told(self, event: Told) -> None:
        """A reminder, as a toast; once the dialog is closed that it would lie over."""
        self._held.append(event.notice)
        self.call_later(self.show_held)  # behind those that came with it

    def show_held(self) -> None:
        """What came while a dialog was open, unless one still is. A blank screen takes one line of reminders."""
        if self._to_say and not self._is_covered():
            self.say(self._to_say.sentence, self._to_say.state)
            self._to_say = None
        if not self._held or (len(self.screen_stack) > 1 and not self.is_locked):
            return
        told = self._standing_toasts() + self._held
        self.forget_toasts()
        self._toast(told)

    def _standing_toasts(self) -> list[Notice]:
        return self._up if self._goes > self.seconds() else []

    def _toast(self, told: list[Notice]) -> None:
        """What it is about, and the key that tells more: here nobody has a shell to copy a command into.

        Several are told by their number, which covers less of the screen.
        """
        keys = keys_said(self.shown)
        named = keys["key_notices"] and not self.is_locked
        more = self.words("tui.reminding.toast", **keys) if named else ""
        count = sum(max(1, len(notice.reminders)) for notice in told)
        title = self._masked(told[0]).title if len(told) == 1 else self.words.count("notify.count", count)
        self.notify(more, title=title, markup=False)
        self._up, self._goes = told, self.seconds() + self.NOTIFICATION_TIMEOUT

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """A toast gives way to what is opened, and comes back after it."""
        self._held = self._standing_toasts() + self._held
        self.forget_toasts(held=False)
        return super().push_screen(*args, **kwargs)

    def forget_toasts(self, *, held: bool = True) -> None:
        """Takes the toasts away, and those that wait, too."""
        self._up = []
        if held:
            self._held = []
        self.clear_notifications()

    @on(Rung)
    def _rung(self, event: Rung) -> None:
        """A reminder, for the terminal to hand to the desktop."""
        self.ring(self._masked(event.notice), event.how)

    def _masked(self, notice: Notice) -> Notice:
        """What may be shown of `notice`: no amounts while they are hidden, nothing while the screen is blank."""
        if self.is_locked:
            return notice._replace(title=self.words("tui.lock.reminder"), body="")
        if not self.hidden:
            return notice
        quiet = notice.at("no_amounts")
        return quiet._replace(body="") if quiet.level == "full" else quiet  # written with amounts alone

    @on(Ran)
    def _ran(self, event: Ran) -> None:
        if event.pressing is not None:
            self.pressing = event.pressing
        self.see_change()
        if event.before and not self.query_one("#status", Status).sentence:
            when = self.words.moment(event.before)
            self.say(self.words("service.status.was_silent", when=when), "warning")
        elif event.failures and event.failures != self._failed:
            if self.query_one("#status", Status).sentence:
                return  # what the person did last is worth more; the next run tells it
            name, why = next(iter(event.failures.items()))
            channel = self.words(key) if self.words.has(key := f"notify.channel.{name}") else name
            self.say(
                self.words("notify.failed", channel=channel, why=self.words(why.key, **why.values)), "warning"
            )
        self._failed = dict(event.failures)

    def do_notices(self) -> None:
        """Every reminder that stands, and what can be done about it."""
        from finterm.domain.records import Delivery
        from finterm.notify import runs
        from finterm.tui.view.notices import Heard
        from finterm.tui.widgets.notices import NoticesScreen

        self.forget_toasts()  # all of them are in the list

        def heard() -> Heard:
            book = self.book
            return Heard(book.all(Delivery), runs.read(book.folder), book.backup_on())

        self.push_screen(NoticesScreen(heard))

    def do_reminders_settings(self) -> None:
        """When before a due, at what time, and of what at all a person is reminded."""
        from finterm.tui.dialogs.reminding import reminders_form

        self.post_message(Ask(reminders_form(self.sight)))

    def do_reminders_status(self) -> None:
        """When reminders ran and run next, how the channels fare, which service there is."""
        from finterm.notify import runs
        from finterm.service.status import summary
        from finterm.tui.view.reminding import status_blocks
        from finterm.tui.widgets.help import ReadScreen

        services: list[Found] | None = None
        page = ReadScreen(
            lambda: status_blocks(runs.read(self.book.folder), services, self.now(), self.words)
        )

        async def ask() -> None:
            """The system takes its time to answer; the page stands meanwhile."""
            nonlocal services
            from finterm.service import carrying
            from finterm.service.running import run
            from finterm.service.task import here

            services = await asyncio.to_thread(carrying.found, here(), run)
            if page.is_mounted:
                page.renew()

        self.say(summary(runs.read(self.book.folder), self.now(), self.words))
        self.push_screen(page)
        self.run_worker(ask())

    # -- faults ------------------------------------------------------------------------------------

    def tell(self, error: Exception) -> None:
        """A refusal in its own words; anything else in one sentence and the log file."""
        if isinstance(error, FintermError):
            self.say(self.words.error(error), "error")
            return
        self.say(self._unexpected(faults.note(error, self.now())), "error")

    def _unexpected(self, log: Path | None) -> str:
        return self.words("tui.unexpected", log=log or HIDDEN)

    def _fatal_error(self) -> None:
        """What Textual does with a fault in a widget: leave the screen, with a sentence and not a trace."""
        fault = sys.exception() or self._exception
        log = faults.note(fault, self.now()) if fault else None
        self.fault = FintermError("tui.unexpected", log=log or HIDDEN)
        self._close_messages_no_wait()
