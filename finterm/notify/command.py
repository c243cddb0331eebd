"""A program of the person's own as a channel: it gets the notice as JSON on its standard input.

No shell is involved and nothing it writes reaches the screen. Its exit code says whether it took the
notice. What the JSON holds is written in docs/settings.md; it tells no more than the level of privacy does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from finterm.domain.reminders import Reminder
from finterm.notify.channel import PATIENCE, Failed
from finterm.notify.notice import Notice, plain
from finterm.notify.process import run

LONGEST_REASON = 200
LONGEST_NAME = 100


class Command:
    """The program `words` (itself and its arguments), which may take `seconds`."""

    name = "command"

    def __init__(self, words: Sequence[str] = (), seconds: float = PATIENCE) -> None:
        self.words = tuple(words)
        self.seconds = seconds

    def send(self, notice: Notice) -> Failed | None:
        """Hands `notice` to the program; why it did not take it."""
        if not self.words:
            return Failed("notify.failed.no_program")
        program, *rest = self.words
        given = json.dumps(shape(notice), ensure_ascii=False).encode("utf-8", "replace")
        try:
            program = str(Path(program).expanduser()) if program.startswith("~") else program
            ended = run([program, *rest], given, self.seconds)
        except FileNotFoundError:
            return Failed("notify.failed.program_missing", {"program": plain(program, LONGEST_NAME)})
        except OSError as fault:
            return Failed("notify.failed.program_unstarted", {"reason": fault.strerror or str(fault)})
        except (ValueError, RuntimeError) as fault:
            return Failed("notify.failed.program_unstarted", {"reason": plain(str(fault), LONGEST_REASON)})
        if ended.code is None:
            return Failed("notify.failed.slow", {"seconds": round(self.seconds)})
        if ended.code < 0:
            return Failed("notify.failed.signal", {"number": -ended.code})
        if ended.code:
            return _refused(ended.code, ended.err)
        return None


def shape(notice: Notice) -> dict[str, Any]:
    """What the program is told. `reminders` is empty at the level `count`, amounts stand at `full` alone."""
    told = [] if notice.level == "count" else notice.reminders
    return {
        "title": notice.title,
        "body": notice.body,
        "level": notice.level,
        "count": len(notice.reminders),
        "reminders": [_shape(one, notice.level == "full") for one in told],
    }


def _shape(one: Reminder, amounts: bool) -> dict[str, Any]:
    matter = one.matter
    shape: dict[str, Any] = {
        "subject": one.subject,
        "step": one.step,
        "kind": matter.kind,
        "name": plain(matter.name, LONGEST_NAME),
        "days": one.days,
        "date": matter.date.isoformat(),
    }
    if amounts:
        due = matter.due
        minor = matter.minor if due is None else due.scheduled if due.is_expected else due.outstanding
        shape |= {"minor": minor, "currency": (due.currency if due else matter.currency) or None}
    return shape


def _refused(code: int, said: bytes) -> Failed:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    if reason := plain(lines[-1], LONGEST_REASON) if lines else "":
        return Failed("notify.failed.exit_said", {"code": code, "said": reason})
    return Failed("notify.failed.exit", {"code": code})
