"""Each machine has a name of its own for its journal files, kept outside the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.errors import BookDamaged
from finterm.store.device import device_name


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("FINTERM_DEVICE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def test_the_name_stays_the_same() -> None:
    assert device_name() == device_name() and len(device_name()) == 8


def test_a_copied_home_on_another_machine_gets_a_new_name(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = device_name()
    monkeypatch.setattr("finterm.store.device._machine", lambda: "another")
    other = device_name()
    assert other != name and device_name() == other


def test_a_damaged_name_file_is_replaced(home: Path) -> None:
    device_name()
    (home / "finterm" / "device").write_text("../../etc x y")
    assert len(device_name()) == 8


def test_a_place_that_cannot_hold_the_name_is_told(home: Path) -> None:
    (home / "finterm").write_text("in the way")
    with pytest.raises(BookDamaged, match="no_device"):
        device_name()


def test_the_environment_can_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINTERM_DEVICE", "laptop")
    assert device_name() == "laptop"
    monkeypatch.setenv("FINTERM_DEVICE", "../evil")
    assert device_name() != "../evil"
