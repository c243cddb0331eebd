"""A machine that is no machine: a home in a temporary folder, and commands that answer what they are told to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from finterm.service.running import MISSING, Answer
from finterm.service.task import Place, Task

AWKWARD = '/home/李 雷/50% "off" $HOME\\book'


class Machine:
    """Notes each command, and answers; a crontab is kept when `cron` is there."""

    def __init__(self, crontab: str | None = None, cron: bool = True, **answers: Answer) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.crontab = crontab
        self.cron = cron
        self.answers = {name.replace("_", "-"): answer for name, answer in answers.items()}

    def __call__(self, argv: Sequence[str], given: str = "") -> Answer:
        self.asked.append(tuple(argv))
        if argv[0] == "crontab":
            return self._crontab(argv[1], given)
        for word, answer in self.answers.items():
            if word in argv:
                return answer
        return Answer(0)

    def _crontab(self, option: str, given: str) -> Answer:
        if not self.cron:
            return Answer(MISSING, err="crontab: not found")
        if option == "-l":
            return Answer(1, err="no crontab for me") if self.crontab is None else Answer(0, self.crontab)
        self.crontab = given if option == "-" else None
        return Answer(0)

    @property
    def changing(self) -> list[tuple[str, ...]]:
        """The commands that are not questions."""
        questions = ("is-active", "show-environment", "show-user", "print", "/Query", "-l")
        return [argv for argv in self.asked if not any(word in questions for word in argv)]


@pytest.fixture
def linux(tmp_path: Path) -> Place:
    """A Linux with systemd."""
    return Place("linux", {}, tmp_path, tmp_path / "state", 1000, "me", systemd=True)


@pytest.fixture
def task() -> Task:
    """A task with a plain program and an awkward book."""
    return Task(
        ("/opt/finterm/bin/python", "-P", "-m", "finterm"),
        {"FINTERM_BOOK": AWKWARD, "FINTERM_LANG": "zh"},
        10,
        "Reminders of finterm",
    )
