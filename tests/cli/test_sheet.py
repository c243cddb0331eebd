"""`sheet`: the contract sheet is written and shown with the gap and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.records import ContractSheet
from finterm.store.book import Book
from tests.cli.conftest import Finterm

LOAN, ON = "手机分期", ("--on", "2026-09-01")


def sheets(place: Path) -> list[ContractSheet]:
    with Book.open(place / "book") as book:
        return book.all(ContractSheet)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("court or arbitration: Haidian", "costs they show", "less than by the book", "percentage points",
                "0.05% a day", "not said", "still missing")),
        ("zh", ("争议解决（法院或仲裁）：Haidian", "明示费用合计", "比账本少", "个百分点", "0.05% a day", "未说明", "尚缺")),
    ],
)  # fmt: skip
def test_it_is_written_and_what_is_not_given_stays(
    household: Finterm, place: Path, tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    contract = tmp_path / "contract.pdf"
    contract.write_bytes(b"%PDF")
    household(
        "sheet", LOAN, "--forum", "Haidian", "--charge", "fee; 5; the lender", "--file", str(contract), *ON
    )
    household("sheet", LOAN, "--charge", "fee; 7; the lender", "--charge", "guarantee 6", *ON)
    household(
        "sheet",
        LOAN,
        "--late-charge",
        "penalty; 0.05% a day",
        "--shown-rate",
        "9%",
        "--shown-on",
        "today",
        *ON,
    )
    (sheet,) = sheets(place)
    assert sheet.forum == "Haidian" and [file.name for file in sheet.files] == ["contract.pdf"]
    assert [(charge.name, charge.minor) for charge in sheet.charges] == [("fee", 700), ("guarantee", 600)]
    answer = household("sheet", LOAN, "--lang", language, *ON)
    assert answer.code == 0 and not [word for word in said if word not in answer.out]
    told = household("sheet", LOAN, "--json", *ON).json
    assert (told["shown_cost"], told["shown_yearly"], told["shown_way"]) == (1_300, 0.09, "not_said")
    assert set(told["yearly_gaps"]) == {"simple", "compound"}
    assert {"collectors", "prepayment"} <= set(told["missing"]) and "forum" not in told["missing"]


def test_looking_at_a_loan_without_one_tells_what_is_missing(household: Finterm, place: Path) -> None:
    told = household("sheet", LOAN, "--json", *ON).json
    assert told["charges"] == [] and {"forum", "files", "charges"} <= set(told["missing"])
    assert not sheets(place)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--shown-rate", "much"), 1),
        (("--charge", "; 5"), 1),
        (("--file", "nowhere.pdf"), 1),
        (("--shown-way", "magic"), 2),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    household: Finterm, place: Path, given: tuple[str, ...], code: int
) -> None:
    answer = household("sheet", LOAN, *given, *ON)
    assert (answer.code, answer.out) == (code, "") and answer.err and not sheets(place)
