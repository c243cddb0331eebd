"""Which theme the screen wears: at the start, when a person chooses another, and when its file changes.

Knows the shelf of themes and the app's one look a second. A bad file is told with its line and what the
screen wore stays on. Where NO_COLOR is set, the screen wears no colours whatever is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.tui.themes.shelf import Shelf
from finterm.tui.themes.theme import DEFAULT, MONOCHROME, Theme
from finterm.tui.widgets import styles

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp
    from finterm.tui.widgets.pick import PickScreen

NAMES = ("finterm-one", "finterm-two")  # taken in turn, so that Textual sees every change


class Theming:
    """The theme in use, by `name`."""

    def __init__(self, app: FintermApp, chosen: str) -> None:
        self._app = app
        self.shelf = Shelf()
        self.name = DEFAULT
        self.faults: list[FintermError] = list(self.shelf.faults)
        self._worn: Theme | None = None
        self._list: PickScreen | None = None
        if chosen and not self.wear(chosen):
            reading = self.shelf.reading(chosen)
            if reading is None:
                self.faults.append(self.shelf.unknown(chosen))
        if self._worn is None:
            self.wear(DEFAULT)

    def wear(self, name: str) -> bool:
        """Puts on the theme called `name`; whether there is one that can be used."""
        theme = self.shelf.theme(name)
        if theme is None:
            return False
        self.name = name
        shown = self.shelf.theme(MONOCHROME) if self._app.no_color else theme
        if shown is not None and shown != self._worn:
            self._worn = shown
            styles.use(shown)
            fresh = NAMES[self._app.theme == NAMES[0]]
            self._app.register_theme(styles.registered(shown, fresh))
            self._app.theme = fresh
            self._app.call_next(self._redraw)  # behind the new sheet, which the app has just queued
        return True

    def _redraw(self) -> None:
        for screen in self._app.screen_stack:
            for widget in screen.query("*"):
                widget.refresh()

    def look(self) -> None:
        """Looks at the person's own files: the list and the screen follow, a mistake is told."""
        if not self.shelf.look():
            return
        self.wear(self.name)
        if self._list is not None:
            self._list.renew(*self.rows(self._app.words))
        if faults := self.shelf.faults:
            self._app.say_mistakes(faults)

    def choose(self) -> None:
        """A list of themes, each worn while the cursor stands on it; escape brings the old one back."""
        from finterm.tui.widgets.pick import PickScreen

        app, before = self._app, self.name

        def chosen(name: str | None) -> None:
            self._list = None
            usable = name is not None and self.wear(name)
            if not usable:
                self.wear(before)
            if name is not None and not usable:
                self._preview(name)  # says why it cannot be worn
            elif name is not None:
                pairs, _ = self.rows(app.words)
                app.say(app.words("tui.theme.now", name=dict(pairs).get(name, name)))
                app.keep("theme", name)

        pairs, kinds = self.rows(app.words)
        self._list = PickScreen(pairs, app.words, at=before, notes=kinds, preview=self._preview)
        app.push_screen(self._list, chosen)

    def _preview(self, name: str) -> None:
        """Wears the theme `name`; one that cannot be used says why, and what is worn stays on."""
        app, reading = self._app, self.shelf.reading(name)
        if not self.wear(name) and reading is not None and reading.faults:
            app.say(app.words.error(reading.faults[0]), "error")

    def rows(self, words: Words) -> tuple[list[tuple[str, str]], list[str]]:
        """Every theme as a pair of name and words, and what kind it is; those with a mistake last, with its line."""
        themes = self.shelf.themes
        pairs = [(theme.name, title(theme, words, self.shelf.is_own(theme.name))) for theme in themes]
        kinds = [
            words("tui.theme.own")
            if self.shelf.is_own(theme.name)
            else words("tui.theme.dark" if theme.dark else "tui.theme.light")
            for theme in themes
        ]
        for name, fault in self.shelf.unusable:
            because = words(fault.what, **fault.values)
            pairs.append((name, words("tui.theme.because", name=name, line=fault.line, sentence=because)))
            kinds.append(words("tui.theme.unusable"))
        return pairs, kinds


def title(theme: Theme, words: Words, own: bool) -> str:
    """What a person calls the theme: its words in the catalogue, else what its file says."""
    key = f"tui.theme.name.{theme.name.replace('-', '_')}"
    return words(key) if not own and words.has(key) else theme.title or theme.name
