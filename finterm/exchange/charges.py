"""Charges as lines of text: `name; amount; who collects it`, the same in a file and in a form."""

from __future__ import annotations

from collections.abc import Iterable

from finterm.domain.errors import BadInput
from finterm.domain.money import parse_amount, plain
from finterm.domain.records import Charge
from finterm.exchange.typed import plain_width


def parse_charges(text: str, currency: str, where: str) -> tuple[Charge, ...]:
    """One charge a line; amount and collector may be left out. Raises BadInput for a line that is none."""
    return tuple(_charge(line, currency, where) for line in text.splitlines() if line.strip())


def _charge(line: str, currency: str, where: str) -> Charge:
    name, *rest = (part.strip() for part in line.replace("；", ";").split(";"))
    if not name or len(rest) > 2:
        raise BadInput(where, "error.charge", typed=line.strip())
    amount, collector = (*rest, "", "")[:2]
    minor = parse_amount(plain_width(amount), currency, where) if amount else None
    if minor is not None and minor < 0:
        raise BadInput(where, "error.amount_negative")
    return Charge(name=name, minor=minor, collector=collector)


def written_charges(charges: Iterable[Charge], currency: str) -> str:
    """Charges as `parse_charges` reads them back."""
    return "\n".join(_written(charge, currency) for charge in charges)


def _written(charge: Charge, currency: str) -> str:
    amount = "" if charge.minor is None else plain(charge.minor, currency)
    # A name from elsewhere may hold what stands between the parts.
    parts = [charge.name.replace(";", ","), amount, charge.collector.replace(";", ",")]
    return "; ".join(parts).rstrip("; ")
