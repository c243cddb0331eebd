"""An evidence pack from the screen: asked for by one key, written where the person says, never over anything."""

from __future__ import annotations

import errno
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from finterm.exchange import exporting
from finterm.exchange.evidence import pack
from finterm.store.book import Book
from finterm.tui import packing
from finterm.tui.app import FintermApp
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


async def made(pilot: Pilot[None]) -> None:
    """Waits for the pack that is being made, and for what is said of it."""
    app = pilot.app
    assert isinstance(app, FintermApp) and app.packing is not None
    while app.packing.is_busy:
        await pilot.pause(0.02)
    await pilot.pause()


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
        await made(pilot)
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
        await fill(pilot, others="罚息; 合同收取")
        await pilot.press("ctrl+s")
        await made(pilot)
    told = paper(home / "pack.zip")
    assert "# Evidence: 来分期客服" in told and "工号 8832" not in told and "2026-08-01" in told
    assert "罚息" not in told and "合同收取" not in told


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


async def test_a_second_pack_of_the_day_gets_a_name_of_its_own(open_app: OpenApp, home: Path) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(2):
            await pilot.press("2", "X", "ctrl+s")
            await made(pilot)
        assert "2026-09-01-2.zip" in said(app)
    assert len(list(home.iterdir())) == 2


@pytest.mark.parametrize(
    ("path", "told"),
    [("~/no/such.zip", "no folder"), ("~nobody-there/a.zip", "no folder"), (f"~/{'a' * 300}.zip", "written")],
)
async def test_a_place_that_cannot_be_is_told_beside_its_field(
    open_app: OpenApp, home: Path, path: str, told: str
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "X")
        await fill(pilot, path=path)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and told in text(app)


class TestMeanwhile:
    """A pack that takes its time, as a long diary makes it."""

    @pytest.fixture
    def go(self, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
        """Until this is set, the pack is not done."""
        event, at_once = threading.Event(), pack.pack

        def slowly(*asked: Any) -> pack.Pack:
            assert event.wait(10)
            return at_once(*asked)

        monkeypatch.setattr(pack, "pack", slowly)
        return event

    async def test_it_says_so_and_the_app_stays_usable(
        self, open_app: OpenApp, home: Path, go: threading.Event
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "X", "ctrl+s")
            await pilot.pause()
            assert "go on meanwhile" in said(app) and not list(home.iterdir())
            await pilot.press("X", "ctrl+s")
            await pilot.pause()
            assert "still being written" in text(app)
            await pilot.press("escape", "5")
            assert app.shown == "diary"
            go.set()
            await made(pilot)
            assert "evidence-" in said(app)

    async def test_what_came_of_it_waits_for_an_open_form(
        self, open_app: OpenApp, home: Path, go: threading.Event
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "X", "ctrl+s")
            await pilot.pause()
            await pilot.press("a")
            go.set()
            await made(pilot)
            assert list(home.iterdir()) and "evidence-" not in said(app)
            await pilot.press("escape")
            app.show_held()
            assert "evidence-" in said(app)

    async def test_leaving_leaves_nothing_behind(
        self, open_app: OpenApp, home: Path, go: threading.Event
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "X", "ctrl+s")
            await pilot.pause()
        go.set()
        assert app.packing is not None
        while app.packing.is_busy:
            time.sleep(0.02)
        assert not list(home.iterdir())

    @pytest.mark.parametrize("path", ["", "~/pack"])
    async def test_leaving_while_it_is_written_leaves_nothing_behind(
        self, open_app: OpenApp, home: Path, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        writing, left = threading.Event(), threading.Event()

        def slow(handle: int) -> None:
            writing.set()
            left.wait(10)

        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "X")
            await fill(pilot, path=path)
            monkeypatch.setattr(exporting.os, "fsync", slow)
            monkeypatch.setattr(packing, "PATIENCE", 0.05)
            await pilot.press("ctrl+s")
            while not writing.is_set():
                await pilot.pause(0.02)
            assert [one.name.startswith(".") for one in home.iterdir()] == [True]
        assert not list(home.iterdir())
        left.set()
        while app.packing and app.packing.is_busy:
            time.sleep(0.02)
        assert not list(home.iterdir())

    async def test_a_full_disk_is_told_and_nothing_is_left(
        self, open_app: OpenApp, home: Path, go: threading.Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "X", "ctrl+s")
            await pilot.pause()
            monkeypatch.setattr(exporting.os, "fsync", full)
            go.set()
            await made(pilot)
            assert "No space left" in said(app)
        assert not list(home.iterdir())


async def test_without_a_loan_it_says_what_is_missing(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "X")
        assert not isinstance(app.screen, FormScreen) and said(app)
