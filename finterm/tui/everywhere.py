"""What the keys that work in every pane do: help, palette, history, undo, hiding, locking.

The app says which keys there are and carries out wishes; this says what these few mean. A key is looked
up for the place it was pressed in: the pane shown, or what lies over it.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime as DateTime
from typing import TYPE_CHECKING, cast

from textual import events, on

from finterm import config
from finterm.domain.errors import BadInput
from finterm.locale import Words
from finterm.store.book import Book
from finterm.store.past import Changed, Done
from finterm.tui import phrase
from finterm.tui.actions import BY_NAME, PANES, READING, keys_said, named
from finterm.tui.keys import is_text
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Go
from finterm.tui.typeahead import TypeAhead
from finterm.tui.view.sight import Sight
from finterm.tui.view.told import told

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp
    from finterm.tui.widgets.lock import LockScreen

LOCKED = "lock"  # the place of the blank screen
KIND_OF = {"loans": "loan", "contacts": "contact", "envelopes": "envelope", "bills": "bill"} | {
    "credit_reports": "copy",
    "credit_accounts": "account",
    "disputes": "dispute",
    "tasks": "task",
}  # by table
PANE_OF = {"loan": "loans", "contact": "diary", "envelope": "budget", "bill": "dues"} | dict.fromkeys(
    ("copy", "account", "dispute", "task"), "credit"
)


class Everywhere(TypeAhead):
    """The actions of the app itself."""

    book: Book
    words: Words
    sight: Sight
    now: Callable[[], DateTime]
    hidden: bool
    shown: str
    lock_minutes: int

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._begun = DateTime.now().astimezone()
        self.seconds: Callable[[], float] = time.monotonic
        self._touched = self.seconds()

    # -- what the app has --------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The pane on the screen."""
        raise NotImplementedError

    async def show_pane(self, name: str) -> None:
        """Brings the pane `name` to the front."""
        raise NotImplementedError

    def see_change(self) -> None:
        """The book changed, or the day, the language, the mask: look again and show it."""
        raise NotImplementedError

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence on the status line."""
        raise NotImplementedError

    def tell(self, error: Exception) -> None:
        """A refusal in its own words; anything else in one sentence and the log file."""
        raise NotImplementedError

    # -- keys --------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Where keys go now: what lies over the pane, else the pane."""
        return str(getattr(self.screen, "PLACE", "")) or self.shown

    async def action_do(self, key: str) -> None:
        """A key of the action table."""
        if self.place == LOCKED:
            cast("LockScreen", self.screen).try_key()
        elif action := named(key, self.place):
            await self.do(action.name)
        elif self.place in PANES and is_text(key):
            self._say_elsewhere(key)

    def _say_elsewhere(self, key: str) -> None:
        """A key that does nothing in this pane says what it does in others."""
        panes = [pane for pane in PANES if named(key, pane)]
        if panes and (action := named(key, panes[0])):
            words = self.words
            names = words("tui.comma").join(words(f"tui.action.pane_{pane}") for pane in panes)
            key = action.shown_in(panes[0])
            self.say(words("tui.key_elsewhere", key=key, what=words(action.words), panes=names), "error")

    async def do(self, name: str) -> None:
        """The action `name`: of what lies over the pane, of the app, or of the pane shown."""
        try:
            if name.startswith("pane_"):
                self.close_places()
                await self.show_pane(name.removeprefix("pane_"))
            elif (method := self._method(name)) and inspect.isawaitable(waited := method()):
                await waited
        except Exception as error:  # the edge: a fault is one sentence, never a trace
            self.tell(error)

    def _method(self, name: str) -> Callable[[], Awaitable[None] | None] | None:
        owners = [self.screen, self] if len(self.screen_stack) > 1 else [self, self.pane]
        return next((found for owner in owners if (found := getattr(owner, f"do_{name}", None))), None)

    def close_places(self) -> None:
        """Closes what lies over the pane to be read; a form with what was typed in it stays."""
        while len(self.screen_stack) > 1 and self.place in READING:
            self.pop_screen()

    @on(Go)
    async def _go(self, event: Go) -> None:
        """A line of the first pane leads to its place."""
        place = event.place
        await self.show_pane(place.pane)
        if place.id:
            self.pane.reveal(place.kind, place.id, opened=False)
        if place.then:
            await self.do(place.then)

    # -- undo and history --------------------------------------------------------------------------

    def do_undo(self) -> None:
        """Takes the last step back and says what it was."""
        self._stepped(self.book.undo(), "tui.undone", "tui.nothing_to_undo", "redo")

    def do_redo(self) -> None:
        """Does the last undone step again and says what it is."""
        self._stepped(self.book.redo(), "tui.redone", "tui.nothing_to_redo", "undo")

    def _stepped(self, done: Done | None, key: str, nothing: str, back: str) -> None:
        if done is None:
            self.say(self.words(nothing))
            return
        self.see_change()
        what = told(self.sight, done.name, done.values)
        self.say(self.words(key, what=what, key=BY_NAME[back].shown_key))

    def do_history(self) -> None:
        """The latest steps of everyone, and the way back to any of them."""
        from finterm.tui.view.history import Here
        from finterm.tui.widgets.history import HistoryScreen

        here = Here(self.book.device, self.book.process, self._begun)

        def changes(step: Done) -> Sequence[Changed]:
            return self.book.changes_of(step.stamp)

        self.push_screen(HistoryScreen(self.book.history, changes, self._go_back, here))

    def _go_back(self, step: Done) -> str:
        """Goes back to `step`; what to say of it. Raises a FintermError when it is refused."""
        if self.book.go_back(step.stamp) is None:
            return self.words("tui.history.already")
        self.see_change()
        return self.words("tui.history.went", key=BY_NAME["undo"].shown_key)

    # -- help and palette --------------------------------------------------------------------------

    def do_help(self) -> None:
        """What this place is for and its keys."""
        from finterm.tui.view.help import help_blocks
        from finterm.tui.widgets.help import HelpScreen

        place = self.place
        self.push_screen(HelpScreen(lambda: help_blocks(self.words, place)))

    def do_guide(self) -> None:
        """What to do when a payment is late, topic by topic; each leads to the form it speaks of."""
        from finterm.tui.guiding import open_guide

        open_guide(cast("FintermApp", self))

    def do_mistakes(self) -> None:
        """Every mistake in the person's own files, as they are now."""
        from finterm.tui.mistakes import own_mistakes
        from finterm.tui.view.mistakes import mistakes_page
        from finterm.tui.widgets.help import HelpScreen

        found, folder = own_mistakes(), str(config.folder())
        self.push_screen(HelpScreen(lambda: mistakes_page(self.words, found, folder)))

    def do_rules(self) -> None:
        """Every rule with its value and source, to look up and to correct."""
        from finterm.tui.widgets.rules import RulesScreen

        self.push_screen(RulesScreen())

    def do_palette(self) -> None:
        """Every action, and records of every kind that has a name, by name."""
        from finterm.tui.view.palette import Palette
        from finterm.tui.widgets.palette import PaletteScreen

        self.push_screen(PaletteScreen(Palette(self.sight, self.shown), self.words), self._picked)

    async def _picked(self, key: str | None) -> None:
        if key is None:
            return
        kind, _, id = key.partition(":")
        if kind != "action":
            await self.show_pane(PANE_OF[kind])
            self.pane.reveal(kind, id)
            return
        pane, _, name = id.rpartition(":")
        if pane:
            await self.show_pane(pane)
        await self.do(name)

    # -- hiding and locking ------------------------------------------------------------------------

    def do_hide(self) -> None:
        """Masks every amount, or shows them again."""
        self.hidden = not self.hidden
        if self.hidden:
            self.clear_notifications()
        self.see_change()
        self.say(self.words("tui.hide_on" if self.hidden else "tui.hide_off", **keys_said(self.place)))

    @property
    def is_locked(self) -> bool:
        """Whether the screen is blank."""
        return any(getattr(screen, "PLACE", "") == LOCKED for screen in self.screen_stack)

    def do_lock(self) -> None:
        """Blanks the screen at once; what is open stays as it is underneath."""
        if not self.is_locked:
            from finterm.tui.widgets.lock import LockScreen

            self.clear_notifications()
            fits = phrase.fits if phrase.is_set() else None
            self.push_screen(LockScreen(self.words, fits), self._unlocked)

    def _unlocked(self, _: object) -> None:
        self._touched = self.seconds()

    def lock_when_idle(self) -> None:
        """Locks once no key was pressed for as many minutes as the settings say; 0 means never."""
        if self.lock_minutes and self.seconds() - self._touched >= 60 * self.lock_minutes:
            self.do_lock()

    async def on_event(self, event: events.Event) -> None:
        """Notes that somebody is there."""
        if isinstance(event, events.Key | events.Paste | events.MouseEvent):
            self._touched = self.seconds()
        await super().on_event(event)

    def do_lock_phrase(self) -> None:
        """Sets, changes or takes away the phrase that unlocks the screen."""
        from finterm.tui.view.ask import Form
        from finterm.tui.view.form import Field
        from finterm.tui.widgets.form import FormScreen

        words = self.words
        known = phrase.is_set()
        fields = [
            Field("new", words("tui.lock.new"), "secret", hint=words("tui.lock.new_hint")),
            Field("again", words("tui.lock.again"), "secret"),
        ]
        if known:
            fields.insert(0, Field("old", words("tui.lock.old"), "secret", required=True))

        def save(values: dict[str, object]) -> None:
            new = str(values["new"] or "")
            if known and not phrase.fits(str(values["old"])):
                raise BadInput("old", "tui.lock.wrong")
            if new != str(values["again"] or ""):
                raise BadInput("again", "tui.lock.differs")
            try:
                phrase.choose(new)
            except OSError as fault:
                raise BadInput("new", "tui.not_kept", why=fault.strerror or str(fault)) from fault
            self.say(words("tui.lock.set" if new else "tui.lock.unset"))

        self.push_screen(FormScreen(Form(words("tui.lock.title"), fields, save), save, words, now=self.now))


def lock_minutes_of(chosen: config.Config, *, made_up: bool) -> int:
    """After how many idle minutes to lock; a made-up book holds nothing to hide."""
    return 0 if made_up else chosen.lock_minutes
