"""Sends one notice through plyer, in a process of its own: `python -m finterm.notify.plyer_child`.

Plyer fails silently and lets its helpers write on the terminal. Here stdout and stderr belong to the
parent, helpers that fail raise, and the exit code says whether the notice was taken. Reads a JSON
object with `title` and `message` from stdin.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from functools import partial


def main() -> int:
    """Exit code 0: taken; 3: this system has nothing plyer could send with; 4: refused, as stderr says."""
    asked = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    # Plyer drops the exit code of notify-send and gdbus; a failure must show.
    checked = partial(subprocess.run, check=True)
    subprocess.run = checked  # type: ignore[assignment]
    subprocess.call = lambda *words, **more: checked(*words, **more).returncode
    from plyer import notification

    try:
        notification.notify(title=asked["title"], message=asked["message"], app_name="finterm")
    except NotImplementedError:
        return 3
    except Exception as fault:
        # A helper that failed has said why already; anything else is said in one line, never a trace.
        if not isinstance(fault, subprocess.CalledProcessError):
            print(f"{type(fault).__name__}: {fault}".splitlines()[0], file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
