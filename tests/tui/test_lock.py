"""The screen goes blank at once or when nobody is there, and tells nothing until it is unlocked."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from finterm import config
from finterm.notify.notice import Notice
from finterm.store.book import Book
from finterm.tui import phrase
from finterm.tui.reminding import Told
from finterm.tui.widgets.form import FormScreen
from finterm.tui.widgets.lock import LockScreen
from tests.tui.conftest import OpenApp
from tests.tui.screens import lines, text

SIZE = (80, 24)


def blank_but_one_line(shown: list[str]) -> bool:
    return sum(bool(line.strip()) for line in shown) == 1


@pytest.mark.parametrize(("language", "word"), [("en", "Locked."), ("zh", "已锁屏")])
async def test_a_key_blanks_the_screen_and_any_key_brings_it_back(
    open_app: OpenApp, language: str, word: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = lines(app)
        await pilot.press("ctrl+l")
        assert blank_but_one_line(lines(app)) and word in text(app) and app.title == "finterm"
        await pilot.press("q")  # unlocks and does nothing else
        assert lines(app) == before and app.is_running


async def test_what_was_typed_in_a_form_is_still_there(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l", *"hello", "ctrl+l")
        assert blank_but_one_line(lines(app))
        await pilot.press("x")
        assert isinstance(app.screen, FormScreen) and "hello" in app.screen.typed.values()


@pytest.mark.parametrize("over", [("question_mark",), ("H",), ("ctrl+p",), ("2", "h"), ("p",)])
async def test_it_covers_whatever_lies_over_the_pane(open_app: OpenApp, over: tuple[str, ...]) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*over, "ctrl+l")
        assert app.is_locked and blank_but_one_line(lines(app))
        await pilot.press("ctrl+l")
        assert not app.is_locked


async def test_no_key_of_the_pane_acts_while_it_is_locked(open_app: OpenApp, book: Book) -> None:
    phrase.choose("open sesame")
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"up2q", "f1", "ctrl+l", "ctrl+p", "escape", "ctrl+s", "ctrl+q")
        assert app.is_locked and app.shown == "today" and app.is_running


class TestIdle:
    async def test_minutes_without_a_key_lock(self, open_app: OpenApp) -> None:
        app = open_app()
        clock = [0.0]
        app.seconds = lambda: clock[0]
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("down")
            clock[0] = 599
            app.lock_when_idle()
            await pilot.pause()
            assert not app.is_locked
            await pilot.press("up")  # somebody is there
            clock[0] = 1198
            app.lock_when_idle()
            await pilot.pause()
            assert not app.is_locked
            clock[0] = 1199
            app.lock_when_idle()
            app.lock_when_idle()
            await pilot.pause()
            assert sum(isinstance(screen, LockScreen) for screen in app.screen_stack) == 1
            await pilot.press("a")
            app.lock_when_idle()
            await pilot.pause()
            assert not app.is_locked

    @pytest.mark.parametrize(("minutes", "locked"), [(0, False), (1, True)])
    async def test_the_settings_say_after_how_many(
        self, open_app: OpenApp, minutes: int, locked: bool
    ) -> None:
        config.folder().mkdir(parents=True, exist_ok=True)
        (config.folder() / config.FILE).write_text(f"lock_minutes = {minutes}\n")
        app = open_app()
        clock = [0.0]
        app.seconds = lambda: clock[0]
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("down")
            clock[0] = 100_000
            app.lock_when_idle()
            await pilot.pause()
            assert app.is_locked == locked

    async def test_a_made_up_book_is_never_locked_for_idleness(self, book: Book) -> None:
        from finterm.locale import Words
        from finterm.tui.app import FintermApp

        app = FintermApp(book, Words("en"), keep_language=False)
        async with app.run_test(size=SIZE):
            assert app.lock_minutes == 0


class TestReminders:
    async def test_a_toast_tells_no_details_while_locked(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await pilot.press("ctrl+l")
            app.post_message(Told(Notice("手机分期 is overdue", "¥8,888.88", ())))
            await pilot.pause(0.3)
            assert "手机分期" not in text(app) and "104" not in text(app)
            assert "finterm has a reminder for you." in text(app)

    async def test_one_that_stood_there_goes_when_amounts_are_hidden_or_the_screen_is_locked(
        self, open_app: OpenApp
    ) -> None:
        for key in ("dollar_sign", "ctrl+l"):
            app = open_app()
            async with app.run_test(size=SIZE, notifications=True) as pilot:
                quieter = (("手机分期", ""), ("", ""))
                app.post_message(Told(Notice("手机分期 ¥8,888.88", "", (), quieter)))
                await pilot.pause(0.3)
                assert "¥8,888.88" in text(app)
                await pilot.press(key)
                await pilot.pause(0.3)
                assert "¥8,888.88" not in text(app)


class TestPhrase:
    def test_only_a_salted_hash_is_kept_and_for_its_owner_alone(self) -> None:
        phrase.choose("correct horse")
        path = config.folder() / phrase.FILE
        first = path.read_text()
        assert "correct" not in first and stat.S_IMODE(path.stat().st_mode) == 0o600
        phrase.choose("correct horse")
        assert path.read_text() != first  # another salt
        assert phrase.fits("correct horse") and not phrase.fits("Correct horse") and not phrase.fits("")
        phrase.choose("")
        assert not phrase.is_set() and not path.exists()

    def test_chinese_and_full_width_phrases_are_the_same_however_typed(self) -> None:
        phrase.choose("芝麻１２")
        assert phrase.fits("芝麻12 ")

    @pytest.mark.parametrize("content", ["", "{}", "[]", '{"salt": "zz", "scrypt": "00"}', "\xff"])
    def test_a_damaged_file_lets_nobody_in(self, content: str) -> None:
        config.folder().mkdir(parents=True, exist_ok=True)
        (config.folder() / phrase.FILE).write_bytes(content.encode("latin-1"))
        assert phrase.is_set() and not phrase.fits("anything")

    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_a_wrong_phrase_is_told_and_the_right_one_unlocks(
        self, open_app: OpenApp, language: str
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            phrase.choose("secret")
            await pilot.press("ctrl+l", *"wrong")
            assert "wrong" not in text(app)
            await pilot.press("enter")
            assert app.is_locked and app.words("tui.lock.wrong") in text(app)
            await pilot.press(*"secret", "enter")
            assert not app.is_locked

    async def test_it_is_asked_for_at_the_start_too(self, open_app: OpenApp) -> None:
        phrase.choose("secret")
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            assert app.is_locked and "手机分期" not in text(app)
            await pilot.press(*"secret", "enter")
            assert "手机分期" in text(app)

    async def test_it_is_set_changed_and_taken_away_from_the_palette(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:

            async def ask(*typed: str) -> None:
                await pilot.press("ctrl+p", *"lock phrase", "enter")
                await pilot.pause()
                assert "does not encrypt" in text(app)
                for n, one in enumerate(typed):
                    await pilot.press(*(["tab"] if n else []), *one)
                await pilot.press("ctrl+s")

            await ask("one", "two")
            assert "do not match" in text(app) and not phrase.is_set()
            await pilot.press("escape", "escape")
            await ask("one", "one")
            assert phrase.fits("one")
            await ask("wrong", "two", "two")
            assert "not the phrase" in text(app) and phrase.fits("one")
            await pilot.press("escape", "escape")
            await ask("one", "two", "two")
            assert phrase.fits("two")
            await ask("two")
            assert not phrase.is_set()

    async def test_a_folder_that_cannot_be_written_is_told(
        self, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_app()
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path / "file"))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+p", *"lock phrase", "enter", *"one", "tab", *"one", "ctrl+s")
            assert isinstance(app.screen, FormScreen) and "!" in text(app)
