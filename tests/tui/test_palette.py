"""The palette finds every action and every record, by a part of a name in either language or by pinyin."""

from __future__ import annotations

import subprocess
import sys

import pytest

from finterm.domain.records import Contact, Loan, Record
from finterm.tui.actions import ACTIONS, PLACES, WIDGETS
from finterm.tui.app import FintermApp
from finterm.tui.view.cells import text_of
from finterm.tui.view.palette import Palette
from finterm.tui.view.pinyin import spelled_at
from finterm.tui.view.search import Query
from finterm.tui.view.sight import HIDDEN
from finterm.tui.widgets.palette import PaletteScreen
from finterm.tui.widgets.pick import PickScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import household
from tests.tui.screens import text
from tests.tui.sights import sight_of

LANGUAGES = ["en", "zh"]


def found(typed: str, language: str = "en", pane: str = "today", **more: object) -> list[str]:
    """The keys of what fits, best first."""
    palette = Palette(sight_of(language=language, **more), pane)  # type: ignore[arg-type]
    return [row.key for row in palette.view(typed).rows]


class TestSpelling:
    @pytest.mark.parametrize(
        ("name", "letters", "at"),
        [
            ("手机分期", "sjfq", 0),
            ("手机分期", "shoujifenqi", 0),
            ("手机分期", "shoujifq", 0),
            ("手机分期", "sjfenqi", 0),
            ("手机分期", "shji", 0),
            ("手机分期", "fenqi", 2),
            ("手机分期", "sf", None),
            ("手机分期", "sjfqx", None),
            ("重庆银行", "cqyh", 0),  # 重 is zhong or chong, 行 xing or hang: any reading finds it
            ("重庆银行", "zhongqingyinxing", 0),
            ("长城卡", "ccx", None),
            ("绿卡", "lvka", 0),
            ("车贷（美元）", "cdmy", 0),
            ("iPhone 分期", "fq", 7),
            ("某a银行", "mayh", 0),
            ("手机分期", "手机", None),
            ("rent", "rent", None),
            ("手机分期", "", None),
            ("手" * 30, "s" * 60, None),
        ],
    )
    def test_letters_spell_a_run_of_characters(self, name: str, letters: str, at: int | None) -> None:
        assert spelled_at(name, letters) == at

    def test_the_library_is_loaded_only_when_letters_meet_chinese_names(self) -> None:
        script = (
            "import sys\n"
            "from finterm.tui.view.search import Query\n"
            "Query('rent').fit(('Rent', 'flat'))\n"
            "Query('手机').fit(('手机分期',))\n"
            "assert 'pypinyin' not in sys.modules\n"
            "assert Query('sjfq').fit(('手机分期',))\n"
            "assert 'pypinyin' in sys.modules and 'PYPINYIN_NO_PHRASES' not in __import__('os').environ\n"
        )
        subprocess.run([sys.executable, "-c", script], check=True)


class TestFit:
    def test_a_better_kind_of_fit_comes_first(self) -> None:
        names = ["pay", "payday", "Repay", "to pay later", "p x a x y", "none"]
        fits = {name: Query("pay").fit((name,)) for name in names}
        assert sorted(names[:-1], key=lambda name: -fits[name]) == [
            "pay",
            "payday",
            "to pay later",
            "Repay",
            "p x a x y",
        ]
        assert fits["none"] == 0

    def test_every_word_must_fit_and_full_width_letters_and_capitals_do_not_matter(self) -> None:
        assert Query("CAR union").fit(("Credit union car loan",))
        assert Query("ｃａｒ").fit(("Credit union car loan",))
        assert not Query("car boat").fit(("Credit union car loan",))

    def test_a_sentence_counts_little_and_only_word_for_word(self) -> None:
        assert 0 < Query("masks").fit(("hide",), ("Masks every amount",)) < 1
        assert not Query("mea").fit(("hide",), ("Masks every amount",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_lists_every_action_with_keys_of_all_panes_and_every_record(language: str) -> None:
    keys = found("", language)
    names = {key.rpartition(":")[2] for key in keys if key.startswith("action:")}
    assert names == {a.name for a in ACTIONS if not (a.panes and set(a.panes) <= {*PLACES, *WIDGETS})}
    ledger = sight_of().ledger
    for kind, records in (("loan", ledger.loans), ("contact", ledger.contacts), ("bill", ledger.bills)):
        assert {f"{kind}:{record.id}" for record in records} <= set(keys)
    assert keys[0] == "action:pay"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sjfq", "loan:loan-1"),
        ("手机分", "loan:loan-1"),
        ("riverside", "loan:loan-3"),
        ("undo", "action:undo"),
        ("撤销", "action:undo"),
        ("cx", "action:undo"),
        ("lock phrase", "action:lock_phrase"),
        ("口令", "action:lock_phrase"),
        ("income", "action:budget:income"),
        ("history", "action:history"),
        ("lishi", "action:history"),
    ],
)
def test_names_are_found_in_both_languages(typed: str, first: str, language: str) -> None:
    assert found(typed, language)[0] == first


def test_amounts_beside_records_obey_the_mask() -> None:
    def notes(hidden: bool) -> str:
        rows = Palette(sight_of(hidden=hidden), "today").view("").rows
        return " ".join(text_of(row.cells[2]) for row in rows if not row.key.startswith("action:"))

    assert "¥" in notes(False) and "overdue" in notes(False)
    assert "¥" not in notes(True) and HIDDEN in notes(True)


def test_what_is_overdue_is_said_in_a_word() -> None:
    row = Palette(sight_of(), "today").view("sjfq").rows[0]
    assert text_of(row.cells[2]).startswith("overdue CN¥")


async def test_a_loan_is_reached_by_the_letters_of_its_name_and_opened(open_app: OpenApp) -> None:
    app = open_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"sjfq", "enter")
        assert (app.shown, app.pane.key) == ("loans", "loan-1")
        assert app.pane.has_class("-open") and "手机分期" in text(app)


@pytest.mark.parametrize(
    ("kind", "record", "shown"),
    [("contact", "contact-1", "diary"), ("envelope", "env-3", "budget"), ("bill", "bill-1", "dues")],
)
async def test_every_kind_of_record_is_reached_whatever_was_filtered(
    open_app: OpenApp, kind: str, record: str, shown: str
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press({"diary": "5", "budget": "4", "dues": "3"}[shown], "slash", *"zzz", "enter")
        name = next(r.name for r in household() if r.id == record)  # type: ignore[attr-defined]
        await pilot.press("1", "ctrl+p")
        assert isinstance(app.screen, PaletteScreen)
        app.screen.query_one("Input").value = name  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("enter")
        assert app.shown == shown and name in text(app) and app.pane.has_class("-open")


async def test_an_action_of_another_pane_goes_there_first(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"income", "enter")
        await pilot.pause()
        assert app.shown == "budget" and app.place == "form"


async def test_ten_thousand_records_open_and_narrow_down_without_being_drawn(open_app: OpenApp) -> None:
    app: FintermApp = open_app()
    many: list[Record] = [Contact(id=f"c{n:05}", name=f"某银行催收{n}") for n in range(10_000)]
    sight = sight_of([*household(), *many])
    async with app.run_test(size=(80, 24)) as pilot:
        palette = Palette(sight, "today")
        app.push_screen(PaletteScreen(palette, app.words))
        await pilot.pause()
        made = palette.view("")
        await pilot.press(*"myh")
        assert len(made.rows) > 10_000 and len(made.rows._made) < 600  # type: ignore[attr-defined]
        assert "某银行催收0" in text(app)


async def test_lists_of_choices_keep_their_own_way_of_narrowing(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(PickScreen([("a", "apple"), ("b", "bread")], app.words))
        await pilot.press(*"bre")
        assert "bread" in text(app) and "apple" not in text(app)


def test_a_loan_without_a_brand_is_said_by_its_kind_alone() -> None:
    loan = next(record for record in household() if isinstance(record, Loan))
    from msgspec.structs import replace

    plain = replace(loan, brand="", legal_lender="")
    row = Palette(sight_of([plain]), "today").view(plain.name).rows[0]
    assert text_of(row.cells[1]).startswith("loan")
