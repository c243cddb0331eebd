"""Names resolved to records, and what is suggested for those nobody has."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from finterm.domain.errors import BadInput
from finterm.exchange.names import Lookup, nearest


class Named(NamedTuple):
    id: str
    name: str


LOANS = Lookup(
    "loans",
    [
        Named("00000001", "手机分期"),
        Named("00000002", "Car loan"),
        Named("00000003", "Car repair"),
        Named("00000004", "借呗"),
    ],
)


@pytest.mark.parametrize("typed", ["Car loan", "car LOAN", " Car  loan ", "Ｃａｒ loan", "00000002"])
def test_a_name_is_found_in_any_case_and_width(typed: str) -> None:
    assert LOANS.find(typed, "loan").id == "00000002"


@pytest.mark.parametrize(
    ("typed", "near"),
    [("手机分欺", "手机分期"), ("Car lone", "Car loan"), ("kar", "Car"), ("分期", "手机分期")],
)
def test_a_misspelled_name_is_refused_with_what_is_near(typed: str, near: str) -> None:
    with pytest.raises(BadInput) as refused:
        LOANS.find(typed, "loan")
    assert refused.value.what == "exchange.error.unknown_near.loans" and near in str(
        refused.value.values["near"]
    )


def test_a_name_far_from_all_is_refused_without_a_guess() -> None:
    with pytest.raises(BadInput, match=r"exchange\.error\.unknown\.loans"):
        LOANS.find("mortgage of the house", "loan")


@pytest.mark.parametrize(
    ("typed", "id"), [("手机", "00000001"), ("repair", "00000003"), ("Car l", "00000002")]
)
def test_a_part_that_fits_one_name_is_taken_at_the_command_line(typed: str, id: str) -> None:
    assert LOANS.guess(typed, "loan").id == id


def test_a_part_that_fits_several_names_is_refused_with_them() -> None:
    with pytest.raises(BadInput) as refused:
        LOANS.guess("car", "loan")
    assert refused.value.values["names"] == "Car loan, Car repair"


def test_two_of_one_name_can_only_be_named_by_id() -> None:
    twins = Lookup("loans", [Named("00000001", "Rent"), Named("00000002", "rent")])
    with pytest.raises(BadInput, match="several"):
        twins.find("Rent", "loan")
    assert twins.find("00000002", "loan").name == "rent" and twins.shown("00000001") == "00000001"


def test_a_renamed_record_is_no_longer_found_by_its_old_name() -> None:
    lookup = Lookup("loans", [Named("00000001", "old")])
    lookup.add(Named("00000001", "new"))
    assert lookup.named("old") == [] and lookup.find("new", "loan").id == "00000001"


def test_the_nearest_comes_first() -> None:
    assert nearest("tolerence", ["tolerance", "total", "name"])[0] == "tolerance"
