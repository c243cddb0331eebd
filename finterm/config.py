"""Choices of a person that belong to no book: `config.toml` in the settings folder of the system.

One typed model, `Config`: a field a setting, each with its reader and a sentence of what it does, from
which the README's list is made. Read with tomllib; written one key at a time, so that comments and keys
of newer versions stay. A mistake is a fault with its line and changes nothing else. The environment
variable FINTERM_CONFIG names another folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from finterm import tomlfile
from finterm.domain.errors import BadInput, BadSetting
from finterm.setting import Setting, one_of, readers, setting, settings_of, text, whole

if TYPE_CHECKING:
    from finterm.reminders import Reminding

LANGUAGES = ("en", "zh")
FILE = "config.toml"
TABLES = ("keys", "reminders")  # each with a reader of its own


class KeyChoice(NamedTuple):
    """One line of `[keys]`: `action` (`pay`, or `dues.pay` for one place) on `keys` as people write them."""

    action: str
    keys: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Config:
    """The choices. A field made by `setting` is a top-level key of the file with the same name."""

    language: str = setting(
        "", one_of(*LANGUAGES), "The language of screen and command line: `en` or `zh`; else the system's."
    )
    theme: str = setting(
        "", text, "The theme of the screen, by the name of its file; else the terminal's own colours."
    )
    lock_minutes: int = setting(
        10,
        whole(0, 24 * 60),
        "Minutes without a key until the screen blanks itself; 0: never. Ten outlast a pause to read or a "
        "thought on the phone, and not a desk that was left.",
    )
    keys: tuple[KeyChoice, ...] = ()
    own_reminders: Reminding | None = None  # None where the file has no such table
    faults: tuple[BadSetting, ...] = field(default=(), compare=False)

    @property
    def reminders(self) -> Reminding:
        """How reminders reach the person; who has said nothing of it pays for these choices when somebody asks."""
        from finterm.reminders import Reminding

        return self.own_reminders or Reminding()


def settings() -> Iterator[Setting]:
    """Every top-level key with its default and its sentence."""
    return settings_of(Config)


def folder() -> Path:
    """Where the settings file lives: FINTERM_CONFIG, else the system's place for it."""
    if chosen := os.environ.get("FINTERM_CONFIG"):
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("finterm", appauthor=False)


def read() -> Config:
    """The choices; the default for whatever is missing or cannot be used, with its fault. Never raises."""
    file = tomlfile.read(folder() / FILE)
    faults = list(file.faults)
    chosen: dict[str, Any] = {}
    known = readers(Config)
    for name, value in file.values.items():
        if name == "keys" and isinstance(value, Mapping):
            chosen["keys"] = _keys(file, faults)
        elif name == "reminders":
            from finterm import reminders

            chosen["own_reminders"] = reminders.read(file, faults)
        elif name not in known:
            faults.append(file.unknown(name, "core.bad.setting", [*known, *TABLES]))
        else:
            try:
                chosen[name] = known[name](value)
            except BadInput as fault:
                faults.append(file.fault(name, fault.what, **fault.values))
    return Config(**chosen, faults=tuple(sorted(faults, key=lambda fault: fault.line)))


def stamp() -> tuple[int, ...]:
    """What tells one state of the file from another without reading it; empty where there is no file."""
    try:
        found = (folder() / FILE).stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _keys(file: tomlfile.TomlFile, faults: list[BadSetting]) -> tuple[KeyChoice, ...]:
    choices = []
    for action, value in file.flat("keys"):
        keys = [value] if isinstance(value, str) else value
        if isinstance(keys, list) and keys and all(isinstance(key, str) for key in keys):
            choices.append(KeyChoice(action, tuple(keys), file.lines.get(f"keys.{action}", 0)))
        else:
            faults.append(file.fault(f"keys.{action}", "core.bad.keys"))
    return tuple(choices)


def write(key: str, value: str) -> None:
    """Sets one key, leaving every other line of the file as it was. Raises OSError when it cannot."""
    path = (folder() / FILE).resolve()  # a link into a folder of dotfiles stays a link
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except UnicodeDecodeError as error:
        raise OSError(str(error)) from error
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    line = f'{key} = "{escaped}"'
    own = re.compile(rf"\s*{re.escape(key)}\s*=")
    top = next((n for n, old in enumerate(lines) if old.lstrip().startswith("[")), len(lines))
    if (found := next((n for n, old in enumerate(lines[:top]) if own.match(old)), None)) is not None:
        lines[found] = line
    else:
        lines.insert(top, line)
    aside = path.with_suffix(".toml.new")
    aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    aside.replace(path)
