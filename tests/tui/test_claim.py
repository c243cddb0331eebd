"""The claim check by keyboard: on a loan, and while a talk is logged; what the page of the loan says of it."""

from __future__ import annotations

import pytest

from finterm.domain.records import Claim, Talk
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.view.claim import check_blocks, questions
from finterm.tui.view.claim import checked as checked_on
from finterm.tui.view.page import lay_out
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.screens import text
from tests.tui.sights import sight_of

SIZE = (120, 60)


def fill(app: FintermApp, **typed: str) -> None:
    """Puts text into the fields of the form that is open."""
    assert isinstance(app.screen, FormScreen)
    for key, value in typed.items():
        app.screen.row(key).text = value


def named(sight: Sight, minor: int, **terms: object) -> Claim:
    return Claim(id="c", loan="loan-1", on=sight.on, minor=minor, ours=0, **terms)  # type: ignore[arg-type]


def page(sight: Sight, claim: Claim) -> str:
    blocks = check_blocks(sight, sight.loans["loan-1"], claim)
    return "\n".join("".join(part for part, _ in line).rstrip() for line in lay_out(blocks, 78))


class TestPage:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_what_they_ask_for_being_late_stands_beside_the_reference_lines_with_their_sources(
        self, language: str
    ) -> None:
        sight = sight_of(language=language)
        ours = sight.positions["loan-1"].to_be_current
        high, fair = page(sight, named(sight, ours + 30_000)), page(sight, named(sight, ours))
        above, below, source = {
            "en": ("above the reference line: at its rate", "not above", "Fafa 2017 No. 22"),
            "zh": ("高于参考线：同样的逾期本金", "不高于", "法发〔2017〕22号"),
        }[language]
        flat = "".join(high.split())
        assert "".join(above.split()) in flat and "".join(source.split()) in flat
        assert below in fair

    def test_no_word_of_it_judges(self) -> None:
        for language, wrong in (("en", ("illegal", "unlawful", "usury")), ("zh", ("违法", "非法", "高利贷"))):
            sight = sight_of(language=language)
            told = page(sight, named(sight, sight.positions["loan-1"].to_be_current + 99_999))
            assert not [word for word in wrong if word in told]

    def test_amounts_hide(self) -> None:
        assert "¥" not in page(sight_of(hidden=True), named(sight_of(), 99_999))

    def test_what_to_ask_follows_from_what_was_found(self) -> None:
        sight = sight_of()
        loan, ours = sight.loans["loan-1"], sight.positions["loan-1"].to_be_current

        def asked(claim: Claim) -> int:
            return len(questions(sight, loan, checked_on(sight, loan, claim)))

        assert asked(named(sight, ours)) < asked(named(sight, ours + 777))


class TestForm:
    @pytest.mark.parametrize(
        ("language", "unknown"), [("en", "unknown: ask for it in writing"), ("zh", "原因不明")]
    )
    async def test_the_difference_is_told_while_typing_and_kept(
        self, open_app: OpenApp, book: Book, language: str, unknown: str
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "K", *"1234.56", "tab")
            assert unknown in text(app)
            await pilot.press("ctrl+s")
            (claim,) = book.all(Claim)
            assert claim.minor == 123_456 and claim.ours and claim.measure == "due"
            await pilot.press("enter")
            assert unknown in text(app) and {"en": "Amounts named", "zh": "对方所说金额"}[language] in text(
                app
            )

    async def test_parts_beyond_the_amount_are_refused_beside_the_field(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "K")
            fill(app, amount="5", penalty="6")
            await pilot.pause()
            await pilot.press("ctrl+s")
            assert "the parts are more than" in text(app) and not book.all(Claim)


class TestTalk:
    async def test_an_amount_named_is_checked_while_they_talk_and_kept_with_the_talk(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "l")
            fill(app, said_by_them="pay at once", amount="1234.56")
            await pilot.press("tab")
            assert "more than the book" in text(app)
            await pilot.press("ctrl+s")
            (claim,) = book.all(Claim)
            assert claim.talk in {talk.id for talk in book.all(Talk) if talk.said_by_them == "pay at once"}
            await pilot.press("u")
            assert not book.all(Claim)

    async def test_an_amount_named_before_the_loan_began_is_none_of_it(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "l")
            fill(app, said_by_them="so much", amount="5", at="2019-01-01 10:00")
            await pilot.press("tab", "ctrl+s")
            assert "so much" in {talk.said_by_them for talk in book.all(Talk)}
            assert not book.all(Claim)

    async def test_an_amount_of_something_else_is_not(self, open_app: OpenApp, book: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "l")
            fill(app, said_by_them="a tenth would do", amount="50", measure="other")
            await pilot.press("tab")
            assert "than the book" not in text(app)
            await pilot.press("ctrl+s")
            assert not book.all(Claim)


class TestAmended:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", ("The amount they named", "before the talk was amended", "Ask them")),
            ("zh", ("对方所说金额的核对", "沟通记录更正前", "可以问对方")),
        ],
    )
    async def test_another_amount_gets_a_check_of_its_own_beside_the_old_one(
        self, open_app: OpenApp, book: Book, language: str, said: tuple[str, ...]
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=(120, 60)) as pilot:
            await pilot.press("2", "l")
            fill(app, said_by_them="pay at once", amount="1234.56")
            await pilot.press("ctrl+s", "5", "enter")
            shown = text(app)
            assert said[0] in shown and said[2] in shown and said[1] not in shown
            await pilot.press("e")
            fill(app, amount="1300", why="misheard")
            await pilot.press("ctrl+s")
            first, second = sorted(book.all(Claim), key=lambda claim: claim.id)
            assert (first.minor, second.minor, first.talk) == (123_456, 130_000, second.talk)
            shown = text(app)
            await pilot.press("enter", "end")
            shown = "".join((shown + text(app)).split())
            assert not [word for word in said if "".join(word.split()) not in shown]
            await pilot.press("u")
            assert [claim.minor for claim in book.all(Claim)] == [123_456]

    async def test_other_words_for_the_same_amount_make_no_other_check(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "l")
            fill(app, said_by_them="pay at once", amount="1234.56")
            await pilot.press("ctrl+s", "5", "e")
            fill(app, said_by_them="pay at once, please", why="more exact")
            await pilot.press("ctrl+s")
            assert len(book.all(Claim)) == 1
            await pilot.press("e")
            fill(app, measure="whole")
            await pilot.press("ctrl+s")
            assert [claim.measure for claim in sorted(book.all(Claim), key=lambda c: c.id)][1:] == ["whole"]
