"""Reminders inside the app: a thread that tells what is owed, every minute, through the shared worker.

The person's channels are told in one run and the screen, a toast, in another, so neither silences the other. A
toast comes up in every open finterm of this book; what another program hands over wakes the thread, which then
tells what this app's own channels have not told. The thread never touches a widget: it posts messages. A channel that fails is named on the status line, once
until it fails for another reason or works again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime as DateTime
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.store.book import Book

if TYPE_CHECKING:
    from finterm.notify.channel import Failed
    from finterm.notify.notice import Notice
    from finterm.notify.sessions import Session, Sessions
    from finterm.notify.worker import Standing

EVERY = 60.0  # seconds
FIRST = 1.0  # seconds after the screen stands, which the thread would otherwise slow down
PATIENCE = 2.0  # seconds that leaving waits for a notice being sent
SOON = 1.0  # seconds in which whoever handed over a notice has recorded it


class Told(Message):
    """A notice for the screen."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice


class Ran(Message):
    """A run has ended: what others wrote may have come in with it, and channels may have failed.

    `before` is the last run of anybody before it, where that was more than a day ago. `pressing` reminders ask
    for something; None where the run did not come so far.
    """

    def __init__(
        self, failures: dict[str, Failed], before: DateTime | None = None, pressing: int | None = None
    ) -> None:
        super().__init__()
        self.pressing = pressing
        self.failures = failures
        self.before = before


class Screen:
    """The channel of toasts: in the app itself, and in every other that is open over the book."""

    name = "screen"

    def __init__(self, app: App[None], others: Sessions) -> None:
        self._app = app
        self._others = others

    def send(self, notice: Notice) -> Failed | None:
        """Hands the notice to the app; refused only while the app is closing."""
        from finterm.notify.channel import Failed

        if not self._app.post_message(Told(notice)):
            return Failed("notify.failed.refused", {"reason": "–"})
        with suppress(OSError):  # here it was told
            self._others.hand(notice)
        return None


class Reminding:
    """The thread: begun when the screen stands, ended before the book is closed."""

    def __init__(
        self,
        app: App[None],
        book: Book,
        now: Callable[[], DateTime],
        words: Callable[[], Words],
        standing: Standing | None = None,
    ) -> None:
        self._app = app
        self._book = book
        self._now = now
        self._words = words
        self._standing = standing  # positions that the screen knows already
        self._over = threading.Event()
        self._wake = threading.Event()
        self._session: Session | None = None  # where other programs put notices for this screen
        self._thread = threading.Thread(target=self._work, name="reminding", daemon=True)

    def begin(self) -> None:
        """Looks soon, and then every minute."""
        self._thread.start()

    def look_around(self) -> None:
        """Shows what other programs handed over. Cheap: called each second, on the app's thread."""
        if self._session and (handed := self._session.taken()):
            for notice in handed:
                self._app.post_message(Told(notice))
            self._wake.set()

    def end(self) -> None:
        """Stops looking; waits a little for a notice on its way."""
        self._over.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(PATIENCE)
        if self._session:
            self._session.close()

    def _work(self) -> None:
        if self._over.wait(FIRST):
            return
        from finterm.notify import runs
        from finterm.notify.sessions import Session

        session = Session(self._book.folder)
        session.open()
        self._session = session
        while not self._over.is_set():
            self.run()
            if self._wake.wait(EVERY):
                self._wake.clear()
                self._over.wait(SOON)
        runs.rest(self._book.folder, "screen")

    def run(self) -> None:
        """One look: through the channels the person chose, and through the screen in its own right."""
        from finterm.notify import chosen, runs
        from finterm.notify.channel import Chosen, Failed
        from finterm.notify.looking import look
        from finterm.notify.sessions import Sessions
        from finterm.notify.terminal import Terminal
        from finterm.tui.ringing import Ring

        def ours(one: Chosen) -> Chosen:
            """What a channel writes to the terminal by itself would land in the middle of a picture."""
            channel = one.channel
            return (
                one._replace(channel=Ring(self._app, channel.kind)) if isinstance(channel, Terminal) else one
            )

        failures: dict[str, Failed] = {}
        pressing: int | None = None
        now = self._now()
        known = runs.read(self._book.folder)
        before = known.last.at if known.last and known.silent(now) else None
        try:
            said = chosen.reminding()
            box = self._session.box if self._session else None
            toasts = Screen(self._app, Sessions(self._book.folder, box))
            own = [chosen.dressed(toasts, said)] if "screen" in said.channels else []
            next = now + timedelta(seconds=EVERY)
            report = look(
                self._book,
                now,
                self._words(),
                "screen",
                next=next,
                own=own,
                as_ours=ours,
                standing=self._standing,
            )
            failures |= report.failures
            pressing = self._pressing(now)
        except FintermError as fault:
            failures["book"] = Failed(fault.what, fault.values)
        except Exception as fault:  # the edge of the thread: nobody else would hear of it
            failures["worker"] = Failed("tui.reminding.fault", {"fault": type(fault).__name__})
        self._app.post_message(Ran(failures, before, pressing))

    def _pressing(self, now: DateTime) -> int:
        """How many reminders ask for something, for the header: counted here, so that no key waits for it."""
        from finterm.domain.ledger import Ledger
        from finterm.domain.stands import all_standing

        book, ledger = self._book, Ledger.of(self._book.all)
        known = self._standing(ledger, now.date()) if self._standing else None
        found = all_standing(ledger, now, book.settings(), known=known, backup_on=book.backup_on())
        return sum(one.presses for one in found)
