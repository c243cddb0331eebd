"""`calc schedule` and `calc rate`: the arithmetic of a contract or a cash flow, without a book."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import get_args

import click

from finterm.cli import shapes
from finterm.cli.call import Call
from finterm.cli.options import Day, Verbs, common, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import say, table, tell_json
from finterm.domain.calendar import nth_date, parse_frequency
from finterm.domain.errors import BadInput, FintermError
from finterm.domain.loan import check, upfront_deduction
from finterm.domain.money import Money, parse_amount, parse_currency
from finterm.domain.rates import YearlyCost, dated_cost, periodic_cost, yearly_cost
from finterm.domain.records import DayCount, Loan, Method, RateUnit
from finterm.domain.schedule import Instalment, schedule
from finterm.exchange import typed
from finterm.exchange.sheet import Line, read_file, read_sheet
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The group `calc`."""
    group = Verbs(
        words,
        verb,
        help=words("cli.calc.help"),
        short_help=words("cli.calc.short"),
        params=list(common(words)),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.add_command(_schedule_command(words))
    group.add_command(
        made(
            words,
            "calc.rate",
            calc_rate,
            click.Argument(["file"], type=click.Path(path_type=Path), metavar="FLOWS.csv"),
            option(
                words,
                "calc.rate",
                "--periods-per-year",
                default="12",
                show_default=True,
                metavar=words("cli.metavar.n"),
            ),
        )
    )
    return group


def _schedule_command(words: Words) -> click.Command:
    verb, amount, date = "calc.schedule", words("cli.metavar.amount"), words("cli.metavar.date")
    return made(
        words,
        verb,
        calc_schedule,
        option(words, verb, "--principal", required=True, metavar=amount),
        option(words, verb, "--method", type=listed(get_args(Method)), required=True),
        option(words, verb, "--rate", default="0", metavar=words("cli.metavar.rate")),
        option(
            words, verb, "--rate-unit", type=listed(get_args(RateUnit)), default="year", show_default=True
        ),
        option(words, verb, "--periods", type=int, metavar=words("cli.metavar.n")),
        option(
            words,
            verb,
            "--frequency",
            default="monthly",
            show_default=True,
            metavar=words("cli.metavar.frequency"),
        ),
        option(words, verb, "--start", type=Day(), metavar=date),
        option(words, verb, "--first-due", type=Day(), metavar=date),
        option(
            words, verb, "--day-count", type=listed(get_args(DayCount)), default="periodic", show_default=True
        ),
        option(words, verb, "--fee-per-period", default="", metavar=words("cli.metavar.fee")),
        option(words, verb, "--received", default="", metavar=amount),
        option(
            words, verb, "--currency", default="CNY", show_default=True, metavar=words("cli.metavar.currency")
        ),
        option(words, verb, "--rows", default="", metavar=words("cli.metavar.rows")),
    )


def calc_schedule(call: Call, **given: str) -> None:
    """`finterm calc schedule`."""
    loan = _contract(call, **given)  # type: ignore[arg-type]
    rows, cost = schedule(loan), yearly_cost(loan)
    if call.json:
        tell_json(_schedule_shape(loan, rows, cost))
    else:
        say(*_schedule_lines(loan, rows, cost, call.words))


def _contract(
    call: Call,
    *,
    principal: str,
    method: Method,
    rate: str,
    rate_unit: RateUnit,
    periods: int | None,
    frequency: str,
    start: Date | None,
    first_due: Date | None,
    day_count: DayCount,
    fee_per_period: str,
    received: str,
    currency: str,
    rows: str,
) -> Loan:
    """The contract the options tell. Raises BadInput for one that makes no sense."""
    code = parse_currency(currency)
    custom = typed.parse_rows(rows, code) if rows else ()
    if periods is None and not custom:
        raise BadInput("periods", "error.required")
    every = parse_frequency(frequency)
    begins = start or (nth_date(first_due, -1, every) if first_due else call.today)
    minor = parse_amount(principal, code, "principal")
    fee_rate, fee_minor = (
        typed.parse_fee(fee_per_period, code, "fee_per_period") if fee_per_period else (typed.ZERO, 0)
    )
    loan = Loan(
        id="calc",
        name="calc",
        currency=code,
        principal=minor,
        received=parse_amount(received, code, "received") if received else minor,
        start=begins,
        first_due=first_due or (custom[0].due if custom else nth_date(begins, 1, every)),
        periods=len(custom) if periods is None else periods,
        method=method,
        frequency=frequency.strip().casefold(),
        rate=typed.parse_decimal_rate(rate),
        rate_unit=rate_unit,
        day_count=day_count,
        fee_rate=fee_rate,
        fee_minor=fee_minor,
        rows=custom,
    )
    check(loan)
    return loan


def _schedule_shape(loan: Loan, rows: tuple[Instalment, ...], cost: YearlyCost | None) -> dict[str, object]:
    nominal, effective = (cost.nominal, cost.effective) if cost else (None, None)
    return {
        "currency": loan.currency,
        "principal": loan.principal,
        "received": loan.received,
        "upfront_deduction": upfront_deduction(loan),
        "start": loan.start,
        "rows": shapes.schedule(rows, loan.principal),
        "total_principal": sum(row.principal for row in rows),
        "total_interest": sum(row.interest for row in rows),
        "total_fees": sum(row.fee for row in rows),
        "total_payment": sum(row.total for row in rows),
        "nominal_yearly_cost": nominal,
        "effective_yearly_cost": effective,
        "nominal": nominal,
        "effective": effective,
    }


def _schedule_lines(
    loan: Loan, rows: tuple[Instalment, ...], cost: YearlyCost | None, words: Words
) -> list[str]:
    def amount(minor: int) -> str:
        return words.amount(Money(minor, loan.currency))

    head = [
        words("cli.number"),
        words("cli.due_date"),
        words("core.component.principal"),
        words("core.component.interest"),
        words("core.component.fee"),
        words("cli.payment"),
        words("core.remaining_principal"),
    ]
    cells = [
        [
            str(row["n"]),
            words.day(row["due"]),
            *(amount(row[part]) for part in ("principal", "interest", "fee", "payment", "remaining")),
        ]
        for row in shapes.schedule(rows, loan.principal)
    ]
    sums = [sum(getattr(row, part) for row in rows) for part in ("principal", "interest", "fee", "total")]
    cells.append(["", words("cli.totals"), *map(amount, sums), ""])
    deducted = upfront_deduction(loan)
    facts = (
        [[words("core.upfront_deduction"), words.money(Money(deducted, loan.currency))]] if deducted else []
    )
    facts += _cost_facts(cost, words)
    return [
        *table(head, cells, "><>>>>>"),
        "",
        *[f"{name}: {value}" for name, value in facts],
    ]


def _cost_facts(cost: YearlyCost | None, words: Words) -> list[list[str]]:
    return [
        [words("core.nominal_yearly_cost"), words.percent(cost.nominal if cost else None, 4)],
        [words("core.effective_yearly_cost"), words.percent(cost.effective if cost else None, 4)],
    ]


def calc_rate(call: Call, file: Path, periods_per_year: str) -> None:
    """`finterm calc rate FLOWS.csv`."""
    sheet = read_sheet(read_file(file), file.name)
    if sheet.damaged:
        number, fault = sheet.damaged[0]
        raise _in_line(call, number, fault)
    dated = "date" in sheet.header
    if "amount" not in sheet.header or not (dated or "period" in sheet.header):
        raise FintermError("cli.calc.rate.columns", name=file.name)
    flows = [_flow(call, line, dated) for line in sheet.lines]
    scale = 10 ** max([0, *(_decimals(amount) for _, amount in flows)])
    if dated:
        cost = dated_cost([(when, int(amount * scale)) for when, amount in flows if isinstance(when, Date)])
    else:
        moments = [(when, int(amount * scale)) for when, amount in flows if isinstance(when, Fraction)]
        cost = periodic_cost(moments, _per_year(periods_per_year))
    if call.json:
        tell_json({"nominal": cost.nominal, "effective": cost.effective, "flows": len(flows)})
    else:
        say(*[f"{name}: {value}" for name, value in _cost_facts(cost, call.words)])


def _flow(call: Call, line: Line, dated: bool) -> tuple[Date | Fraction, Decimal]:
    column = "date" if dated else "period"
    try:
        for needed in (column, "amount"):
            if needed not in line.cells:
                raise BadInput(needed, "error.required")
        when = typed.parse_date(line.cells["date"]) if dated else _fraction(line.cells["period"], "period")
        return when, _decimal(line.cells["amount"])
    except BadInput as fault:
        raise _in_line(call, line.number, fault) from fault


def _in_line(call: Call, number: int, fault: FintermError) -> FintermError:
    return FintermError("cli.import.line", line=number, reason=call.words.error(fault))


def _decimal(text: str) -> Decimal:
    bare = typed.plain_width(text).replace(",", "").replace(" ", "").strip("¥$€£")
    try:
        amount = Decimal(bare)
    except InvalidOperation as fault:
        raise BadInput("amount", "error.amount", typed=text) from fault
    if not amount.is_finite() or abs(amount) >= 10**15 or _decimals(amount) > 12:
        raise BadInput("amount", "error.amount", typed=text)
    return amount


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _fraction(text: str, where: str) -> Fraction:
    try:
        number = Fraction(typed.plain_width(text))
    except (ValueError, ZeroDivisionError) as fault:
        raise BadInput(where, "cli.calc.rate.number", typed=text) from fault
    if abs(number) > 100_000 or number.denominator > 100_000:
        raise BadInput(where, "cli.calc.rate.number", typed=text)
    return number


def _per_year(text: str) -> Fraction:
    number = _fraction(text, "periods_per_year")
    if number <= 0:
        raise BadInput("periods_per_year", "cli.calc.rate.number", typed=text)
    return number
