"""The command line: verbs for scripts and quick use, none of which pays for the screen.

`run` is the entry point. Each verb's module is imported when the verb is called for.
"""

from __future__ import annotations

from collections.abc import Sequence


def run(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line with `arguments` (those of the process where None) and exits."""
    from finterm.cli.program import run as run_program

    run_program(arguments)
