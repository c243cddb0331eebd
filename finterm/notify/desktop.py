"""Desktop notices through plyer, judged honestly.

Plyer never says when a notice went nowhere. So on Linux we first ask whether a notification service is
there, then run plyer in a child process whose output is ours and whose exit is judged, with a time
limit. Text is made harmless for each of plyer's paths: markup is escaped, a leading dash cannot become
an option of notify-send, quotes cannot break the text the portal path builds by hand.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from finterm.notify.channel import Failed
from finterm.notify.notice import Notice

PATIENCE = 8.0  # seconds
_SERVICE = "org.freedesktop.Notifications"
_BUS = "org.freedesktop.DBus"


class Desktop:
    """The desktop's own notices."""

    name = "desktop"

    def send(self, notice: Notice) -> Failed | None:
        """Shows `notice` on the desktop; why not, where it could not."""
        if sys.platform.startswith("linux") and (why := _no_service()):
            return why
        asked = json.dumps(
            {"title": safe(notice.title), "message": safe(html.escape(notice.body, quote=False))}
        )
        try:
            sent = subprocess.run(
                [sys.executable, "-P", "-m", "finterm.notify.plyer_child"],
                input=asked.encode(),
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Failed("notify.failed.timeout", {"seconds": round(PATIENCE)})
        except OSError as fault:
            return Failed("notify.failed.refused", {"reason": fault.strerror or str(fault)})
        if sent.returncode == 3:
            return Failed("notify.failed.no_sender")
        if sent.returncode:
            told = sent.stderr.decode(errors="replace").strip().splitlines()
            return Failed("notify.failed.refused", {"reason": told[-1][:200] if told else sent.returncode})
        return None


def safe(text: str) -> str:
    """`text` that none of plyer's paths can take for an option or for the end of a quoted string."""
    if text.startswith("-"):
        text = "–" + text[1:]  # an en dash looks the same and is no option
    if Path("/app").is_dir():  # plyer takes this for Flatpak and quotes by hand
        text = text.replace("\\", "⧵").replace("'", "’")
    return text


def _no_service() -> Failed | None:
    """Why no notice could be shown, where that is known beforehand."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not (runtime and Path(runtime, "bus").exists()):
        return Failed("notify.failed.no_bus")
    if not shutil.which("dbus-send"):
        return None  # nobody to ask; sending will tell
    owned = _asked("NameHasOwner", f"string:{_SERVICE}")
    if owned is None:
        return Failed("notify.failed.no_bus")
    if "boolean true" in owned or f'"{_SERVICE}"' in (_asked("ListActivatableNames") or ""):
        return None
    return Failed("notify.failed.no_service")


def _asked(method: str, *words: str) -> str | None:
    """The session bus's answer to one question; None when there is no bus that answers."""
    command = ["dbus-send", "--session", "--print-reply", f"--dest={_BUS}", "/", f"{_BUS}.{method}", *words]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=3, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout if told.returncode == 0 else None
