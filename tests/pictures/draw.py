"""Draws the README's pictures from the made-up book, so that they show the real screen.

python -m tests.pictures.draw

Always the same book on the same day: a picture changes when the screen does, and a test says so.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from datetime import UTC
from datetime import datetime as DateTime
from html import escape, unescape
from pathlib import Path

from rich.cells import cell_len

from finterm.exchange.demo import fill
from finterm.locale import LANGUAGES, Words
from finterm.store import Book
from finterm.tui.app import FintermApp
from finterm.tui.widgets.form import FormScreen

WIDE = "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
WORD = re.compile(rf"{WIDE}+|(?:(?!{WIDE})\S)(?: ?(?!{WIDE})\S)*")
TEXT = re.compile(r'<text([^>]*?) x="([\d.]+)"([^>]*textLength[^>]*)>(.*?)</text>', re.DOTALL)
LENGTH = re.compile(r'textLength="[\d.]+"')
CELL = 12.2  # how wide Rich draws one cell
HERE = Path(__file__).parent
NOW = DateTime(2026, 5, 20, 18, 30, tzinfo=UTC)
SIZES = {"today": (80, 24), "loans": (110, 32), "talk": (80, 28)}
SCENES: dict[str, tuple[str, ...]] = {"today": (), "loans": ("2",), "talk": ("2", "l")}
SAID = {  # what is typed into the quick form
    "en": {"said_by_them": "Part of it by Friday would do for now.", "person": "8032"},
    "zh": {"said_by_them": "周五前先还一部分也可以。", "person": "8032"},
}


def path_of(scene: str, language: str) -> Path:
    """The file of a picture."""
    return HERE / f"{scene}-{language}.svg"


async def picture(scene: str, language: str) -> str:
    """One pane or form of the made-up book in one language, as SVG."""
    words = Words(language)
    with tempfile.TemporaryDirectory() as folder, Book.open(Path(folder), device="picture") as book:
        fill(book, NOW, words)
        app = FintermApp(book, words, now=lambda: NOW, keep_language=False)
        async with app.run_test(size=SIZES[scene]) as pilot:
            await pilot.press(*SCENES[scene])
            await pilot.pause()
            if isinstance(app.screen, FormScreen):
                for field, text in SAID[language].items():
                    app.screen.row(field).text = text
                await pilot.pause()
            drawn = app.export_screenshot(title="finterm", simplify=True)
    placed = TEXT.sub(_in_place, drawn)
    return "\n".join(line.rstrip() for line in placed.splitlines()) + "\n"


def _in_place(found: re.Match[str]) -> str:
    """One run of text as its words, each at its own cell: no font has Chinese exactly twice as wide as Latin."""
    before, x, after, content = found.groups()
    text, pieces = unescape(content).replace("\xa0", " "), []
    for piece in WORD.finditer(text):
        at = float(x) + CELL * cell_len(text[: piece.start()])
        size = f'textLength="{CELL * cell_len(piece[0]):g}"'
        said = escape(piece[0]).replace(" ", "&#160;")
        pieces.append(f'<text{before} x="{at:g}"{LENGTH.sub(size, after)}>{said}</text>')
    return "".join(pieces)


def said(svg: str) -> str:
    """The text of a picture, for comparing."""
    return "\n".join(unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL))


def main() -> None:
    """Draws every picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FINTERM_CONFIG"] = os.environ["FINTERM_STATE"] = folder  # nobody's own choices
        for scene in SCENES:
            for language in LANGUAGES:
                path_of(scene, language).write_text(asyncio.run(picture(scene, language)), "utf-8")


if __name__ == "__main__":
    main()
