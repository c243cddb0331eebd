"""A rule past its last day or not confirmed for a year says so on every screen that goes by it."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest

from finterm.domain.letters import LETTERS
from finterm.locale import Words
from finterm.rules.careful import OF_CLAIM, OF_CREDIT, OF_LETTER, OF_SHEET, to_look_up
from finterm.rules.loading import shipped
from finterm.tui.dialogs.claim import claim_form
from finterm.tui.dialogs.dispute import dispute_form
from finterm.tui.dialogs.letter import letter_form
from finterm.tui.dialogs.talk import log_form
from finterm.tui.view.about import About
from finterm.tui.view.beyond import beside_lines
from finterm.tui.view.conduct import conduct_page
from finterm.tui.view.credit import credit_view
from finterm.tui.view.limitation import limitation_blocks
from finterm.tui.view.sheet import sheet_blocks
from finterm.tui.view.sight import Sight
from tests.tui.household import NOW
from tests.tui.test_abroad import abroad, form, page

LATER = NOW.replace(year=2028)
SAYS = {"en": ("look it up", "looked up first"), "zh": ("使用前请核实", "请先查证")}


def screens(here: Sight) -> dict[str, str]:
    """Every screen that goes by a rule of the loan's country, by its name."""
    loan = here.loans["loan-1"]
    told: dict[str, Any] = {
        "credit pane": page(credit_view(here).headline),
        "reference lines": page(beside_lines(here, loan, here.positions["loan-1"])),
        "conduct": page(conduct_page(here, About(loan="loan-1"))),
        "limitation": page(limitation_blocks(here, loan)),
        "contract sheet": page(sheet_blocks(here, loan)),
        "claim": form(claim_form(here, loan, new_id="n"), amount=5_000_000, penalty=2_000_000, date=here.on),
        "talk": form(log_form(here, loan="loan-1"), request="grace", promise="me"),
        "dispute": form(dispute_form(here, new_id="d"), filed_on=here.on, days=20),
    }
    return told | {
        f"letter {one.name}": form(letter_form(here, one.name, loan="loan-1"))
        for one in LETTERS
        if one.name in OF_LETTER
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_screen_says_that_its_rules_were_not_confirmed_for_a_year(language: str) -> None:
    told = screens(abroad("CNY", language=language, now=LATER))
    silent = [name for name, text in told.items() if not any(word in text for word in SAYS[language])]
    assert silent == []


def test_a_screen_whose_rules_were_confirmed_says_nothing_of_the_kind() -> None:
    told = screens(abroad("CNY"))
    for name in ("credit pane", "limitation", "contract sheet", "talk", "dispute"):
        assert not [word for word in SAYS["en"] if word in told[name]], name


@pytest.mark.parametrize(
    ("on", "ids", "country", "named"),
    [
        (Date(2026, 11, 24), OF_CREDIT, "cn", False),
        (Date(2027, 11, 23), OF_CREDIT, "cn", False),  # a year to the day
        (Date(2027, 11, 24), OF_CREDIT, "cn", True),
        (Date(2027, 11, 24), OF_CREDIT, "us", True),
        (Date(2027, 11, 24), OF_CREDIT, "", False),
        (Date(2026, 11, 24), ("lpr_1y",), "cn", True),  # past its last day
        (Date(2026, 7, 19), ("lpr_1y",), "cn", False),
        (Date(2026, 11, 24), ("channel_legal_aid",), "cn", False),  # unsure is said where it is told
    ],
)
def test_rules_that_are_past_or_old_are_named_once(
    on: Date, ids: tuple[str, ...], country: str, named: bool
) -> None:
    told = to_look_up(Words("en"), shipped(), ids, on, country, country)
    assert bool(told) is named
    assert told.count("Loan prime rate") <= 1


def test_every_rule_a_screen_is_said_to_use_is_there() -> None:
    known = {rule.id for rule in shipped().all}
    assert {*OF_CREDIT, *OF_SHEET, *OF_CLAIM, *(id for ids in OF_LETTER.values() for id in ids)} <= known
    assert set(OF_LETTER) <= {letter.name for letter in LETTERS}
