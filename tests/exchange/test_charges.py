"""Charges as lines of text."""

from __future__ import annotations

import pytest

from finterm.domain.records import Charge
from finterm.exchange.charges import parse_charges, written_charges
from tests.domain.household import refusal

READ = [
    ("guarantee; 66.5; a guarantor", Charge(name="guarantee", minor=6_650, collector="a guarantor")),
    ("担保费；66；某担保公司", Charge(name="担保费", minor=6_600, collector="某担保公司")),
    ("penalty interest", Charge(name="penalty interest")),
    ("担保费：30", Charge(name="担保费", minor=3_000)),
    ("担保费：30：甲公司", Charge(name="担保费", minor=3_000, collector="甲公司")),
    ("late fee 20", Charge(name="late fee", minor=2_000)),
    ("罚息；每日0.05%；甲公司", Charge(name="罚息", said="每日0.05%", collector="甲公司")),
    ("service fee; 20 a month", Charge(name="service fee", said="20 a month")),
    ("利息：600.95；安心小贷", Charge(name="利息", minor=60_095, collector="安心小贷")),
    ("违约金；每期三十元", Charge(name="违约金", said="每期三十元")),
    ("clause 7;", Charge(name="clause 7")),
    ("penalty;;the bank", Charge(name="penalty", collector="the bank")),
]


@pytest.mark.parametrize(("line", "charge"), READ)
def test_a_line_is_read_and_written_back(line: str, charge: Charge) -> None:
    assert parse_charges(f"\n{line}\n", "CNY", "charges") == (charge,)
    assert parse_charges(written_charges([charge], "CNY"), "CNY", "charges") == (charge,)


def test_several_lines_are_several_charges() -> None:
    assert len(parse_charges("\n".join(line for line, _ in READ), "CNY", "charges")) == len(READ)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (";5", "error.charge"),
        ("a;1;b;c", "error.charge"),
        ("a;-5", "error.amount_negative"),
        ("a; 5..5", "error.amount"),
        ("a; abc; b", "error.amount"),
        ("a：没有", "error.amount"),
    ],
)
def test_what_is_none_is_refused(line: str, what: str) -> None:
    with refusal("charges", what):
        parse_charges(line, "CNY", "charges")
