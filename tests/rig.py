"""What makes an app under test quick: a pilot that knows when to go on, and style sheets that are parsed once.

Textual's pilot posts a message to every widget on the screen and then sleeps until the process takes little time:
on a form of a hundred widgets a third of a test is spent on that, and a machine under load looks idle to it. The
loop itself knows better: nothing is ready to run, and no timer is due within a frame.

Every app parses the same sources with the variables of its theme; the rules that come of it are only read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual import app, pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SOON = (
    1 / 50
)  # seconds; a timer due within them belongs to what was just done, as the drawing of a frame does
LONGEST = 1.0  # seconds; what repeats faster than a frame is not waited for

_parsed: dict[object, list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


async def settled(*_: object, **__: object) -> bool:
    """Returns once no task of the running loop can go on before `SOON`; True, as the pilot's own wait has it."""
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + LONGEST
    while loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due = min((handle.when() for handle in loop._scheduled if not handle.cancelled()), default=end)
        if due > loop.time() + SOON:
            break
        await asyncio.sleep(max(0.0, due - loop.time()))
    return True


def parsed_once(self: Stylesheet, *source: object, **more: object) -> list[RuleSet]:
    """The rules of a source under the variables of this style sheet, from the first time somebody asked."""
    key = (source, tuple(more.items()), tuple(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, *source, **more)  # type: ignore[arg-type]
    return _parsed[key]


@contextmanager
def quick_apps() -> Iterator[None]:
    """Every app and every pilot is quick meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pilot.Pilot, "_wait_for_screen", settled)
        patch.setattr(pilot, "wait_for_idle", settled)
        patch.setattr(app, "wait_for_idle", settled)
        patch.setattr(Stylesheet, "_parse_rules", parsed_once)
        yield
