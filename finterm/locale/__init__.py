"""Words for people: message catalogues, and money, dates and numbers as each language writes them.

A catalogue key names its part before the first dot (`cli.pay.done` stands in `cli.po`); parts are
read when first asked for, so that a verb of the command line pays only for its own. English and
Simplified Chinese are equals: a key missing in one fails a test. Nothing outside the catalogues
holds a sentence for people.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from finterm.domain.errors import BadInput, BadSetting, FintermError
from finterm.domain.money import Money, exponent
from finterm.locale import figures

LANGUAGES = {"en": "en", "zh": "zh_CN"}  # the code a person chooses -> the folder of its catalogues
_HERE = Path(__file__).parent


def language_of(environment: str | None) -> str:
    """`zh` or `en` for a value of LANG (`zh_CN.UTF-8`); anything else is English."""
    return "zh" if (environment or "").lower().startswith("zh") else "en"


def system_language() -> str:
    """The language the environment asks for (FINTERM_LANG, LC_ALL, LC_MESSAGES, LANG in this order)."""
    for name in ("FINTERM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return language_of(value)
    return "en"


def system_place() -> str:
    """The language and country the environment names for dates (LC_ALL, LC_TIME, LANG), or nothing: `en_US`."""
    said = next((value for name in ("LC_ALL", "LC_TIME", "LANG") if (value := os.environ.get(name))), "")
    place = said.partition(".")[0].partition("@")[0]
    return place if "_" in place else ""


@cache
def _first_weekday(place: str) -> int:
    """The day weeks begin with in `place`; 0 is Monday, which it also is where the place is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        return int(Locale.parse(place).first_week_day)
    except (UnknownLocaleError, ValueError):
        return 0


@cache
def _catalogue(folder: str, part: str) -> GNUTranslations:
    source = _HERE / folder / "LC_MESSAGES" / f"{part}.po"
    compiled = source.with_suffix(".mo")
    if source.exists() and (not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime):
        return _from_source(source, folder)  # a checkout whose catalogues were edited since the install
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def _from_source(source: Path, folder: str) -> GNUTranslations:
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text:
        compiled = BytesIO()
        write_mo(compiled, read_po(text, locale=folder))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """Everything said to a person, in one language (`en` or `zh`)."""

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"
        self.folder = LANGUAGES[self.language]

    def __call__(self, key: str, /, **values: object) -> str:
        """The message `key` with its places `{name}` filled. Values are data: nothing in them acts."""
        return _catalogue(self.folder, key.partition(".")[0]).gettext(key).format(**values)

    def count(self, key: str, n: int, /, **values: object) -> str:
        """The message `key` in the plural form for `n`, which also fills the place `{n}`."""
        catalogue = _catalogue(self.folder, key.partition(".")[0])
        return catalogue.ngettext(key, key, n).format(n=n, **values)

    def notice(self, key: str, values: Mapping[str, object]) -> str:
        """The message `key`, in its plural form where `n` among `values` counts; keys among them are said too."""
        said = {name: self._said(value) for name, value in values.items() if name != "n"}
        n = values.get("n")
        return self.count(key, n, **said) if isinstance(n, int) else self(key, **said)

    def _said(self, value: object) -> object:
        if isinstance(value, list):
            return self("core.comma").join(str(self._said(part)) for part in value)
        return (
            self(value) if isinstance(value, str) and value.startswith("core.") and self.has(value) else value
        )

    def has(self, key: str) -> bool:
        """Whether the catalogue knows `key`."""
        return _catalogue(self.folder, key.partition(".")[0]).gettext(key) != key

    def error(self, fault: FintermError) -> str:
        """One sentence for `fault`, naming the field it stood in where there is one."""
        sentence = self(fault.what, **fault.values)
        if isinstance(fault, BadInput) and fault.where:
            field = f"core.field.{fault.where}"
            return self(
                "core.error_in", field=self(field) if self.has(field) else fault.where, sentence=sentence
            )
        if isinstance(fault, BadSetting):
            return self("core.bad_setting", place=self.place(fault), sentence=sentence)
        return sentence

    def place(self, fault: BadSetting) -> str:
        """Where `fault` stands: file, line and key, as far as there are."""
        where = self(f"core.bad_setting.{'line' if fault.line else 'file'}", file=fault.file, line=fault.line)
        return where + (self("core.bad_setting.key", key=fault.key) if fault.key else "")

    def money(self, money: Money) -> str:
        """`money` with its currency sign, as the language writes it: `¥1,075.50`, `US$25.00`."""
        if (known := figures.signed(money, self.folder)) is not None:
            return known
        from babel.numbers import format_currency

        amount = Decimal(money.minor).scaleb(-exponent(money.currency))
        return str(format_currency(amount, money.currency, locale=self.folder, currency_digits=True))

    def currency_sign(self, currency: str) -> str:
        """The sign of a currency, or its code where it has none: `CN¥`, `US$`."""
        from babel.numbers import get_currency_symbol

        return str(get_currency_symbol(currency, locale=self.folder))

    def currency_name(self, currency: str) -> str:
        """What people call a currency: its code in English, its name in Chinese (`人民币`)."""
        if self.language == "en":
            return currency
        from babel.numbers import get_currency_name

        return str(get_currency_name(currency, locale=self.folder))

    def amount(self, money: Money) -> str:
        """`money` without its sign, for columns that name the currency elsewhere: `1,075.50`."""
        return figures.amount(money)

    def sums(self, amounts: Iterable[Money]) -> str:
        """Totals of several currencies beside each other; a plain dash where there is none."""
        return " + ".join(self.money(money) for money in amounts) or "–"

    def listed(self, names: Sequence[str], most: int = 3) -> str:
        """Names in a sentence, at most so many of them and how many more there are."""
        text = self("core.comma").join(names[:most])
        return text if len(names) <= most else self("core.and_more", names=text, n=len(names) - most)

    def percent(self, rate: Decimal | float | None, places: int = 2) -> str:
        """A fraction as a percentage: 0.1303 -> `13.03%`; a dash for None."""
        return "–" if rate is None else figures.percent(rate, places)

    def day(self, day: Date | None) -> str:
        """A date in figures, the same width every time: `2026-04-15` (both languages read it)."""
        return day.isoformat() if day else "–"

    def weekday(self, day: Date) -> str:
        """A date with its weekday: `Wed 15 Apr`, `4月15日周三`."""
        return self(
            "core.format.weekday",
            weekday=self("core.weekdays").split()[day.weekday()],
            day=day.day,
            month=self("core.months").split()[day.month - 1],
        )

    def month(self, day: Date) -> str:
        """The month of `day` with its year: `September 2026`, `2026年9月`."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=self.folder))

    def week(self) -> list[tuple[int, str]]:
        """The days of a week in the order of the person's place: number (0 is Monday) and name in two cells."""
        from babel.dates import get_day_names

        names = get_day_names("narrow" if self.language == "zh" else "short", "stand-alone", self.folder)
        first = _first_weekday(system_place() or self.folder)
        return [(day % 7, str(names[day % 7])) for day in range(first, first + 7)]

    def compact(self, money: Money) -> str:
        """`money` in few cells, rounded, without its sign: `1,075`, `123.5K`, `12.3万`."""
        from babel.numbers import format_compact_decimal, format_decimal

        units = Decimal(money.minor).scaleb(-exponent(money.currency))
        if abs(units) < 10_000:
            return str(format_decimal(units, format="#,##0", locale=self.folder))
        return str(format_compact_decimal(units, locale=self.folder, fraction_digits=1))

    def moment(self, at: DateTime) -> str:
        """A moment to the minute in the zone it was noted in: `2026-04-15 14:30`."""
        return at.strftime("%Y-%m-%d %H:%M")
