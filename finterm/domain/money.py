"""Money as integer minor units with a currency, and the one way finterm rounds.

Knows how many minor units make a unit (ISO 4217), how a person types an amount, and rounding half
up. Knows nothing of languages: how money is shown is the business of `finterm.locale`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple
from unicodedata import normalize

from finterm.domain.errors import BadInput
from finterm.domain.numerals import DIGITS, value_of

# ISO 4217, minor unit column: currencies whose unit is not divided by a hundred.
_EXPONENT = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
# ISO 4217, the money of countries as it is in use today; no funds, metals or codes for tests.
CURRENCIES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
    "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
    "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS VES VND VUV WST XAF XCD "
    "XCG XOF XPF YER ZAR ZMW ZWG".split()
)
_YUAN = frozenset("RMB 人民币 人民幣 元 ¥ ￥".split())  # what people in China write for CNY
LARGEST = 10**15
_AMOUNT = re.compile(r"([+-]?)(\d+(?:,\d+)*|)(?:\.(\d*))?(万|亿|[kK])?")
_SCALE = {None: 0, "万": 4, "亿": 8, "k": 3, "K": 3}
_SPOKEN = re.compile(rf"[{DIGITS}十百千万亿块]")
_WIDE_TYPED = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")


class Money(NamedTuple):
    """An amount of `minor` units (cents, fen) of `currency` (ISO 4217 code)."""

    minor: int
    currency: str


def exponent(currency: str) -> int:
    """How many decimal places the minor unit of `currency` has (ISO 4217): 2 unless listed otherwise."""
    return _EXPONENT.get(currency, 2)


def round_half_up(value: Fraction | Decimal | int) -> int:
    """`value` to the nearest whole number, halves away from zero (what lenders print as 四舍五入)."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    return times(exact.numerator, 1, exact.denominator)


def times(minor: int, numerator: int, denominator: int = 1) -> int:
    """`minor` times the fraction `numerator` / `denominator` (above 0), rounded as by `round_half_up`.

    The same answer, without making a Fraction of each product: schedules ask for many.
    """
    exact = minor * numerator
    whole = (2 * abs(exact) + denominator) // (2 * denominator)
    return whole if exact >= 0 else -whole


def split_evenly(minor: int, parts: int) -> list[int]:
    """`minor` in `parts` shares rounded half up, the last taking the remainder; they sum to `minor`."""
    share = round_half_up(Fraction(minor, parts))
    # Many tiny shares rounded up could use up more than there is; none may go below zero.
    shares = [max(0, min(share, minor - share * k)) for k in range(parts - 1)]
    return [*shares, minor - sum(shares)]


def parse_currency(text: str, where: str = "currency") -> str:
    """The ISO 4217 code of what a person typed: `usd` is USD; `RMB`, 人民币, 元 and ¥ are CNY. Raises BadInput otherwise.

    A code that is in no list would be a currency of its own beside the real one, in every sum.
    """
    code = normalize("NFKC", text).strip().upper()
    if code in _YUAN:
        return "CNY"
    if code not in CURRENCIES:
        raise BadInput(where, "error.currency", typed=text.strip())
    return code


def parse_amount(text: str, currency: str, where: str = "amount") -> int:
    """Minor units of `currency` from what a person typed: `1075`, `1,075.50`, `1.2万`, `1.5k`, 八百块, 2千5, `¥300`.

    What could be meant in two ways is refused. Raises BadInput when it is no amount, has more decimals than the currency, or is absurdly large.
    """
    typed = text.strip().translate(_WIDE_TYPED).replace(" ", "").replace("_", "")
    bare = typed.strip("¥￥$€£元").removeprefix(currency).removesuffix(currency)
    if currency == "CNY":
        bare = bare.removeprefix("RMB").removesuffix("RMB").removeprefix("人民币")
    bare = bare.removesuffix("块钱").removesuffix("块")
    match = _AMOUNT.fullmatch(bare)
    if not match and (spoken := value_of(bare)) is not None:
        return _in_minor(spoken, currency, text, where)
    if not match and _SPOKEN.search(bare):
        raise BadInput(where, "error.amount_unclear", typed=text.strip())
    if not match or not (match[2] or match[3]):
        raise BadInput(where, "error.amount", typed=text.strip())
    sign, whole, decimals, scale = match.groups()
    if whole and "," in whole and not re.fullmatch(r"\d{1,3}(,\d{3})+", whole):
        raise BadInput(where, "error.amount", typed=text.strip())
    try:
        value = Decimal(f"{sign}{(whole or '0').replace(',', '')}.{decimals or '0'}")
    except InvalidOperation as fault:
        raise BadInput(where, "error.amount", typed=text.strip()) from fault
    return _in_minor(value.scaleb(_SCALE[scale]), currency, text, where)


def _in_minor(value: Decimal, currency: str, text: str, where: str) -> int:
    minor = Fraction(value) * 10 ** exponent(currency)
    if minor.denominator != 1:
        raise BadInput(where, "error.amount_decimals", typed=text.strip(), places=exponent(currency))
    if abs(minor) > LARGEST:
        raise BadInput(where, "error.amount_large", typed=text.strip())
    return int(minor)


def plain(minor: int, currency: str) -> str:
    """`minor` as a plain decimal text (`-1075.50`), as files and command lines read it back."""
    places = exponent(currency)
    sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def total(amounts: Sequence[Money]) -> list[Money]:
    """The sums of `amounts`, one per currency, in the order the currencies first appear."""
    sums: dict[str, int] = {}
    for minor, currency in amounts:
        sums[currency] = sums.get(currency, 0) + minor
    return [Money(minor, currency) for currency, minor in sums.items()]
