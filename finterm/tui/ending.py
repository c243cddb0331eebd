"""The screen ends well when it is told to end from outside: by SIGTERM or SIGHUP, or when its terminal is gone.

A lost line is not always told (only the leader of a session gets SIGHUP), so that is looked for too. What is
typed goes to the disk at once, the terminal is given back if it is still there, the book is closed
by whoever opened it. A terminal that is gone can hold the screen up for ever, so the process then ends
without it, a few seconds later at the latest: no process stays behind.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 3.0  # seconds that a screen may take to end
LOOK_EVERY = 1.0  # seconds between looks at whether the terminal is there
SIGNALS = ("SIGTERM", "SIGHUP")  # there is no SIGHUP on Windows


def heed(flush: Callable[[], None], leave: Callable[[], object]) -> None:
    """From now on a signal to end calls `flush` and then `leave`, both in the running event loop."""
    loop = asyncio.get_running_loop()

    ending = threading.Event()

    def end(number: int) -> None:
        if ending.is_set():
            return
        ending.set()
        watch = threading.Timer(PATIENCE, os._exit, (128 + number,))
        watch.daemon = True
        watch.start()
        flush()
        _let_go_of_a_lost_line()
        leave()

    for name in SIGNALS:
        if (number := getattr(signal, name, None)) is not None:
            try:
                loop.add_signal_handler(number, end, int(number))
            except NotImplementedError:  # Windows
                signal.signal(number, lambda n, _: loop.call_soon_threadsafe(end, n))

    def look() -> None:
        while not ending.wait(LOOK_EVERY):
            if _is_lost(0):
                with suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(end, 1)
                if not ending.wait(PATIENCE):
                    os._exit(128 + 1)

    if _is_lost(0):  # it went while the screen was being made
        loop.call_soon(end, 1)
    elif _has_terminal(0):
        threading.Thread(target=look, name="terminal", daemon=True).start()


def _let_go_of_a_lost_line() -> None:
    """Where the terminal is gone, nothing more is written to it or waited for."""
    with suppress(OSError):
        nothing = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            if _is_lost(handle):
                os.dup2(nothing, handle)
        os.close(nothing)


def _has_terminal(handle: int) -> bool:
    with suppress(OSError):
        return os.isatty(handle)
    return False


def _is_lost(handle: int) -> bool:
    try:
        import termios

        termios.tcgetattr(handle)
    except ImportError:
        return False
    except OSError:
        return True
    except termios.error as fault:
        import errno

        return bool(fault.args) and fault.args[0] == errno.EIO
    return False
