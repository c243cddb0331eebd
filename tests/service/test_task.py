"""What is run: the finterm that runs now, with the book and the choices it has now."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from finterm.domain.errors import FintermError
from finterm.service.task import here, task


def test_the_program_is_the_python_that_runs_now() -> None:
    asked = task(Path("/book"), {}, 10, "about")
    assert asked.once == (sys.executable, "-P", "-m", "finterm", "remind", "--once", "--every", "10")
    assert asked.loop == (sys.executable, "-P", "-m", "finterm", "remind", "--loop", "--every", "10")


def test_the_book_is_always_named_and_the_choices_where_they_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    environ = {
        "FINTERM_CONFIG": "conf",
        "FINTERM_LANG": "zh",
        "TZ": "Asia/Shanghai",
        "SECRET": "x",
        "LANG": "",
    }
    assert task(Path("my book"), environ, 10, "about").environment == {
        "FINTERM_BOOK": "/my book",
        "FINTERM_CONFIG": "/conf",
        "FINTERM_LANG": "zh",
        "TZ": "Asia/Shanghai",
    }


@pytest.mark.parametrize("path", ["/a\nb", "/a\x1bb", "/a\udcffb", "/a\u2028b"])
def test_a_path_no_file_of_a_service_can_name_is_refused(path: str) -> None:
    with pytest.raises(FintermError, match=r"service\.no_text"):
        task(Path(path), {}, 10, "about")


def test_this_machine_is_known() -> None:
    place = here()
    assert place.system == sys.platform and place.user and place.state.is_absolute()
