"""Writes docs/settings.md from the settings model, the states of themes and the table of actions.

`python -m tests.reference` writes it; a test says when it is stale.
"""

from __future__ import annotations

from pathlib import Path

from finterm.config import settings
from finterm.locale import Words
from finterm.tui.actions import ACTIONS, PANES, PLACES, WIDGETS, Action, keys_said
from finterm.tui.keys import shown
from finterm.tui.themes.look import ATTRIBUTES, NAMES
from finterm.tui.themes.theme import STATES

FILE = Path(__file__).parents[1] / "docs" / "settings.md"

TOP = """# Settings

Made by `python -m tests.reference`; do not edit. The file is `config.toml` in the folder your system keeps for
settings (`~/.config/finterm` on Linux; `FINTERM_CONFIG` names another). A mistake in it is told on the status line
with its line, and everything else holds.

```toml
theme = "dusk"
lock_minutes = 5

[keys]
pay = "o"
undo = ["u", "ctrl+z"]
"budget.move" = "ctrl+t"   # in one place only
```
"""

THEMES = """
## Themes

A theme is a file `themes/NAME.toml` beside `config.toml`. It says `foreground`, `background`, `dark` (true or false)
and, if you like, a `title`; under `[styles]` a look for each state. A look is a colour, `on` a colour behind it, and
any of {attributes}. A colour is one of {names}, or `#rrggbb`. What is left out looks like the state in brackets, or
plain.
"""

KEYS = """
## Keys

Under `[keys]`, `action = "key"` or a list of keys, the first of them is shown; `"place.action"` for one place. Keys are
written `p`, `L`, `?`, `ctrl+r`, `alt+x`, `space`, `enter`, `escape`, `tab`, `up`, `pageup`, `f5`. Where text is typed
(`form`, `pick`) only keys that type nothing count. Places: {places}. `ctrl+c` always leaves.

| action | keys | where | what it does |
|---|---|---|---|
"""


def reference() -> str:
    """The whole page."""
    words = Words("en")
    rows = [f"- `{known.name}` (else `{known.default!r}`): {known.about}" for known in settings()]
    states = [f"`{state}`" + (f" ({head})" if head else "") for state, head in STATES.items()]
    themes = THEMES.format(
        attributes=", ".join(f"`{name}`" for name in ATTRIBUTES),
        names=", ".join(f"`{name}`" for name in NAMES),
    )
    keys = KEYS.format(places=", ".join(f"`{place}`" for place in (*PANES, *PLACES, *WIDGETS)))
    actions = "\n".join(_row(action, words) for action in ACTIONS)
    named = f"States: {', '.join(states)}."
    return "\n".join([TOP, *rows, themes, named, keys]) + actions + "\n"


def _row(action: Action, words: Words) -> str:
    keys = " ".join(f"`{shown(key)}`" for key in action.keys).replace("|", "\\|")
    where = ", ".join(place for place in (*PANES, *PLACES, *WIDGETS) if action.works_in(place))
    if all(action.works_in(pane) for pane in PANES):
        rest = [place for place in (*PLACES, *WIDGETS) if action.works_in(place)]
        where = ", ".join(["every pane", *rest])
    return f"| `{action.name}` | {keys} | {where} | {words(f'{action.words}.help', **keys_said())} |"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(reference(), "utf-8")
