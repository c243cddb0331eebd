"""Running a command of the system: nothing of it reaches the screen, and it cannot hang."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from typing import NamedTuple

PATIENCE = 30.0  # seconds
MISSING, LATE = 127, 124  # exit codes of a command that is not there, and of one cut off


class Answer(NamedTuple):
    """What a command answered; bytes that are no text are kept as surrogates."""

    code: int
    out: str = ""
    err: str = ""

    @property
    def why(self) -> str:
        """The last thing it said, or its exit code."""
        lines = (self.err.strip() or self.out.strip()).splitlines()
        return lines[-1].strip()[:200] if lines else str(self.code)


Runner = Callable[[Sequence[str], str], Answer]


def run(argv: Sequence[str], given: str = "") -> Answer:
    """Runs `argv` with `given` on its standard input, speaking English. Raises nothing."""
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            list(argv),
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=environment,
        )
    except FileNotFoundError:
        return Answer(MISSING, err=f"{argv[0]}: not found")
    except subprocess.TimeoutExpired:
        return Answer(LATE, err=f"{argv[0]}: no answer in {PATIENCE:.0f} s")
    except OSError as fault:
        return Answer(MISSING, err=fault.strerror or str(fault))
    return Answer(
        done.returncode,
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "surrogateescape"),
    )
