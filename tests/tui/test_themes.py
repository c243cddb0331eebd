"""Choosing a theme, wearing it everywhere, and a person's own files that come and change while one looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from finterm import config
from finterm.locale import Words
from finterm.store.book import Book
from finterm.tui.actions import BY_NAME
from finterm.tui.app import FintermApp
from finterm.tui.themes.look import is_rgb
from finterm.tui.themes.shelf import Shelf, shipped_folder
from finterm.tui.themes.theme import DEFAULT
from finterm.tui.widgets.bars import Status
from tests.tui.conftest import OpenApp
from tests.tui.screens import lines
from tests.tui.themes.eyes import contrast

WAYS = (
    "1",
    "2 enter escape p ctrl+s escape escape",
    "2 l",
    "escape escape 3 a enter ctrl+s right",
    "escape escape 4 slash x escape question_mark",
    "escape 5 ctrl+p",
    "escape 2 h d",
    "escape T",
)
DRAWN = set("─│╭╮╰╯┌┐└┘├┤█░▁▂▃▄▅▆▇▏▎▍▌▋▊▉▐▔▕ ·•")


def written(name: str, text: str) -> Path:
    path = config.folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def segments(app: FintermApp) -> list[Segment]:
    return [segment for strip in app.screen._compositor.render_strips() for segment in strip]


def said(app: FintermApp) -> str:
    return app.screen_stack[0].query_one(Status).sentence


async def look(pilot: Pilot[None]) -> None:
    """What the app does every second."""
    app = pilot.app
    assert isinstance(app, FintermApp)
    app._look_around()
    await pilot.pause()


def colours(app: FintermApp) -> set[str]:
    """Every colour on the screen by name."""
    found = set()
    for segment in segments(app):
        style = segment.style
        found |= {c.name for c in (style.color, style.bgcolor) if c} if style else set()
    return found


COLOURED = [
    path.stem
    for path in sorted(shipped_folder().glob("*.toml"))
    if "#" in path.read_text().split("dark =")[1]
]


def hard_to_read(app: FintermApp, least: float) -> list[Segment]:
    """Text on the screen in no colour of its own, or with less contrast than `least`."""
    found = []
    for segment in segments(app):
        if set(segment.text) <= DRAWN:
            continue
        style = segment.style
        pair = [c.name for c in (style.color, style.bgcolor) if c] if style else []
        if len(pair) < 2 or not all(map(is_rgb, pair)) or contrast(*pair) < least:
            found.append(segment)
    return found


async def test_every_text_on_every_screen_can_be_read(open_app: OpenApp) -> None:
    """Every theme at every place; what is opened next is made under another one each time."""
    assert len(COLOURED) > len(WAYS)
    app = open_app(theme=COLOURED[0])
    async with app.run_test(size=(100, 30)) as pilot:
        app.notify("body", title="title")
        for turn, way in enumerate(WAYS):
            await pilot.press(*way.split())
            await pilot.pause()
            here = COLOURED.index(app.theming.name)
            for name in (*COLOURED[here:], *COLOURED[:here], COLOURED[turn + 1]):
                assert app.theming.wear(name)
                await pilot.pause()
                least = 7 if name.startswith("contrast-") else 4.5
                assert not (hard := hard_to_read(app, least)), (name, way, hard)


async def test_a_theme_worn_for_once_is_not_kept(book: Book) -> None:
    written("config.toml", 'theme = "paper"\n')
    app = FintermApp(book, Words("en"), theme="moss")
    async with app.run_test(size=(80, 24)):
        assert app.theming.name == "moss" and config.read().theme == "paper"


async def test_the_default_says_no_colour_behind_anything(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for way in WAYS:
            await pilot.press(*way.split())
            await pilot.pause()
            behind = {s.style.bgcolor.name for s in segments(app) if s.style and s.style.bgcolor}
            assert behind <= {"default"}, way


async def test_a_theme_is_worn_while_the_cursor_stands_on_it_and_kept_when_chosen(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        before = colours(app)
        await pilot.press("T", "down")
        await pilot.pause()
        assert app.theming.name == "dark" and "#14171c" in colours(app)
        assert any("手机分期" in line for line in lines(app)), "what is previewed stays in sight"
        await pilot.press("escape")
        await pilot.pause()
        assert app.theming.name == DEFAULT and colours(app) == before
        assert config.read().theme == ""
        await pilot.press("T", *"paper", "enter")
        await pilot.pause()
        assert "#f6f0e2" in colours(app) and config.read().theme == "paper"
        assert said(app) == "The theme is now Paper."


async def test_the_theme_kept_is_worn_from_the_first_picture(open_app: OpenApp) -> None:
    written("config.toml", 'theme = "moss"\n')
    app = open_app("zh")
    async with app.run_test(size=(80, 24)):
        assert "#1a1f1a" in colours(app) and said(app) == ""


async def test_an_own_theme_appears_in_the_open_list_and_follows_its_file(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T")
        path = written(
            "themes/mine.toml", 'title = "My evening"\nforeground = "#eeeeee"\nbackground = "#222233"\n'
        )
        await look(pilot)
        assert any("My evening" in line and "your own" in line for line in lines(app))
        await pilot.press(*"evening", "enter")
        await pilot.pause()
        assert "#222233" in colours(app) and config.read().theme == "mine"
        path.write_text('foreground = "#eeeeee"\nbackground = "#332222"\n')
        await look(pilot)
        assert "#332222" in colours(app) and "#222233" not in colours(app)


async def test_a_bad_file_is_named_with_its_line_and_what_was_worn_stays(open_app: OpenApp) -> None:
    path = written("themes/mine.toml", 'background = "#222233"\nforeground = "#eeeeee"\n')
    written("config.toml", 'theme = "mine"\n')
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        path.write_text('background = "#222233"\n[styles]\nkey = "rde"\n')
        await look(pilot)
        assert said(app).startswith("mine.toml, line 3, styles.key: rde is no colour")
        assert "#222233" in colours(app)
        path.unlink()
        await look(pilot)
        assert "#222233" in colours(app)


async def test_a_bad_file_at_the_start_leaves_the_default(open_app: OpenApp) -> None:
    written("themes/mine.toml", "dark = 3\n")
    written("config.toml", 'theme = "mine"\nlanguage = 3\n')
    app = open_app()
    async with app.run_test(size=(100, 30)):
        assert app.theming.name == DEFAULT
        assert said(app) == (
            "2 mistakes in your files, E lists all. The first: "
            "config.toml, line 2, language: must be one of en, zh."
        )


@pytest.mark.parametrize(("language", "reason"), [("en", "bad: line 2: rde is"), ("zh", "bad：第2行")])
async def test_a_theme_with_a_mistake_stands_in_the_list_and_cannot_be_chosen(
    open_app: OpenApp, language: str, reason: str
) -> None:
    written("themes/bad.toml", '[styles]\nkey = "rde"\n')
    app = open_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("T", *"bad")
        await pilot.pause()
        (line,) = [line for line in lines(app) if "bad" in line and reason in line]
        assert ("not usable" if language == "en" else "不可用") in line
        await pilot.press("enter")
        await pilot.pause()
        assert app.theming.name == DEFAULT and config.read().theme == ""
        assert "bad.toml" in said(app) and "styles.key" in said(app)


async def test_every_mistake_is_listed_by_a_key_and_in_the_palette(open_app: OpenApp) -> None:
    written("themes/bad.toml", "dark = 3\n")
    written("config.toml", 'language = "fr"\ntheme = \n[keys]\nundo = "ctrl+z"\npya = "o"\n')
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for way in (["E"], ["ctrl+p", *"mistakes", "enter"]):
            await pilot.press(*way)
            await pilot.pause()
            shown = "\n".join(lines(app))
            assert "4 mistakes in" in shown.replace("│", "")
            for place in ("line 1, language", "line 2", "line 5, keys.pya", "bad.toml, line 1, dark"):
                assert place in shown
            assert "must be one of en, zh" in shown and "perhaps pay?" in shown and "Write name" in shown
            await pilot.press("escape")
            await pilot.pause()
        assert app.place == "today" and BY_NAME["undo"].shown_key == "^z", "what is right holds"


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_theme_that_is_not_there_is_told(open_app: OpenApp, language: str) -> None:
    written("config.toml", 'theme = "nowhere"\n')
    app = open_app(language)
    async with app.run_test(size=(100, 30)):
        assert "nowhere" in said(app) and "terminal, dark" in said(app)


async def test_a_look_at_unchanged_files_draws_nothing(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("themes/mine.toml", 'background = "#222233"\n')
    written("config.toml", 'theme = "mine"\n')
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        drawn: list[object] = []
        monkeypatch.setattr(app, "_display", lambda *args: drawn.append(args))
        for _ in range(3):
            await look(pilot)
        assert drawn == []


PLAIN = ["terminal", "paper", "contrast-dark", "sixteen-light", "monochrome"]


@pytest.mark.parametrize("name", PLAIN)
async def test_no_color_starts_without_colour_whatever_is_chosen(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    written("config.toml", f'theme = "{name}"\n')
    app = open_app()
    async with app.run_test(size=(100, 30)):
        assert colours(app) <= {"default"}
        assert app.theming.name == name, "the choice stands for a terminal that may show it"


async def test_no_color_shows_no_colour_wherever_one_goes(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = open_app(theme="paper")
    async with app.run_test(size=(100, 30)) as pilot:
        for way in WAYS:
            await pilot.press(*way.split())
            await pilot.pause()
            assert colours(app) <= {"default"}, way
            for name in PLAIN:
                app.theming.wear(name)
                await pilot.pause()
                assert colours(app) <= {"default"}, (way, name)


async def test_without_colours_the_cursor_and_what_presses_still_stand_out(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    written("config.toml", 'theme = "paper"\n')
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        found = {s.text.strip(): s.style for s in segments(app) if s.style}
        assert any(style.reverse and "手机分期" in text for text, style in found.items())
        assert any(style.bold and style.underline and "overdue" in text for text, style in found.items())


def test_every_shipped_theme_can_be_chosen() -> None:
    assert {theme.name for theme in Shelf().themes} >= {path.stem for path in shipped_folder().glob("*.toml")}
