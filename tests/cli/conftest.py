"""The command line as a person calls it, on a book of its own, in English, with everything kept in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC
from datetime import datetime as DateTime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from finterm.cli import language_wanted, reminding
from finterm.cli.program import Program
from finterm.locale import Words

HOUSEHOLD = Path(__file__).parent.parent / "exchange" / "household"


class Answer(NamedTuple):
    """What a call answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Finterm = Callable[..., Answer]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the book, the settings, the state and the device's name."""
    for name in ("BOOK", "CONFIG", "STATE"):
        monkeypatch.setenv(f"FINTERM_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("FINTERM_DEVICE", "testing")
    monkeypatch.setenv("FINTERM_LANG", "en")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def midday(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour at which reminders are told, here and in programs begun from here, whenever the tests run."""
    now = reminding._now
    monkeypatch.setattr(reminding, "_now", lambda call: now(call).replace(hour=12))
    monkeypatch.setenv("TZ", f"Etc/GMT{DateTime.now(UTC).hour - 12:+d}")  # west of Greenwich is plus


@pytest.fixture
def finterm(place: Path) -> Finterm:
    """Calls the program in this process."""

    def call(*arguments: object) -> Answer:
        given = [str(argument) for argument in arguments]
        result = CliRunner().invoke(Program(Words(language_wanted(given))), given, prog_name="finterm")
        return Answer(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def household(finterm: Finterm) -> Finterm:
    """The same, with the household case in the book."""
    answer = finterm("import", HOUSEHOLD / "loans.csv", HOUSEHOLD / "events.csv")
    assert answer.code == 0, answer.err
    return finterm
