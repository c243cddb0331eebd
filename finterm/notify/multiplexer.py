"""What tmux says of itself: whether it hands sequences on, which terminal is around it, who looks.

Asked anew for each notice, since a person detaches here and attaches there, from another terminal.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from typing import NamedTuple

from finterm.notify.channel import Failed
from finterm.notify.sequences import BELL, Voice, voice

PATIENCE = 2.0  # seconds
_FIELDS = ("allow-passthrough", "client_termname", "client_termtype", "session_attached", "window_active")
_OURS = ("TMUX", "TMUX_PANE", "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "STY")  # of tmux, not around it
_FROM_OUTSIDE = "set -g allow-passthrough on"


class Spoken(NamedTuple):
    """How to speak to the terminal, and what the person could set so that it hears more."""

    voice: Voice
    hint: Failed | None = None


def spoken(environment: Mapping[str, str], kind: str = "auto") -> Spoken | Failed:
    """How to speak to the terminal this process runs in. Failed when nobody sits before it."""
    if not environment.get("TMUX"):
        return Spoken(voice(environment, kind))
    if environment.get("STY"):
        return Spoken(BELL)  # one inside the other, in which order nobody says
    told = _asked(environment)
    if told is None:
        return Spoken(BELL)
    return within_tmux(told, environment, kind)


def within_tmux(
    told: Mapping[str, str], environment: Mapping[str, str], kind: str = "auto"
) -> Spoken | Failed:
    """How to speak through a tmux that has told `told`, values by the names of tmux's formats.

    The bell reaches everyone attached, in whichever window, so it goes along where the sequence might
    not: it is dropped for a window that is not looked at, unless passthrough is "all".
    """
    if told["session_attached"] == "0":
        return Failed("notify.failed.detached")
    if told["allow-passthrough"] in ("0", "off"):  # before tmux 3.3 there was no such option, and all passed
        return Spoken(
            BELL._replace(marks=True), Failed("notify.hint.passthrough", {"setting": _FROM_OUTSIDE})
        )
    around = {key: value for key, value in environment.items() if key not in _OURS}
    around["TERM"] = told["client_termname"] or "xterm"
    if program := told["client_termtype"]:  # "kitty(0.32.2)", "iTerm2 3.5.0", "tmux 3.4"
        around["TERM_PROGRAM"] = program.replace("(", " ").split()[0]
    outer = voice(around, kind)
    unseen = told["window_active"] == "0" and told["allow-passthrough"] not in ("2", "all")
    return Spoken(outer._replace(bell=outer.bell or unseen, marks=True, layers=("tmux", *outer.layers)))


def _asked(environment: Mapping[str, str]) -> dict[str, str] | None:
    """The values of `_FIELDS`; None from a tmux that does not answer."""
    command = ["tmux", "display-message", "-p"]
    if pane := environment.get("TMUX_PANE"):
        command += ["-t", pane]
    command.append("\t".join(f"#{{{field}}}" for field in _FIELDS))
    try:
        told = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
            env={**os.environ, **environment},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    values = told.stdout.rstrip("\n").split("\t")
    if told.returncode or len(values) != len(_FIELDS):
        return None
    return dict(zip(_FIELDS, values, strict=True))
