"""The one edge where faults become sentences and exit codes: 0 done, 1 refused with a sentence on stderr.

A pipe that was closed is no fault. Never a trace: the unexpected goes to a log file, the person gets a
sentence that names it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from finterm.cli.call import Call
from finterm.domain.errors import FintermError
from finterm.locale import Words


def code_of(call: Call, act: Callable[[], int]) -> int:
    """The exit code `act` answers, or the one of the fault that ended it."""
    try:
        code = act()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _silenced()
    except FintermError as fault:
        _complain(call.words.error(fault))
    except OSError as fault:
        why = ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
        _complain(call.words("cli.system_refused", why=why or str(fault)))
    except KeyboardInterrupt:
        return 130
    except UnicodeEncodeError:  # bytes among the arguments, which the book cannot keep as text
        _complain(call.words("cli.no_text"))
    except Exception as fault:
        _complain(_unexpected(fault, call.words))
    return 1


def _complain(sentence: str) -> None:
    import click

    from finterm.cli.output import clean, colour_wanted

    with suppress(OSError):
        click.echo(clean(sentence), err=True, color=colour_wanted())


def _silenced() -> int:
    """A reader that had enough (`finterm loans | head -1`) is no fault; nothing more is written."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    return 0


def _unexpected(fault: Exception, words: Words) -> str:
    from finterm import clock, faults

    path = faults.note(fault, clock.moment())
    if path is None:
        return words("cli.unexpected_unlogged", what=type(fault).__name__)
    return words("cli.unexpected", path=path)
