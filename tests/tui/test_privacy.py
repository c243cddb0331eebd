"""After `$` no amount of the book stands on any screen, dialog, palette, history or toast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC
from datetime import datetime as DateTime
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from finterm.domain.dues import agenda, due_totals, positions
from finterm.domain.ledger import Ledger
from finterm.domain.money import Money, plain
from finterm.domain.records import Record
from finterm.exchange.demo import fill
from finterm.locale import Words
from finterm.notify.notice import Notice
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.reminding import Told
from finterm.tui.view.fields import AMOUNTS
from finterm.tui.view.sight import HIDDEN
from tests.tui.screens import text

NOW = DateTime(2026, 5, 20, 18, 30, tzinfo=UTC)
LANGUAGES = ["en", "zh"]
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
SIGN = re.compile(r"[¥￥$]\s?\d")
LEAST = 1000  # minor units; smaller ones look like days, numbers of instalments and percents


def found_in(record: Record) -> Iterable[int]:
    """Every amount that a record holds."""
    for field, value in structs.asdict(record).items():
        if field in AMOUNTS and isinstance(value, int):
            yield value
        if isinstance(value, tuple):
            for part in value:
                if isinstance(part, structs.Struct):  # type: ignore[attr-defined]
                    yield from (getattr(part, name, 0) for name in ("principal", "interest", "fee"))


def amounts_of(book: Book) -> set[str]:
    """Every amount of the book, and every one that follows from it, as figures could say it."""
    from finterm.domain.records import STORED

    ledger, on = Ledger.of(book.all), NOW.date()
    minors = {minor for kind in STORED for record in book.all(kind) for minor in found_in(record)}
    for position in positions(ledger, on).values():
        for value in position:
            minors |= {value} if isinstance(value, int) else set()
        minors |= {due.outstanding for due in position.dues}
    coming = agenda(ledger, on, on)
    minors |= {money.minor for money in due_totals(coming)}
    told = set()
    for minor in minors:
        if minor >= LEAST:
            for currency in ("CNY", "JPY"):
                figures = plain(minor, currency)
                told |= {figures, f"{Money(minor, currency).minor:,}" if currency == "JPY" else figures}
                whole, _, cents = figures.partition(".")
                told.add(f"{int(whole):,}" + (f".{cents}" if cents else ""))
                if cents == "00":
                    told |= {whole, f"{int(whole):,}"}
    return {one for one in told if len(re.sub(r"\D", "", one)) > 3}


def leaks(app: FintermApp, known: set[str]) -> list[str]:
    shown = text(app)
    found = [one for one in NUMBER.findall(shown) if one in known]
    years = {str(year) for year in range(2020, 2035)}
    return [one for one in found if one not in years] + SIGN.findall(shown)


@pytest.fixture
def demo(tmp_path: Path) -> Any:
    with Book.open(tmp_path / "demo", device="demo") as book:
        yield book


# Every way to something that may show an amount, looked at after each key.
WAYS: list[tuple[str, ...]] = [
    *((pane, *["down"] * n, "enter") for pane in "1235" for n in (0, 1, 3)),
    ("2", "h"),
    ("4", "enter"),
    ("4", "h"),
    ("4", "home"),
    ("5", "c", "enter"),
    ("6", "enter"),
    ("H", "enter"),
    ("1", "ctrl+p", *"sjfq"),
    ("ctrl+p", "pagedown", "pagedown", "pagedown"),
    ("1", "p"),
    ("2", "p"),
    ("2", "e"),
    ("2", "c"),
    ("2", "w"),
    ("3", "e"),
    ("3", "p"),
    ("3", "s"),
    ("4", "e"),
    ("4", "plus"),
    ("4", "minus"),
    ("4", "m"),
    ("4", "v"),
    ("4", "i"),
    ("4", "y"),
    ("5", "e"),
    ("1", "l"),
]


@pytest.mark.parametrize(("language", "size"), [("en", (80, 24)), ("zh", (120, 60))])
async def test_no_amount_is_left_wherever_one_goes(demo: Book, language: str, size: tuple[int, int]) -> None:
    fill(demo, NOW, Words(language))
    known = amounts_of(demo)
    app = FintermApp(demo, Words(language), now=lambda: NOW, keep_language=False)
    async with app.run_test(size=size, notifications=True) as pilot:
        assert leaks(app, known)  # the search finds them while they are shown
        await pilot.press("2", "p", "ctrl+s", "dollar_sign")
        for way in WAYS:
            for n, key in enumerate(way):
                await pilot.press(key)
                assert not leaks(app, known), (way[: n + 1], leaks(app, known), text(app))
            while app.place != app.shown:
                await pilot.press("escape")
            while app.pane.close_or_clear():
                pass


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_done_while_hidden_is_told_without_its_amount(demo: Book, language: str) -> None:
    fill(demo, NOW, Words(language))
    known = amounts_of(demo)
    app = FintermApp(demo, Words(language), now=lambda: NOW, keep_language=False)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("dollar_sign")
        for keys in (("2", "p", "ctrl+s"), ("u",), ("ctrl+r",), ("2", "h", "d"), ("u",), ("escape",)):
            await pilot.press(*keys)
            await pilot.pause()
            assert HIDDEN in text(app) and not leaks(app, known), (keys, text(app))
        app.post_message(Told(Notice("Rent", "¥1,800.00 on 2026-05-24", ())))
        await pilot.pause(0.3)
        assert "Rent" in text(app) and not leaks(app, known)


def test_the_figures_looked_for_are_those_of_the_book(demo: Book) -> None:
    fill(demo, NOW, Words("en"))
    known = amounts_of(demo)
    assert {"545.00", "1,109", "20,000.00", "250,000", "2,500", "1,800"} & known >= {"20,000.00", "1,800"}


async def test_a_sentence_with_a_sum_is_masked_in_a_form_until_it_is_edited(demo: Book) -> None:
    fill(demo, NOW, Words("en"))
    app = FintermApp(demo, Words("en"), now=lambda: NOW, keep_language=False)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press("5", "e")
        assert "1,109 is overdue" in text(app)
        await pilot.press("escape", "dollar_sign", "e")
        assert "1,109" not in text(app) and app.place == "form"
