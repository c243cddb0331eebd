"""Choices of a person that belong to no book: `config.toml` in the settings folder of the system.

Read with tomllib; written one key at a time, so that comments and keys of newer versions stay. The
environment variable FINTERM_CONFIG names another folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "zh")


class Config(NamedTuple):
    """The choices. `language` is `en`, `zh`, or empty for what the system says."""

    language: str = ""


def folder() -> Path:
    """Where the settings file lives: FINTERM_CONFIG, else the system's place for it."""
    if chosen := os.environ.get("FINTERM_CONFIG"):
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("finterm", appauthor=False)


def read() -> Config:
    """The choices; the defaults where the file is missing or cannot be read. Never raises."""
    try:
        with (folder() / "config.toml").open("rb") as file:
            values = tomllib.load(file)
    except (OSError, ValueError):
        return Config()
    language = values.get("language", "")
    return Config(language=language if language in LANGUAGES else "")


def write(key: str, value: str) -> None:
    """Sets one key, leaving every other line of the file as it was. Raises OSError when it cannot."""
    path = folder() / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
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
