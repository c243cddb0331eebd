"""The addresses of push and mail, which hold passwords: kept in the system's keyring, else in a file of the owner's.

An address is never in the book, in a setting, an argument or a message. The file, `secrets.json` beside the
settings, is written for its owner alone and refused when others can read it. The keyring library is
imported here only, when asked, by a command or a child process that soon ends.
"""

from __future__ import annotations

import json
import os
import shlex
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from finterm import config
from finterm.domain.errors import FintermError

FILE = "secrets.json"
SERVICE = "finterm"
NAMES = ("push", "mail")  # the channels that need an address


class Kept(NamedTuple):
    """Where an address is kept: the name of the keyring, or the path of the file."""

    keyring: str = ""
    file: Path | None = None


def path() -> Path:
    """The file of secrets."""
    return config.folder() / FILE


def read(name: str) -> tuple[str, ...]:
    """The addresses of the channel `name`; none where none are kept. Raises FintermError when they cannot be read."""
    if found := _file().get(name):
        return tuple(found.splitlines())
    ring = _keyring()
    if ring is None:
        return ()
    try:
        return tuple((ring.get_password(SERVICE, name) or "").splitlines())
    except Exception as fault:  # each keyring has its own ways to fail
        raise FintermError("notify.secret.keyring", fault=type(fault).__name__) from None


def keep(name: str, addresses: Sequence[str], in_file: bool = False) -> Kept:
    """Keeps `addresses` for the channel `name` in place of those before; says where.

    In the keyring where there is one that gives back what it took, unless `in_file`. Raises FintermError.
    """
    text = "\n".join(addresses)
    known = _file()  # before anything is written: a file others can read is to be mended first
    ring = None if in_file else _keyring()
    if ring is not None and _took(ring, name, text):
        if known.pop(name, None) is not None:
            _write(known)
        return Kept(keyring=str(getattr(ring, "name", "keyring")))
    _write({**known, name: text})
    if in_file and (ring := _keyring()) is not None:
        _forgot(ring, name)
    return Kept(file=path())


def remove(name: str) -> bool:
    """Forgets the addresses of the channel `name`; whether there were any. Raises FintermError."""
    known = _file()
    had = known.pop(name, None) is not None
    if had:
        _write(known)
    ring = _keyring()
    return (ring is not None and _forgot(ring, name)) or had


def _keyring() -> Any:
    """The keyring of this system; None where there is none, or none that keeps anything."""
    try:
        import keyring

        ring = keyring.get_keyring()
        return ring if getattr(ring, "priority", 0) >= 1 else None
    except Exception:  # not installed, or its set-up is broken
        return None


def _took(ring: Any, name: str, text: str) -> bool:
    try:
        ring.set_password(SERVICE, name, text)
        return bool(ring.get_password(SERVICE, name) == text)
    except Exception:  # locked, or nobody there to unlock it
        return False


def _forgot(ring: Any, name: str) -> bool:
    with suppress(Exception):
        if ring.get_password(SERVICE, name) is not None:
            ring.delete_password(SERVICE, name)
            return True
    return False


def _file() -> dict[str, str]:
    try:
        handle = os.open(path(), os.O_RDONLY)
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise FintermError("notify.secret.unreadable", path=path(), why=fault.strerror or fault) from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if os.name == "posix" and (stat.S_IMODE(state.st_mode) & 0o077 or state.st_uid != os.geteuid()):
            raise FintermError("notify.secret.exposed", path=path(), quoted=shlex.quote(str(path())))
        try:
            told = json.load(file)
        except (ValueError, RecursionError, OSError):
            told = None
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise FintermError("notify.secret.damaged", path=path())
    return told


def _write(known: dict[str, str]) -> None:
    file = path()
    try:
        if not known:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = file.with_name(f".{FILE}.{os.getpid()}")
        aside.unlink(missing_ok=True)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(known, out)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    except OSError as fault:
        raise FintermError("notify.secret.unwritten", path=file, why=fault.strerror or fault) from None
