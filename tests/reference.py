"""Writes docs/settings.md from the settings model, the states of themes and the table of actions.

`python -m tests.reference` writes it; a test says when it is stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

from finterm import reminders
from finterm.config import settings
from finterm.domain.records import ReminderKind
from finterm.locale import Words
from finterm.rules.reading import KNOWN
from finterm.rules.rule import CONFIDENCES, STATUSES
from finterm.rules.units import UNITS
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

SHAPE = {
    "title": "手机分期: overdue 3 days",
    "body": "Instalment 5. It was due Fri 15 May. Pay ¥248.47: finterm pay 手机分期 248.47",
    "level": "full",
    "count": 1,
    "reminders": [
        {
            "subject": "loan:0198f2c0:5",
            "step": "overdue:2026-05-18",
            "kind": "instalment",
            "name": "手机分期",
            "days": -3,
            "date": "2026-05-15",
            "minor": 24847,
            "currency": "CNY",
        }
    ],
}

REMINDERS = """
## Reminders

What is reminded of and when stands in the book's own settings (`finterm`, ctrl+p). Under `[reminders]` stands how
it reaches you on this machine. Each channel has a table of its own. `finterm remind test` tries them, a loop that
runs (`finterm remind --loop`) sees a changed file by itself.

`desktop` shows notices of the system, `terminal` writes to the terminal finterm was started from (through SSH and
tmux, too), `screen` hands them to every open finterm of the book. `push` and `mail` go to any service that apprise
knows: `pip install 'finterm[push]'`, then `finterm remind secret push` asks for its address (`ntfy://TOPIC`,
`mailto://USER:PASSWORD@HOST`), which is kept in the system's keyring, else in `secrets.json`, a file only you can
read. `command` runs a program of your own.

```toml
[reminders]
channels = ["desktop", "push", "command"]
deliver = "all"

[reminders.push]               # its address: finterm remind secret push
privacy = "count"

[reminders.command]
program = ["~/bin/say-it", "--loud"]
seconds = 5
```
"""

COMMAND = """
The program of `[reminders.command]` gets one JSON object in UTF-8 on its standard input:

```json
{shape}
```

`level` is the privacy chosen. Each of `reminders` says what it is about (`kind` is one of {kinds}),
how many days ahead its date is (`days`, negative when past) and, at `full` alone, the amount in minor units
(`minor`, which may be null) beside its `currency`; at `count` the list is empty and `count` says how many there are.
The program has no terminal, what it writes to stdout is dropped. Exit code 0 means that the notice was taken;
otherwise the last line it wrote to stderr is told as the reason and the next channel is tried. When its time is over
it is ended together with everything it started.
"""

THEMES = """
## Themes

A theme is a file `themes/NAME.toml` beside `config.toml`. It says `foreground`, `background`, `dark` (true or false)
and, if you like, a `title`; under `[styles]` a look for each state. A look is a colour, `on` a colour behind it, and
any of {attributes}. A colour is one of {names}, or `#rrggbb`. What is left out looks like the state in brackets, or
plain.
"""

RULES = """
## Rules

What laws, courts, regulators, standards and habits set (terms, rates, hours, counts of calls, addresses) is data with
its source: `finterm rules` lists it, ctrl+p, `rules` shows it in the app. A rule past its last day, or not looked up for
a year, says so, and where a value that changes (the LPR) is not known its months are named. `e` on the page of a rule,
or `finterm rules lpr_1y --value 3.0 --from 2026-07-20 --source "who says so"`, enters your own; it goes into
`rules/app-cn.toml` beside `config.toml`. You can also write files `rules/NAME.toml` by hand. Own rules come first while
they hold; a mistake is told with its line and key, and leaves out that rule alone. A file is about the country it is
called by (`us.toml`) or names (`country = "us"`), else about `cn`.

```toml
[rule.dispute_answer]          # a rule there is: unit and status stay
value = 25
confirmed = 2026-11-24         # the day you looked it up
authority = "my branch"

[rule.lpr_1y.2026-12-21]       # one that changes over time, from this day
value = 2.9
to = 2027-01-19

[rule.my_bank_grace]           # one of your own
name = "Grace of my bank"
value = 3
unit = "days"
```

Keys: {keys}. Units: {units}, and currencies like `CNY`. Status: {statuses}. Confidence: {confidences}.
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
    reminding = [
        f"- `[{table}]` `{known.name}` (else `{_said(known.default)}`): {known.about}"
        for table, of in reminders.settings().items()
        for known in of
    ]
    shape = json.dumps(SHAPE, ensure_ascii=False, indent=2)
    kinds = ", ".join(f"`{kind}`" for kind in get_args(ReminderKind))
    command = COMMAND.replace("{shape}", shape).replace("{kinds}", kinds)
    rules = RULES
    for name, choices in (
        ("keys", KNOWN),
        ("units", UNITS),
        ("statuses", STATUSES),
        ("confidences", CONFIDENCES),
    ):
        rules = rules.replace(f"{{{name}}}", ", ".join(f"`{choice}`" for choice in choices))
    named = f"States: {', '.join(states)}."
    return (
        "\n".join([TOP, *rows, REMINDERS, *reminding, command, themes, named, rules, keys]) + actions + "\n"
    )


def _said(default: object) -> str:
    return json.dumps(default) if isinstance(default, tuple) else repr(default)


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
