"""The app: which pane is shown, what a key does, and how a wish becomes a transaction.

Knows the book, the words and the day. Panes ask, the app carries out and every pane sees the change.
Nothing here computes; nothing here draws.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime as DateTime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Container

from finterm import clock, config
from finterm.domain.errors import FintermError
from finterm.domain.ledger import Ledger
from finterm.locale import Words
from finterm.store.book import Book
from finterm.tui import actions, chrome, ending, phrase
from finterm.tui.actions import ACTIONS, FORM, PANES, keys_of, keys_said
from finterm.tui.binding import bound
from finterm.tui.everywhere import KIND_OF, PANE_OF, lock_minutes_of
from finterm.tui.filling import Filling
from finterm.tui.lettering import Lettering
from finterm.tui.mistakes import rule_mistakes
from finterm.tui.panes import pane_type
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Ask, Run
from finterm.tui.reminding import Reminding
from finterm.tui.saying import Saying
from finterm.tui.theming import Theming
from finterm.tui.view.sight import Known, Positions, Sight
from finterm.tui.view.told import saved, told
from finterm.tui.widgets.bars import Bar, Status
from finterm.tui.widgets.place import PlaceScreen

if TYPE_CHECKING:
    from finterm.domain.records import Record
    from finterm.tui.intents import Intent
    from finterm.tui.packing import Packing

# Forms and what carries them out are imported when one is opened: the start does not pay for them.

BARS = 3  # lines of header, status and footer
LOOK_EVERY = 1.0  # seconds between looks at what other processes wrote


def _started() -> None:
    """What the start has made stays: the collector, put off till now, need never look through it again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class FintermApp(Lettering, Saying):
    """The screen over one book."""

    CSS_PATH = "finterm.tcss"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        book: Book,
        words: Words,
        *,
        now: Callable[[], DateTime] = clock.moment,
        keep_language: bool = True,
        remind: bool = False,
        theme: str = "",
    ) -> None:
        super().__init__(ansi_color=True)  # said this early, or NO_COLOR would leave greys
        self.book = book
        self.words = words
        self.config = config.read()
        self._key_faults = self._take_keys()
        self.now = now
        self.theming = Theming(self, theme or self.config.theme)
        self.hidden = False
        self._variables: dict[str, str] = {}  # of the style sheet
        self.shown = "today"
        self._keep_choices = keep_language
        self.lock_minutes = lock_minutes_of(self.config, made_up=not keep_language)
        self._remind = remind
        self._known = Known({}, {})
        standing = partial(Positions, known=self._known)
        self._reminding = Reminding(self, book, now, lambda: self.words, standing)
        self.packing: Packing | None = None  # made when a pack is first asked for
        self.filling = Filling(self, book.folder, made_up=not keep_language)
        self.sight = self._look()
        self.animation_level = "none"
        self._dress()

    def _dress(self) -> bool:
        """Gives the style sheet the variables of the theme; whether they are others than before."""
        variables = self.get_css_variables()
        changed, self._variables = variables != self._variables, variables
        self.stylesheet.set_variables(variables)
        return changed

    def refresh_css(self, animate: bool = True) -> None:
        """Reads the style sheet anew where the theme changed; not at the start, which has just read it."""
        if self._dress():
            super().refresh_css(animate)

    def _take_keys(self) -> tuple[FintermError, ...]:
        """The keys of the table as the person wants them; what of their wishes cannot be."""
        binding = bound(self.config.keys)
        actions.use(binding.chosen)
        over_forms = {key for a in ACTIONS if FORM in a.also for key in a.keys_in(FORM)}
        everywhere = {key for pane in PANES for key in keys_of(pane)}
        self._bindings = BindingsMap(
            [
                *(Binding(key, f"do('{key}')", show=False) for key in sorted(everywhere)),
                # These work over forms too, where other keys are typed text.
                *(Binding(key, f"do('{key}')", show=False, priority=True) for key in sorted(over_forms)),
                Binding("ctrl+c", "leave", show=False, priority=True),
            ]
        )
        return binding.faults

    def _look(self) -> Sight:
        ledger = Ledger.of(self.book.all)
        return Sight(
            ledger, self.book.settings(), self.now(), self.words, hidden=self.hidden, known=self._known
        )

    # -- start -------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Container(id="body")
        yield Status(id="status")
        yield Bar(id="footer")

    async def on_mount(self) -> None:
        self.title = "finterm"
        await self.show_pane(self.shown)
        self._say_what_is_wrong()
        self.filling.offer_left()
        if phrase.is_set() and self._keep_choices:
            self.do_lock()
        if not self.is_headless:
            ending.heed(self.filling.drafts.flush, self.exit)
        self.set_interval(LOOK_EVERY, self._look_around)
        if self._remind:
            self._reminding.begin()
        self.call_after_refresh(_started)

    def _say_what_is_wrong(self) -> None:
        """What the book tells of its opening; else the first mistake in the person's own files."""
        if self.book.notices:
            self.say(" ".join(self.words.notice(n.key, n.values) for n in self.book.notices), "warning")
        elif mistakes := [*self.config.faults, *self._key_faults, *self.theming.faults, *rule_mistakes()]:
            self.say_mistakes(mistakes)

    def on_unmount(self) -> None:
        self.stop_taking()
        self.stop_ringing()
        self._reminding.end()
        if self.packing is not None:
            self.packing.end()
        self.filling.drafts.close()

    # -- panes -------------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The pane on the screen."""
        return self.query_one(f"#pane-{self.shown}", Pane)

    async def show_pane(self, name: str) -> None:
        body = self.query_one("#body", Container)
        with self.batch_update():  # one picture of the new pane and none on the way to it
            if not body.query(f"#pane-{name}"):
                pane = pane_type(name)()
                pane.fit(self.size - (0, BARS))  # before its first picture, which would be another
                await body.mount(pane)
            if name != self.shown:
                self.say("")  # what was said belongs to the place left
                self.pane.left()
            self.shown = name
            for each in body.query(Pane):
                each.display = name == each.NAME
            self._renew()
            self.pane.take_focus()

    def show_header(self) -> None:
        """The panes, the day, and how many reminders ask for something."""
        self.query_one("#header", Bar).show(*chrome.header(self.sight, self.shown, self.pressing))

    def _renew(self) -> None:
        """Every pane on the screen shows the book as it is seen now."""
        self.show_header()
        self.query_one("#footer", Bar).show(chrome.footer(self.sight, self.shown))
        self.pane.renew()
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.renew()

    def see_change(self) -> None:
        """The book changed, or the day, the language, the mask: look again and show it."""
        self.sight = self._look()
        self._renew()

    def _look_around(self) -> None:
        """What other processes wrote appears; at midnight the day turns. Writes nothing when nothing changed."""
        self.theming.look()
        self._reminding.look_around()
        self.show_held()
        try:
            changed = bool(self.book.refresh())
        except FintermError as fault:
            self.say(self.words.error(fault), "error")
            return
        self.lock_when_idle()
        if changed or self.now().date() != self.sight.on:
            self.see_change()

    # -- keys --------------------------------------------------------------------------------------

    @on(Bar.Pressed)
    async def _pressed(self, event: Bar.Pressed) -> None:
        await self.do(event.action)

    def do_close(self) -> None:
        self.pane.close_or_clear()

    def do_turn(self) -> None:
        """Tab: from the list to its detail and back."""
        pane = self.pane
        (pane.page if pane.table.has_focus and pane.page.display else pane.table).focus()

    def action_leave(self) -> None:
        self.exit()

    def do_quit(self) -> None:
        self.exit()

    def do_talk(self) -> None:
        from finterm.tui.dialogs.talk import log_form

        loan, contact = self.pane.talk_about()
        self.filling.ask(log_form(self.sight, loan=loan, contact=contact, now=self.now()))

    def do_language(self) -> None:
        self.words = Words("zh" if self.words.language == "en" else "en")
        self.see_change()
        self.say(self.words("tui.language_now", **keys_said(self.place)))
        self.keep("language", self.words.language)

    def keep(self, key: str, value: str) -> None:
        """Keeps a choice for the next time, unless the book is a made-up one."""
        if self._keep_choices:
            try:
                config.write(key, value)
            except OSError as error:
                why = error.strerror or str(error)
                self.say(self.words("tui.not_kept", why=why), "error")

    def do_theme(self) -> None:
        self.theming.choose()

    # -- wishes ------------------------------------------------------------------------------------

    @on(Ask)
    def _asked(self, event: Ask) -> None:
        self.filling.ask(event.form)

    @on(Run)
    def _run(self, event: Run) -> None:
        try:
            self.carry_out(event.intent)
        except Exception as error:  # the edge
            self.tell(error)

    def carry_out(self, intent: Intent) -> None:
        """One transaction, seen by every pane. Raises a FintermError when it is refused."""
        from finterm.tui.intents import DeleteRecord, SaveRecord, SaveReport
        from finterm.tui.running import perform

        self.sight = self._look()
        change = perform(self.book, self.sight, intent)
        self.see_change()
        if isinstance(intent, SaveRecord) and intent.before is None:
            self._go_to_new(intent.record)
        elif isinstance(intent, SaveReport):
            self._go_to_new(intent.report)
        sentence = told(self.sight, change.name, change.values)
        if isinstance(intent, DeleteRecord):
            sentence = self.words("tui.undo_hint", what=sentence, **keys_said(self.place))
        else:
            sentence = saved(self.sight, intent, sentence)
        self.say(sentence)

    def _go_to_new(self, record: Record) -> None:
        """The cursor goes to a record just made, where the pane shown lists its kind."""
        kind = KIND_OF.get(record.table, "")
        if PANE_OF.get(kind) == self.shown:
            self.pane.reveal(kind, record.id, opened=False)
