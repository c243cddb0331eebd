"""The command line: verbs for scripts and quick use, none of which pays for the screen.

`run` is the entry point. Each verb's module is imported when the verb is called for; `finterm` alone opens
the screen without the machinery of options and verbs, which would be a tenth of its start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from finterm.locale import LANGUAGES, Words, system_language

if TYPE_CHECKING:
    from finterm.cli.call import Call


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line with `arguments` (those of the process where None) and exits."""
    _open_what_is_closed()
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    words = Words(language_wanted(given))
    if not given and not os.environ.get("_FINTERM_COMPLETE"):
        sys.exit(_alone(words))
    from finterm.cli.program import run as run_program

    run_program(given, words)


def _alone(words: Words) -> int:
    from finterm.cli import edge
    from finterm.cli.call import Call

    with ExitStack() as stack:
        call = Call(words, stack)
        return edge.code_of(call, lambda: _shown(call))


def _shown(call: Call) -> int:
    from finterm.cli import screen

    screen.show(call)
    return 0


def language_wanted(arguments: Sequence[str]) -> str:
    """The language of a call: `--lang`, then FINTERM_LANG, the settings file, the system.

    Looked up before click reads the options, because help is made of words.
    """
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[number + 1] if number + 1 < len(arguments) else "")
            if value in LANGUAGES:
                return value
        if argument == "--":
            break
    if not os.environ.get("FINTERM_LANG"):
        from finterm import config

        if chosen := config.read().language:
            return chosen
    return system_language()


def _open_what_is_closed() -> None:
    """A call without stdin, stdout or stderr (`finterm loans >&-`) gets one that leads nowhere.

    Otherwise the journal might be opened under the number of one of them, and get what is meant for it.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
