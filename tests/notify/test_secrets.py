"""Addresses are kept in the keyring, else in a file that is its owner's alone, and nowhere else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.notify import secrets

URL = "ntfys://me:pass%20word@example.org/话题"


class Ring(KeyringBackend):
    """A keyring in memory, which may be locked or forget what it took."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, works: bool = True, forgets: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.works, self.forgets = works, forgets

    @property
    def name(self) -> str:
        return "a ring"

    def get_password(self, service: str, username: str) -> str | None:
        if not self.works:
            raise OSError("no bus")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.works:
            raise OSError("no bus")
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of secrets, which is not there yet; no keyring until a test gives one."""
    monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path / "config"))
    use(monkeypatch, Ring(works=False))
    yield tmp_path / "config" / "secrets.json"


def use(monkeypatch: pytest.MonkeyPatch, ring: KeyringBackend) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)


def test_without_a_keyring_a_file_of_the_owner_keeps_them(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = os.umask(0)
    try:
        assert secrets.keep("push", [URL, "json://x"]).file == file
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert secrets.read("push") == (URL, "json://x")
    monkeypatch.setattr(keyring, "get_keyring", lambda: 1 / 0)
    assert secrets.read("mail") == ()
    assert [each.name for each in file.parent.iterdir()] == ["secrets.json"]


def test_a_keyring_keeps_them_and_the_file_forgets(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.keep("push", ["json://old"])
    secrets.keep("mail", ["mailto://old"])
    ring = Ring()
    use(monkeypatch, ring)
    assert secrets.keep("push", [URL]) == secrets.Kept(keyring="a ring")
    assert ring.kept == {("finterm", "push"): URL} and secrets.read("push") == (URL,)
    assert "json" not in file.read_text().replace("secrets.json", "") and secrets.read("mail") == (
        "mailto://old",
    )


def test_the_file_is_taken_where_it_is_asked_for_and_the_keyring_forgets(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = Ring()
    use(monkeypatch, ring)
    secrets.keep("push", ["json://old"])
    assert secrets.keep("push", [URL], in_file=True).file == file
    assert ring.kept == {} and secrets.read("push") == (URL,)


def test_a_keyring_that_does_not_give_back_what_it_took_is_not_trusted(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Ring(forgets=True))
    assert secrets.keep("push", [URL]).file == file and secrets.read("push") == (URL,)


def test_a_keyring_that_keeps_texts_in_the_open_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    monkeypatch.setattr(Ring, "priority", 0.5)
    use(monkeypatch, ring)
    assert secrets.keep("push", [URL]).file == file and ring.kept == {}


def test_a_locked_keyring_is_said_without_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FintermError) as raised:
        secrets.read("push")
    assert "unlock it" in Words("en").error(raised.value)


@pytest.mark.skipif(os.name != "posix", reason="files have owners there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_others_can_read_is_refused_with_how_to_mend_it(file: Path, mode: int) -> None:
    secrets.keep("push", [URL])
    file.chmod(mode)
    for action in (
        lambda: secrets.read("push"),
        lambda: secrets.keep("push", [URL]),
        lambda: secrets.remove("push"),
    ):
        with pytest.raises(FintermError) as raised:
            action()  # type: ignore[no-untyped-call]
        said = Words("en").error(raised.value)
        assert f"chmod 600 {file}" in said and "example.org" not in said
    file.chmod(0o600)
    assert secrets.read("push") == (URL,)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"push": 3}', "{", "[" * 100_000, "\xff"],
    ids=["empty", "list", "number", "torn", "deep", "bytes"],
)
def test_a_damaged_file_is_said_and_never_written_over(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "latin-1")
    file.chmod(0o600)
    with pytest.raises(FintermError) as raised:
        secrets.keep("push", [URL])
    assert raised.value.what == "notify.secret.damaged" and file.read_text("latin-1") == text


def test_what_is_removed_is_gone_from_both(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not secrets.remove("push")
    secrets.keep("push", [URL])
    ring = Ring()
    ring.kept["finterm", "push"] = URL
    use(monkeypatch, ring)
    assert secrets.remove("push") and not file.exists() and ring.kept == {}
    assert secrets.read("push") == () and not secrets.remove("push")


def test_a_folder_that_takes_no_file_is_said(file: Path) -> None:
    file.parent.write_text("in the way")
    with pytest.raises(FintermError) as raised:
        secrets.keep("push", [URL])
    assert raised.value.what in ("notify.secret.unwritten", "notify.secret.unreadable")
