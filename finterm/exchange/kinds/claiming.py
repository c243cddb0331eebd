"""Amounts that somebody named as owed, as a file."""

from __future__ import annotations

from typing import get_args

from finterm.domain.claims import check_claim
from finterm.domain.money import plain
from finterm.domain.records import Claim, Measure
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.kinds.promising import talk_link, talk_named
from finterm.exchange.sheet import shielded


def read_claim(cells: Cells, id: str) -> Claim:
    """The claim of one line; `ours` blank is nothing owed."""
    loan, loan_id = cells.one("loan", cells.names.loans, needed=True)
    currency = loan.currency if loan else cells.names.currency
    measure: Measure = cells.choice("measure", get_args(Measure), "due", "measure")
    return Claim(
        id=id,
        loan=loan_id,
        on=cells.date("on", needed=True),
        minor=cells.amount("amount", currency, needed=True),
        ours=cells.amount("ours", currency),
        measure=measure,
        penalty=cells.amount_or_none("penalty", currency),
        late_fee=cells.amount_or_none("late_fee", currency),
        talk=talk_link(cells),
        note=cells.text("note"),
    )


def write_claim(claim: Claim, names: Names) -> dict[str, str]:
    loan = names.loans.by_id(claim.loan)
    currency = loan.currency if loan else names.currency

    def money(minor: int | None) -> str:
        return "" if minor is None else plain(minor, currency)

    return {
        "loan": shielded(names.loans.shown(claim.loan)),
        "on": claim.on.isoformat(),
        "amount": money(claim.minor),
        "ours": money(claim.ours),
        "measure": claim.measure,
        "penalty": money(claim.penalty),
        "late_fee": money(claim.late_fee),
        "talk": talk_named(names, claim.talk),
        "note": shielded(claim.note),
    }


def _check(claim: Claim, names: Names) -> None:
    check_claim(claim)


CLAIMS = Kind(
    name="claims",
    record=Claim,
    columns=("loan", "on", "amount", "ours", "measure", "penalty", "late_fee", "talk", "note"),
    needed=frozenset({"loan", "on", "amount", "ours"}),
    read=read_claim,
    write=write_claim,
    check=_check,
    loose=lambda c: (c.loan, c.on, c.minor, c.measure, c.talk),
    fields={"amount": ("minor",)},
)
