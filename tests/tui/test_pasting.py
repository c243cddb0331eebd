"""What a terminal sends between the marks of a paste, read as text whatever is in it and however it is cut."""

from __future__ import annotations

import pytest
from textual import events
from textual.drivers import linux_driver

from finterm.domain.records import Contact
from finterm.store.book import Book
from finterm.tui.pasting import END, START, PasteParser, pasted_lines
from tests.tui.conftest import OpenApp

SENT = f"a{START}q\x1bu 1\x1b[A00\x00\x07\x1b\x1b[31m元\r\nzweite\tZeile\x1b{END}\x1b[B"
TEXT = "qu 100元\nzweite Zeile"


def read(parser: PasteParser, *parts: str) -> list[str]:
    found = []
    for part in parts:
        for event in parser.feed(part):
            assert isinstance(event, events.Key | events.Paste)
            found.append(event.text if isinstance(event, events.Paste) else event.key)
        list(parser.tick())
    return found


def test_escapes_in_a_paste_are_no_keys_and_take_no_text_with_them() -> None:
    assert read(PasteParser(), SENT) == ["a", TEXT, "down"]


def test_a_paste_cut_anywhere_is_the_same_paste() -> None:
    for at in range(1, len(SENT)):
        assert read(PasteParser(), SENT[:at], SENT[at:]) == ["a", TEXT, "down"], at
    assert read(PasteParser(), *SENT) == ["a", TEXT, "down"]


def test_two_pastes_and_what_is_typed_between_them_keep_their_order() -> None:
    sent = f"{START}one{END}x{START}{END}{START}two{END}"
    assert read(PasteParser(), sent) == ["one", "x", "", "two"]


@pytest.mark.parametrize(
    ("pasted", "lines"),
    [
        ("\x1bABC", ["ABC"]),
        ("\x1b]0;title\x07text", ["text"]),
        ("\x1b]no end of it", ["]no end of it"]),
        ("1\x1b[1;31m2\x1b[0m3", ["123"]),
    ],
)
def test_only_what_is_no_text_goes(pasted: str, lines: list[str]) -> None:
    assert pasted_lines(pasted) == lines


async def test_the_terminal_is_read_by_our_parser(open_app: OpenApp) -> None:
    assert open_app().get_driver_class() is linux_driver.LinuxDriver
    assert vars(linux_driver)["XTermParser"] is PasteParser


async def test_a_paste_with_escapes_fills_a_field_and_does_nothing_on_a_pane(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    pasted = "Zhang\x1b San\x1b[A\x11\x13q"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "c")
        place = app.place
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert app.place == place
        await pilot.press("a")
        app.post_message(events.Paste(pasted))
        await app.every_key_taken()
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert [contact.name for contact in book.all(Contact) if "Zhang" in contact.name] == ["Zhang Sanq"]


async def test_a_filter_takes_a_paste_as_text(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash")
        app.post_message(events.Paste("手\x1b机\x07\n分期"))
        await pilot.pause()
        await app.every_key_taken()
        focused = app.focused
        assert focused is not None and getattr(focused, "value", "") == "手机 分期"
