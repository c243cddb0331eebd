"""Which device this is: the name its journal files carry.

Kept outside the book, because the book's folder may be copied and synchronised between machines. It is
tied to the machine's own identity, so that a copied home folder gets a new name and two machines
never append to one file.
"""

from __future__ import annotations

import os
import re
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

from finterm.domain.errors import BookDamaged

_NAME = re.compile(r"[a-z0-9]{1,32}")


def device_name() -> str:
    """This device's name: FINTERM_DEVICE, else the one kept in the person's data folder, else a new one.

    Raises BookDamaged when a new one cannot be kept.
    """
    if _NAME.fullmatch(given := os.environ.get("FINTERM_DEVICE", "")):
        return given
    from platformdirs import user_data_path

    kept = user_data_path("finterm", appauthor=False) / "device"
    machine = _machine()
    try:
        name, seen_on = kept.read_text("utf-8").split()
        if seen_on == machine and _NAME.fullmatch(name):
            return name
    except (OSError, ValueError):
        pass
    name = token_hex(4)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = kept.with_name(f"device.{os.getpid()}")
        fresh.write_text(f"{name} {machine}\n", "utf-8")
        if _link(fresh, kept, machine):
            return name
        return kept.read_text("utf-8").split()[0]
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise BookDamaged("error.no_device", path=kept.parent, reason=why) from fault


def _link(fresh: Path, kept: Path, machine: str) -> bool:
    """Puts `fresh` in place of `kept` unless another process has just made a valid one."""
    try:
        if kept.read_text("utf-8").split()[1] == machine:
            fresh.unlink()
            return False
    except (OSError, IndexError):
        pass
    fresh.replace(kept)
    return kept.read_text("utf-8").split()[1] == machine


def _machine() -> str:
    """What tells this machine from another: its machine id where there is one, else its name."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            told = path.read_text("utf-8").strip()
        except OSError:
            continue
        if told:
            break
    else:
        import platform

        told = platform.node()
    return blake2b(told.encode(), digest_size=6).hexdigest()
