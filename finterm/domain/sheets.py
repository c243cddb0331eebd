"""The contract sheet: what the lender shows held against what the contract's figures give, and what is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import Literal, NamedTuple

from finterm.domain.errors import BadInput
from finterm.domain.loan import upfront_deduction
from finterm.domain.money import LARGEST
from finterm.domain.rates import YearlyCost
from finterm.domain.records import Charge, ContractSheet, Loan, ShownWay
from finterm.domain.schedule import schedule

Item = Literal[
    "legal_lender", "contract_no", "rate_basis", "penalty_clause", "late_fee_clause", "allocation_clause",
    "prepayment", "acceleration", "forum", "charges", "amounts", "collectors", "late_charges", "cost_table",
    "files",
]  # fmt: skip
CLAUSES: tuple[Item, ...] = (
    "rate_basis",
    "penalty_clause",
    "late_fee_clause",
    "allocation_clause",
    "prepayment",
    "acceleration",
    "forum",
)


class Compared(NamedTuple):
    """The lender's table beside our own; costs in minor units, rates as fractions a year.

    `shown` is the sum of the charges shown, None where one has no amount or there is none. The gaps are what
    they show less ours; the rate is held against our nominal cost where theirs is simple, against our effective
    one where it is compound, and against each by its name where they do not say.
    """

    shown: int | None
    ours: int
    rate_gaps: tuple[tuple[ShownWay, float], ...] = ()

    @property
    def gap(self) -> int | None:
        return None if self.shown is None else self.shown - self.ours


def sheet_id(loan: str) -> str:
    """The id of the one sheet of a loan."""
    return f"sheet:{loan}"


def our_cost(loan: Loan) -> int:
    """What the loan costs in all where it is paid in time: interest, fees, what was deducted; minor units."""
    return sum(row.interest + row.fee for row in schedule(loan)) + upfront_deduction(loan)


def compared(loan: Loan, sheet: ContractSheet, cost: YearlyCost | None) -> Compared:
    """The lender's table held against the figures of the contract."""
    amounts = [charge.minor for charge in sheet.charges]
    known = [minor for minor in amounts if minor is not None]
    shown = sum(known) if amounts and len(known) == len(amounts) else None
    if sheet.shown_rate is None or cost is None:
        return Compared(shown, our_cost(loan))
    own: dict[ShownWay, float] = {"simple": cost.nominal, "compound": cost.effective}
    ways = own if sheet.shown_way == "not_said" else {sheet.shown_way: own[sheet.shown_way]}
    gaps = tuple((way, float(sheet.shown_rate) - cost_of) for way, cost_of in ways.items())
    return Compared(shown, our_cost(loan), gaps)


def missing(loan: Loan, sheet: ContractSheet | None, table_since: Date | None) -> tuple[Item, ...]:
    """What is still to be found out or kept; `table_since`: contracts from then on come with a cost table."""
    found: list[Item] = []
    found += [item for item in ("legal_lender", "contract_no") if not getattr(loan, item)]
    for item in CLAUSES:
        if not (sheet and getattr(sheet, item)):
            found.append(item)
    charges = sheet.charges if sheet else ()
    if not charges:
        found.append("charges")
    elif any(charge.minor is None for charge in charges):
        found.append("amounts")
    if any(not charge.collector for charge in (*charges, *(sheet.late_charges if sheet else ()))):
        found.append("collectors")
    if not (sheet and sheet.late_charges):
        found.append("late_charges")
    table = sheet is not None and sheet.shown_on is not None and sheet.shown_rate is not None
    if table_since is not None and loan.start >= table_since and not table:
        found.append("cost_table")
    if not (sheet and sheet.files):
        found.append("files")
    return tuple(found)


def check_sheet(sheet: ContractSheet) -> None:
    """Raises BadInput, naming the field, where a sheet makes no sense."""
    for where, charges in (("charges", sheet.charges), ("late_charges", sheet.late_charges)):
        _check_charges(where, charges)
    if sheet.shown_rate is not None and not 0 <= sheet.shown_rate <= 100:
        raise BadInput("shown_rate", "error.rate", typed=sheet.shown_rate)


def _check_charges(where: str, charges: Iterable[Charge]) -> None:
    for charge in charges:
        if not charge.name.strip():
            raise BadInput(where, "error.required")
        if charge.minor is not None and not 0 <= charge.minor <= LARGEST:
            raise BadInput(where, "error.amount_large", typed=charge.minor)
