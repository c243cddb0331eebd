"""The unexpected: its trace goes to a log file in the state folder of the system, never to the person.

A trace holds names and amounts of the person, so the file is readable by its owner alone.
"""

from __future__ import annotations

import os
import traceback
from datetime import datetime as DateTime
from pathlib import Path

from finterm import state

LARGEST = 1_000_000  # bytes; the file starts anew beyond it


def log_file() -> Path:
    """The log file: under FINTERM_STATE, else the system's place for such files."""
    return state.folder() / "finterm.log"


def note(error: BaseException, at: DateTime) -> Path | None:
    """Appends the trace of `error`, met at the moment `at`; the file, or None where it cannot be written. Never raises."""
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        big = path.exists() and path.stat().st_size > LARGEST
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if big else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "w" if big else "a", encoding="utf-8") as file:
            file.write(f"--- {at.isoformat(timespec='seconds')}\n")
            file.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return path
