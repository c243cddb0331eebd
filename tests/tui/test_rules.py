"""The page of rules: found by typing, opened, corrected in a file of one's own, in both languages."""

from __future__ import annotations

import subprocess
import sys
from datetime import date as Date

import pytest

from finterm import config, tomlfile
from finterm.locale import Words
from finterm.rules import Rule, Rules
from finterm.rules.loading import shipped
from finterm.rules.reading import rules_of
from finterm.rules.units import COUNTED, MEASURED
from finterm.tui.app import FintermApp
from finterm.tui.view.cells import text_of
from finterm.tui.view.page import Text, lay_out
from finterm.tui.view.rules import key_of, rule_page, rules_view
from finterm.tui.widgets.bars import Status
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW
from tests.tui.screens import lines

ON = Date(2026, 11, 24)


def said(app: FintermApp) -> str:
    return app.screen_stack[0].query_one(Status).sentence


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_has_a_page_that_says_value_source_and_weight(language: str) -> None:
    words = Words(language)
    for rule in shipped().current(ON):
        for room in (58, 118):
            page = lay_out(rule_page(words, shipped(), key_of(rule), ON, "/rules"), room)
            text = "\n".join("".join(part for part, _ in line) for line in page)
            assert (
                rule.id in text
                and f"[rule.{rule.id}" in text
                and "tui." not in text
                and "rules.short" not in text
            )


def test_the_list_has_a_heading_a_country_and_narrows_by_name_value_and_source() -> None:
    words = Words("en")

    def keys(wanted: str) -> list[str]:
        return [row.key for row in rules_view(words, shipped(), ON, wanted).rows if not row.heading]

    assert keys("") == [key_of(rule) for rule in shipped().current(ON)]
    assert keys("quiet 21:00") == ["us.quiet_hours"]
    assert keys("fcra") == [] and "us.record_kept" in keys("fair credit")
    headings = [text_of(row.cells[0]) for row in rules_view(words, shipped(), ON).rows if row.heading]
    assert headings == ["China", "United States", "United Kingdom", "European Union"]


@pytest.mark.parametrize("rule", shipped().current(ON), ids=key_of)
def test_the_lines_shown_for_a_correction_work_word_for_word_and_win(rule: Rule) -> None:
    blocks = rule_page(Words("en"), shipped(), key_of(rule), ON, "/rules")
    shown = [block.text for block in blocks[-4:] if isinstance(block, Text)]
    written = "\n".join([f'country = "{rule.country}"', *shown])
    own = rules_of(tomlfile.parse("own.toml", written.encode()), "cn", shipped())
    assert own.faults == ()
    found = Rules((*own.all, *shipped().all)).find(rule.id, ON, rule.country)
    assert found is not None and found.own == "own.toml" and found.unit == rule.unit
    assert found.numbers == rule.numbers if rule.unit in (*COUNTED, *MEASURED) else found.texts == rule.texts


def test_a_mark_is_a_word_in_the_list() -> None:
    rows = {row.key: row for row in rules_view(Words("en"), shipped(), ON).rows}
    assert [
        text_of(rows[key].cells[2]) for key in ("cn.lpr_1y", "cn.channel_legal_aid", "cn.cap_microloan_lpr")
    ] == [
        "past",
        "unsure",
        "not yet",
    ]
    assert text_of(rows["cn.record_kept"].cells[2]) == ""


@pytest.mark.parametrize(
    ("language", "typed", "wanted"), [("en", "rules", "20 days"), ("zh", "规则", "20天")]
)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_rule_is_found_and_opened_by_keyboard(
    open_app: OpenApp, language: str, typed: str, wanted: str, size: tuple[int, int]
) -> None:
    app = open_app(language)
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+p", *typed, "enter")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert ("5 years" in shown and "unsure" in shown) or ("5年" in shown and "存疑" in shown)
        await pilot.press(*"dispute_answer", "enter")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert wanted in shown and "2013-01-21" in shown and "e:" in shown.replace("：", ":")
        await pilot.press("end")
        await pilot.pause()
        assert "[rule.dispute_answer" in "\n".join(lines(app))
        await pilot.press("escape")
        await pilot.pause()
        assert "20" in "\n".join(lines(app))
        await pilot.press("escape")
        await pilot.pause()
        assert app.place == "today"


async def test_the_list_speaks_the_language_chosen_on_a_page(open_app: OpenApp) -> None:
    app = open_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"rules", "enter", *"limitation", "enter")
        await pilot.pause()
        await pilot.press("L")
        await pilot.pause()
        assert "诉讼时效" in "\n".join(lines(app))
        await pilot.press("escape")
        await pilot.pause()
        assert "诉讼时效" in "\n".join(lines(app))


async def test_an_own_rule_is_shown_at_once_and_a_mistake_in_one_is_told_at_the_start(
    open_app: OpenApp,
) -> None:
    folder = config.folder() / "rules"
    folder.mkdir(parents=True)
    (folder / "cn.toml").write_text("[rule.dispute_answer]\nvalue = 'x'\n", "utf-8")
    app = open_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        assert "rules/cn.toml, line 2, rule.dispute_answer.value" in said(app)
        (folder / "cn.toml").write_text("[rule.dispute_answer]\nvalue = 25\n", "utf-8")
        await pilot.press("ctrl+p", *"rules", "enter", *"dispute_answer cn", "enter")
        await pilot.pause()
        assert "25 days" in "\n".join(lines(app)) and "your file rules/cn.toml" in "\n".join(lines(app))
        await pilot.press("escape", "escape", "E")
        await pilot.pause()
        assert "None: config.toml" in "\n".join(lines(app))


def test_the_start_does_not_pay_for_rules() -> None:
    code = "import sys, finterm.tui.app; print([name for name in sys.modules if name.startswith('finterm.rules')])"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_rate_of_a_month_that_is_not_known_is_entered_by_keyboard(
    open_app: OpenApp, language: str
) -> None:
    app = open_app(language)
    app._now = lambda: NOW.replace(month=11, day=24)
    async with app.run_test(size=(80, 24)) as pilot:
        app.do_rules()
        await pilot.pause()
        await pilot.press(*"lpr_1y", "enter")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "2026-07、2026-08" in shown or "2026-07, 2026-08" in shown
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "2026-07-20" in "\n".join(lines(app))
        await pilot.press(*"0.03", "down", "down", "down", *"NIFC", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen), "far from three percent: asked about"
        await pilot.press("up", "up", "up", "end", *["backspace"] * 4, *"2.95", "ctrl+s")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "app-cn.toml" in shown and "2.95%" in shown and "2026-07、" not in shown
        assert app.sight.rules.find("lpr_1y", Date(2026, 8, 1), "cn").own  # type: ignore[union-attr]
        assert (config.folder() / "rules" / "app-cn.toml").read_text("utf-8").count("[rule.") == 1
        await pilot.press("d")
        await pilot.pause()
        assert "2.95%" not in "\n".join(lines(app)) and "2026-07" in "\n".join(lines(app))
    assert "[rule." not in (config.folder() / "rules" / "app-cn.toml").read_text("utf-8")


async def test_a_rule_made_of_words_is_written_by_hand_and_says_so(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.do_rules()
        await pilot.pause()
        await pilot.press(*"allocation_order", "enter")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "enter a value of your own" not in shown and "[rule.allocation_order" in shown
        await pilot.press("e")
        await pilot.pause()
        assert not isinstance(app.screen, FormScreen) and "made of words" in "\n".join(lines(app))
        await pilot.press("d")
        await pilot.pause()
        assert "No value of your own" in "\n".join(lines(app))
