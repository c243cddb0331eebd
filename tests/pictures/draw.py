"""Draws the README's pictures from the made-up book, so that they show the real screen.

python -m tests.pictures.draw
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC
from datetime import datetime as DateTime
from pathlib import Path

from finterm.exchange.demo import fill
from finterm.locale import LANGUAGES, Words
from finterm.store import Book
from finterm.tui.app import FintermApp

HERE = Path(__file__).parent
NOW = DateTime(2026, 5, 20, 18, 30, tzinfo=UTC)
SIZE = (100, 30)


async def draw(language: str) -> None:
    """The Today pane of the made-up book in one language, as SVG beside this file."""
    words = Words(language)
    with tempfile.TemporaryDirectory() as folder, Book.open(Path(folder), device="picture") as book:
        fill(book, NOW, words)
        app = FintermApp(book, words, now=lambda: NOW, keep_language=False)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            picture = app.export_screenshot(title="finterm")
    (HERE / f"today-{language}.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    for chosen in LANGUAGES:
        asyncio.run(draw(chosen))
