"""A loan of another country: no rule of China is said of it on any screen, nor any other that was not looked up."""

from __future__ import annotations

from datetime import datetime as DateTime
from typing import Any

import pytest
from msgspec.structs import replace

from finterm.domain.letters import LETTERS
from finterm.domain.records import Claim, ContractSheet, CreditAccount, Loan, Record, Settings, Talk
from finterm.rules.loading import shipped
from finterm.tui.dialogs.claim import claim_form
from finterm.tui.dialogs.dispute import dispute_form
from finterm.tui.dialogs.letter import letter_form
from finterm.tui.dialogs.talk import log_form
from finterm.tui.view.about import About
from finterm.tui.view.ask import Form
from finterm.tui.view.conduct import conduct_page
from finterm.tui.view.credit import advice_of, credit_view
from finterm.tui.view.credit_account import timeline_page
from finterm.tui.view.credit_page import credit_page
from finterm.tui.view.loan import loan_page
from finterm.tui.view.page import lay_out
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.view.talk import talk_and_notes
from tests.tui.household import NOW, credit, household
from tests.tui.sights import sight_of

LIMITATION = ("limitation", "诉讼时效")


def page(blocks: Any) -> str:
    return "\n".join("".join(part for part, _ in line) for line in lay_out(blocks, 300))


def form(found: Form, **typed: Any) -> str:
    """What a form says: its values, hints and notes as somebody types."""
    values = {field.key: field.value or None for field in found.fields} | typed
    notes = found.derive(values).values() if found.derive else ()
    said = [f"{field.label} {field.value} {field.hint}" for field in found.fields]
    return "\n".join([*said, *notes])


def rows(view: View) -> str:
    return "\n".join(str(cell) for row in view.rows for cell in row.cells) + page(view.headline)


def sources(country: str) -> set[str]:
    """How the instruments of a country are called in either language, and who issued them."""
    return {
        name
        for rule in shipped().of(country)
        for name in (rule.authority, rule.instrument, *dict(rule.others).values())
        if name
    }


def abroad(currency: str, *, book: str = "CNY", language: str = "en", now: DateTime = NOW) -> Sight:
    """The household, its late loan (all loans of a book in it) in `currency`: called at night, asked for a deferral, an amount named."""
    records: list[Record] = [
        replace(one, currency=currency)
        if isinstance(one, Loan) and (one.id == "loan-1" or book != "CNY")
        else one
        for one in household()
        if not isinstance(one, Settings)
    ]
    at = NOW.replace(month=8, day=20)
    called = {"loans": ("loan-1",), "direction": "incoming"}
    records += [
        Settings(id=Settings.THE, currency=book),
        Talk(id="night", at=at.replace(hour=23), **called),
        Talk(id="kin", at=at.replace(hour=9), third_party="family", conduct=("threat",), **called),
        Talk(id="asked", at=at.replace(hour=10), request="grace", loans=("loan-1",)),
        Claim(id="c", loan="loan-1", on=at.date(), minor=300_000, ours=1, measure="current"),
        ContractSheet(id="s", loan="loan-1"),
        *(replace(one, currency=currency) if isinstance(one, CreditAccount) else one for one in credit()),
    ]
    return sight_of(records, language, now=now)


def everything(here: Sight) -> str:
    """Every screen about the loan."""
    loan = here.loans["loan-1"]
    told = [
        page(loan_page(here, "loan-1")),
        page(conduct_page(here, About(loan="loan-1"))),
        *(page(talk_and_notes(here, key)) for key in ("night", "kin", "asked")),
        form(claim_form(here, loan, new_id="n"), amount=300_000, penalty=50_000, date=here.on),
        form(log_form(here, loan="loan-1"), request="grace", promise="me"),
        *(form(letter_form(here, letter.name, loan="loan-1")) for letter in LETTERS),
    ]
    return "\n".join(told)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("currency", ["JPY", "CHF", "USD"])
def test_no_screen_about_a_loan_of_another_country_names_a_rule_of_china(
    currency: str, language: str
) -> None:
    here = abroad(currency, language=language)
    told = everything(here)
    assert "loan-1" in here.loans and not [name for name in sources("cn") if name in told]
    assert not [word for word in LIMITATION if word in told], "no rule on it is known there"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chinese_loan_is_said_them_all(language: str) -> None:
    """The same walk sees what is there, or it would prove nothing."""
    told = everything(abroad("CNY", language=language))
    assert len([name for name in sources("cn") if name in told]) >= 6
    assert [word for word in LIMITATION if word in told]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_book_in_another_currency_has_the_credit_record_of_no_country(language: str) -> None:
    here = abroad("JPY", book="JPY", language=language)
    view = credit_view(here)
    keys = [row.key for row in view.rows]
    assert len(keys) > 8 and len(advice_of(here)) > 2
    told = rows(view) + "".join(page(credit_page(here, key)) for key in keys)
    told += page(timeline_page(here, [])) + form(dispute_form(here, new_id="d"))
    assert not [name for name in sources("cn") if name in told]


@pytest.mark.parametrize(
    ("currency", "rule"), [("JPY", "no rule of it is known"), ("CNY", "answer within 20")]
)
def test_where_there_is_one_country_the_days_of_a_dispute_say_what_its_rule_is(
    currency: str, rule: str
) -> None:
    form = dispute_form(sight_of([Settings(id="settings", currency=currency)]), new_id="d")
    assert form.derive is not None and "country" not in {field.key for field in form.fields}
    told = form.derive({"filed_on": NOW.date(), "days": 45})["days"]
    assert "answer due" in told and rule in told and form.derive({})["days"].startswith(rule)
