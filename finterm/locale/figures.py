"""Amounts in figures, as both languages write them: groups of three, a point, the sign in front.

What Babel answers for the currencies listed, without reading its data: that costs a start 30 ms, and a list
of amounts most of its time. A test holds the two together; a currency not listed is Babel's.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from finterm.domain.money import Money, exponent

_BOTH = {"EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "KRW": "₩", "INR": "₹", "VND": "₫", "NZD": "NZ$"}
SIGNS = {
    "en": {**_BOTH, "CNY": "CN¥", "USD": "$", "JPY": "¥", "AUD": "A$", "CAD": "CA$", "PHP": "₱"},
    "zh_CN": {**_BOTH, "CNY": "¥", "USD": "US$", "JPY": "JP¥", "AUD": "AU$", "CAD": "CA$"},
}


def amount(money: Money) -> str:
    """`money` without its sign: `1,075.50`."""
    return ("-" if money.minor < 0 else "") + _unsigned(money)


def signed(money: Money, folder: str) -> str | None:
    """`money` with the sign of its currency in the language of `folder`; None where the sign is not known."""
    sign = SIGNS[folder].get(money.currency)
    return None if sign is None else f"{'-' if money.minor < 0 else ''}{sign}{_unsigned(money)}"


def percent(rate: Decimal | float, places: int) -> str:
    """A fraction as a percentage: 0.1303 -> `13.03%`, halves to the even figure."""
    exact = (Decimal(str(rate)) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return f"{exact:,.{places}f}%"


def _unsigned(money: Money) -> str:
    places = exponent(money.currency)
    whole, part = divmod(abs(money.minor), 10**places)
    return f"{whole:,}.{part:0{places}}" if places else f"{whole:,}"
