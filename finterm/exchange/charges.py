"""Charges as lines of text: `name; amount; who collects it`, the same in a file and in a form.

What is counted and no amount in all is kept in its words: `penalty interest; 0.05% a day; the lender`. People
write `guarantee: 30` and `guarantee 30` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from finterm.domain.errors import BadInput
from finterm.domain.money import parse_amount, plain
from finterm.domain.records import Charge
from finterm.exchange.typed import plain_width

_BETWEEN = re.compile(r"\s*[;；:：\t|]\s*")
_COUNTED = re.compile(
    r"(?=.*[\d%‰一二两三四五六七八九十百千万])(?=.*(?:[^\W\d_]|[%‰]))"
)  # `0.05% a day`: no amount in all


def parse_charges(text: str, currency: str, where: str) -> tuple[Charge, ...]:
    """One charge a line; amount and collector may be left out. Raises BadInput for a line that is none."""
    return tuple(_charge(line, currency, where) for line in text.splitlines() if line.strip())


def _charge(line: str, currency: str, where: str) -> Charge:
    name, *rest = _parts(line.strip(), currency)
    if not name or len(rest) > 2:
        raise BadInput(where, "error.charge", typed=line.strip())
    amount, collector = (*rest, "", "")[:2]
    minor = None
    if amount:
        try:
            minor = parse_amount(plain_width(amount), currency, where)
        except BadInput:
            if not _COUNTED.match(amount):
                raise
            return Charge(name=name, said=amount, collector=collector)
    if minor is not None and minor < 0:
        raise BadInput(where, "error.amount_negative")
    return Charge(name=name, minor=minor, collector=collector)


def _parts(line: str, currency: str) -> list[str]:
    """What stands between the signs of a line; without any, an amount at its end is one part."""
    if len(parts := _BETWEEN.split(line)) > 1:
        return parts
    name, _, amount = line.rpartition(" ")
    if name.strip():
        try:
            parse_amount(plain_width(amount), currency)
        except BadInput:
            return [line]
        return [name.strip(), amount]
    return [line]


def written_charges(charges: Iterable[Charge], currency: str) -> str:
    """Charges as `parse_charges` reads them back."""
    return "\n".join(_written(charge, currency) for charge in charges)


def _written(charge: Charge, currency: str) -> str:
    amount = charge.said if charge.minor is None else plain(charge.minor, currency)
    # A name from elsewhere may hold what stands between the parts.
    parts = [_BETWEEN.sub(", ", part) for part in (charge.name, amount, charge.collector)]
    line = "; ".join(parts).rstrip("; ")
    return line if _parts(line, currency)[0] == parts[0].rstrip() else f"{line};"
