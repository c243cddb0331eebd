"""`loans`: the promise to scripts, figure by figure, and the table for people."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from finterm.domain.rates import yearly_cost
from finterm.domain.records import Loan
from finterm.store.book import Book
from tests.cli.conftest import HOUSEHOLD, Finterm

PROMISED = (
    "id name currency overdue penalty late_fees to_be_current payoff remaining_principal days_overdue"
    " total_interest total_fees nominal_yearly_cost effective_yearly_cost dues"
).split()
PROMISED_DUE = "n due principal interest fee penalty late_fee outstanding state".split()


@pytest.mark.parametrize("on", ["2026-06-01", "2026-09-01"])
def test_the_household_is_equal_in_every_figure(household: Finterm, on: str) -> None:
    told = household("loans", "--json", "--on", on).json
    expected = json.loads((HOUSEHOLD / f"expected-{on}.json").read_text("utf-8"))
    for loan, wanted in zip(told, expected, strict=True):
        loan["loan"] = loan["name"]
        assert {key: loan[key] for key in wanted if key != "dues"} == {
            k: v for k, v in wanted.items() if k != "dues"
        }
        for due, wanted_due in zip(loan["dues"], wanted["dues"], strict=True):
            assert {key: due[key] for key in wanted_due} == wanted_due


def test_every_promised_key_is_there_with_both_yearly_costs(household: Finterm, place: Path) -> None:
    told = household("loans", "--json").json
    with Book.open(place / "book") as book:
        costs = {loan.id: yearly_cost(loan) for loan in book.all(Loan)}
    for loan in told:
        assert set(PROMISED) <= loan.keys() and all(set(PROMISED_DUE) <= due.keys() for due in loan["dues"])
        cost = costs[loan["id"]]
        assert cost is not None
        assert (loan["nominal_yearly_cost"], loan["effective_yearly_cost"]) == (cost.nominal, cost.effective)
    assert {loan["name"]: loan["upfront_deduction"] for loan in told}["Car loan"] == 20000


def test_loans_stand_in_the_order_of_entry(household: Finterm) -> None:
    names = [loan["name"] for loan in household("loans", "--json").json]
    assert names == ["手机分期", "借呗", "银行消费贷", "信用卡分期", "Car loan", "周转借款"]


@pytest.mark.parametrize(
    "call",
    [
        ["loans", "--json", "--on", "2026-09-01", "--book", "{book}"],
        ["--json", "--on", "2026-09-01", "--book", "{book}", "loans"],
        ["--book={book}", "loans", "--on=2026-09-01", "--json"],
        ["--on", "2026-09-01", "loans", "--json"],
        ["--on", "2020-01-01", "loans", "--json", "--on", "2026/9/1"],
    ],
)
def test_options_stand_before_or_after_the_verb_and_the_nearest_wins(
    household: Finterm, place: Path, call: list[str]
) -> None:
    told = household(*[argument.format(book=place / "book") for argument in call]).json
    assert told[0]["overdue"] == 24847 and told[0]["on"] == "2026-09-01"


def test_the_book_named_is_the_one_looked_at(
    household: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "other").mkdir()
    assert household("loans", "--json", "--book", place / "other").json == []
    monkeypatch.setenv("FINTERM_BOOK", str(place / "other"))
    assert household("loans", "--json").json == []
    assert len(household("loans", "--json", "--book", place / "book").json) == 6


def test_a_book_that_is_not_there_is_empty_said_so_and_not_made(finterm: Finterm, place: Path) -> None:
    answer = finterm("loans", "--json")
    assert (answer.code, answer.json) == (0, []) and str(place / "book") in answer.err
    assert not (place / "book").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_columns_line_up_with_wide_names_within_eighty_columns(household: Finterm, language: str) -> None:
    lines = household("loans", "--on", "2026-09-01", "--lang", language).out.splitlines()[:7]
    assert all(cell_len(line) <= 80 for line in lines)
    ends = {cell_len(line[: line.index("2026-")]) for line in lines[1:]}
    assert len(ends) == 1


def test_totals_are_told_by_currency(household: Finterm) -> None:
    out = household("loans", "--on", "2026-09-01").out
    assert "CN¥16,291.07 + $5,387.17" in out and "CN¥16,291.07 + $5,849.64" in out


def test_one_loan_shows_every_instalment_and_both_costs_by_name(household: Finterm) -> None:
    out = household("loans", "借呗", "--on", "2026-09-01").out
    assert out.count("2026-") + out.count("2027-") == 13  # twelve dues and the day it is seen from
    assert "nominal yearly cost" in out and "effective yearly cost" in out and "overdue 96 days" in out


@pytest.mark.parametrize(
    ("typed", "said"), [("借呗呗", "借呗"), ("分期", "手机分期, 信用卡分期"), ("Car lone", "Car loan")]
)
def test_a_name_nobody_has_is_refused_with_a_suggestion(household: Finterm, typed: str, said: str) -> None:
    answer = household("loans", typed)
    assert answer.code == 1 and answer.out == "" and said in answer.err and answer.err.count("\n") == 1


def test_names_from_outside_cannot_act_on_the_terminal(finterm: Finterm, place: Path) -> None:
    name = "evil\x1b]0;x\x07\x1b[31m\u202e"
    (place / "loans.csv").write_text(
        f"name,principal,method,start,first_due,periods\n{name},100,bullet,2026-01-01,2026-02-01,1\n", "utf-8"
    )
    assert finterm("import", place / "loans.csv", "--dry-run").code == 0
    assert finterm("import", place / "loans.csv").code == 0
    for call in (
        ["loans"],
        ["loans", "evil"],
        ["dues"],
        ["today"],
        ["history"],
        ["pay", "evil", "1"],
        ["pay", "x", "1"],
    ):
        answer = finterm(*call)
        assert not [c for c in answer.out + answer.err if c in "\x07\u202e" or (c == "\x1b")], call
    assert finterm("loans", "--json").json[0]["name"] == name.strip()


HOSTILE = [
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "two\nlines",
    '=HYPERLINK("http://x","y")',
    "[bold]markup[/bold]",
    "{0} %s",
    "\u202eright to left",
    "N" * 10_000,
]


def test_no_name_acts_on_the_terminal_or_pushes_the_figures_off_it(finterm: Finterm, place: Path) -> None:
    header, row = (HOUSEHOLD / "loans.csv").read_text("utf-8").splitlines()[:2]
    with (place / "hostile.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(header.split(","))
        for name in HOSTILE:
            rows.writerow([name, *row.split(",")[1:-1], name])
    assert finterm("import", place / "hostile.csv").code == 0
    for call in (["loans"], ["dues"], ["today"], ["history"], ["loans", "red"], ["pay", "red", "5"]):
        told = finterm(*call, "--on", "2026-09-01").out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", told), call
        assert max(map(cell_len, told.splitlines())) < 140, call
        assert "two\n" not in told
    assert "[bold]markup[/bold]" in finterm("loans").out and "{0} %s" in finterm("loans").out
    assert [loan["name"] for loan in finterm("loans", "--json").json] == HOSTILE
    finterm("export", "csv", "--output", place / "out")
    sheet = (place / "out" / "loans.csv").read_text("utf-8-sig")
    assert "\"'=HYPERLINK" in sheet and "=HYPERLINK" not in sheet.replace("'=HYPERLINK", "")
    assert finterm("import", place / "out", "--json").json["unchanged"] == len(HOSTILE) + 1


def test_one_loan_stands_beside_the_reference_lines(household: Finterm) -> None:
    (told,) = household("loans", "手机分期", "--json", "--on", "2026-09-01").json
    fixed, multiple = told["reference_lines"]
    assert (fixed["rule"], fixed["yearly"], fixed["side"]) == ("cap_financial", 0.24, "below")
    assert (multiple["rule"], multiple["yearly"], multiple["late"]) == ("cap_private", 0.12, None)
    assert fixed["nominal_yearly_cost"] == told["nominal_yearly_cost"] == multiple["nominal_yearly_cost"]
    assert all("reference_lines" not in loan for loan in household("loans", "--json").json)
    english = household("loans", "手机分期", "--on", "2026-09-01").out
    assert "is below the reference line of 24.00%." in english and "Opinions on financial trials" in english
    chinese = household("loans", "手机分期", "--on", "2026-09-01", "--lang", "zh").out
    assert "低于参考线 24.00%" in chinese and "司法实践" in chinese and "rules." not in chinese


def test_a_loan_in_a_currency_without_lines_has_none(household: Finterm) -> None:
    (told,) = household("loans", "Car loan", "--json", "--on", "2026-09-01").json
    assert told["reference_lines"] == []
    assert "reference line" not in household("loans", "Car loan", "--on", "2026-09-01").out
