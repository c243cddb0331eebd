"""An evidence pack from the screen: asked for by one key, written where the person says, never over anything."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from finterm.store.book import Book
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.screens import text
from tests.tui.test_tasks import fill, said

SIZE = (80, 24)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the tests'."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def paper(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("timeline.md").decode()


@pytest.mark.parametrize(("language", "title"), [("en", "Evidence: 手机分期"), ("zh", "证据包：手机分期")])
async def test_two_keys_write_a_pack_about_the_loan(
    open_app: OpenApp, home: Path, language: str, title: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "X")
        assert "手机分期" in text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert not isinstance(app.screen, FormScreen)
        path = home / "evidence-手机分期-2026-09-01.zip"
        assert title in paper(path) and "evidence-" in said(app)
        assert path.stat().st_mode & 0o077 == 0


async def test_in_the_diary_it_is_about_the_contact_and_may_leave_third_parties_out(
    open_app: OpenApp, home: Path
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "down", "X")
        await fill(pilot, redacted="yes", path=str(home / "pack.zip"), first="2026-08-01")
        await pilot.pause()
        assert "unless named below" in text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
    told = paper(home / "pack.zip")
    assert "# Evidence: 来分期客服" in told and "工号 8832" not in told and "2026-08-01" in told


async def test_a_name_that_is_taken_and_days_out_of_order_are_told_beside_their_fields(
    open_app: OpenApp, home: Path
) -> None:
    (home / "mine.zip").write_text("mine")
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "X")
        await fill(pilot, path="~/mine.zip")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "is there already" in text(app) and (home / "mine.zip").read_text() == "mine"
        await fill(pilot, path="", first="2026-08-02", last="2026-08-01")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "before the first" in text(app)
    assert [path.name for path in home.iterdir()] == ["mine.zip"]


async def test_without_a_loan_it_says_what_is_missing(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "X")
        assert not isinstance(app.screen, FormScreen) and said(app)
