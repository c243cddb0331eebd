"""`sheet`: what a contract says beside its figures, the lender's table of costs beside ours, what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click
from msgspec.structs import replace

from finterm.cli.call import Call
from finterm.cli.options import Day, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, table, tell_json, wrapped
from finterm.domain.ledger import Ledger
from finterm.domain.money import Money
from finterm.domain.records import Charge, ContractSheet, Loan, ShownWay
from finterm.domain.sheets import CLAUSES, check_sheet, compared, missing, sheet_id
from finterm.exchange.names import loan_named
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `sheet`."""
    text, file = words("cli.metavar.text"), words("cli.metavar.file")
    return made(
        words,
        verb,
        sheet,
        click.Argument(["loan"], metavar=words("cli.metavar.name")),
        *(option(words, verb, f"--{name.replace('_', '-')}", metavar=text) for name in CLAUSES),
        option(words, verb, "--shown-on", type=Day(), metavar=words("cli.metavar.date")),
        option(words, verb, "--shown-rate", metavar=words("cli.metavar.rate")),
        option(words, verb, "--shown-way", type=listed(get_args(ShownWay))),
        option(words, verb, "--charge", "charges", multiple=True, metavar=text),
        option(words, verb, "--late-charge", "late_charges", multiple=True, metavar=text),
        option(words, verb, "--file", "files", multiple=True, type=click.Path(path_type=Path), metavar=file),
        option(words, verb, "--note", metavar=text),
    )


def sheet(
    call: Call,
    loan: str,
    charges: tuple[str, ...],
    late_charges: tuple[str, ...],
    files: tuple[Path, ...],
    **said: Any,
) -> None:
    """`finterm sheet NAME`; with options it is written, what is not given stays as it was."""
    given = {name: value for name, value in said.items() if value is not None}
    if not (given or charges or late_charges or files):
        ledger, _ = call.look()
        found = loan_named(ledger.loans, loan)
        _tell(call, found, next((one for one in ledger.contract_sheets if one.loan == found.id), None))
        return
    call.must_exist()
    with call.book() as book:
        ledger = Ledger.of(book.all)
        found = loan_named(ledger.loans, loan)
        kept = next((one for one in ledger.contract_sheets if one.loan == found.id), None)
        before = kept or ContractSheet(id=sheet_id(found.id), loan=found.id)
        changed = _changed(found, before, given, charges, late_charges)
        check_sheet(changed)
        if files:
            from finterm.exchange.sheet import read_file

            for path in files:
                read_file(path)
            changed = replace(changed, files=(*changed.files, *(book.attach(path) for path in files)))
        name = "core.done.edit" if kept else "core.done.add"
        with book.transaction(name, {"what": "core.thing.contract_sheets", "name": found.name}) as change:
            change.put(changed, kept)
    _tell(call, found, changed)


def _changed(
    loan: Loan,
    before: ContractSheet,
    given: dict[str, Any],
    charges: tuple[str, ...],
    late_charges: tuple[str, ...],
) -> ContractSheet:
    """`before` with what was given; a charge of a name that is there takes its place."""
    from finterm.exchange.charges import parse_charges
    from finterm.exchange.typed import parse_decimal_rate

    if "shown_rate" in given:
        given = {**given, "shown_rate": parse_decimal_rate(given["shown_rate"], "shown_rate")}
    given = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}

    def merged(was: tuple[Charge, ...], lines: tuple[str, ...], where: str) -> tuple[Charge, ...]:
        by_name = {charge.name: charge for charge in was}
        by_name |= {charge.name: charge for charge in parse_charges("\n".join(lines), loan.currency, where)}
        return tuple(by_name.values())

    return replace(
        before,
        **given,
        charges=merged(before.charges, charges, "charges"),
        late_charges=merged(before.late_charges, late_charges, "late_charges"),
    )


def _tell(call: Call, loan: Loan, sheet: ContractSheet | None) -> None:
    from finterm.domain.rates import yearly_cost
    from finterm.exchange import sheeted
    from finterm.rules import load

    words, rules, cost = call.words, load(), yearly_cost(loan)
    if call.json:
        rule = (
            rules.last(sheeted.TABLE, call.today, country)
            if (country := rules.country_of(loan.currency))
            else None
        )
        tell_json(_shape(loan, sheet, cost, missing(loan, sheet, rule.start if rule else None)))
        return

    def money(minor: int) -> str:
        return words.money(Money(minor, loan.currency))

    facts, charges = [], []
    if sheet is not None:
        facts += [
            (words(f"claims.sheet.{name}"), getattr(sheet, name)) for name in CLAUSES if getattr(sheet, name)
        ]
        facts += [(told.label, told.value) for told in sheeted.beside(words, loan, sheet, cost, money)]
        if sheet.files:
            facts.append(
                (words("claims.sheet.files"), words("core.comma").join(file.name for file in sheet.files))
            )
        if sheet.note:
            facts.append((words("core.field.note"), sheet.note))
        charges = _charges(words, sheet, money)
    lines = [clean(loan.name)]
    for label, value in facts:
        lines += wrapped(words, words("claims.labelled", label=label, value=value), "  ")
    lacking = sheeted.lacking(words, rules, loan, sheet, call.today)
    told = words(
        "claims.labelled", label=words("claims.sheet.missing"), value=words("core.comma").join(lacking)
    )
    say(*lines, *charges, "", *wrapped(words, told if lacking else words("claims.sheet.whole")))


def _charges(words: Words, sheet: ContractSheet, money: Any) -> list[str]:
    from finterm.exchange import sheeted

    rows = [
        [
            clean(charge.name),
            clean(sheeted.charged(charge, money)),
            clean(charge.collector) or words("claims.sheet.not_said"),
            words(f"claims.sheet.when.{when}"),
        ]
        for when, charges in (("charges", sheet.charges), ("late_charges", sheet.late_charges))
        for charge in charges
    ]
    names = ("claims.sheet.charge", "core.field.amount", "claims.sheet.collector", "claims.sheet.when")
    return ["", *table([words(name) for name in names], rows, "<><<")] if rows else []


def _shape(loan: Loan, sheet: ContractSheet | None, cost: Any, lacking: tuple[str, ...]) -> dict[str, Any]:
    """The sheet for scripts; amounts in minor units, rates as fractions a year."""
    found = compared(loan, sheet, cost) if sheet else None

    def shape(charge: Charge) -> dict[str, Any]:
        return {
            "name": charge.name,
            "amount": charge.minor,
            "said": charge.said or None,
            "collector": charge.collector or None,
        }

    shown = sheet.shown_rate if sheet else None
    return {
        "loan": loan.id,
        "name": loan.name,
        "currency": loan.currency,
        "clauses": {name: getattr(sheet, name) or None if sheet else None for name in CLAUSES},
        "charges": [shape(charge) for charge in (sheet.charges if sheet else ())],
        "late_charges": [shape(charge) for charge in (sheet.late_charges if sheet else ())],
        "shown_on": sheet.shown_on if sheet else None,
        "shown_yearly": None if shown is None else float(shown),
        "shown_way": sheet.shown_way if sheet else None,
        "shown_cost": found and found.shown,
        "our_cost": found and found.ours,
        "yearly_gaps": dict(found.rate_gaps) if found else {},
        "files": [{"name": file.name, "sha256": file.sha256} for file in (sheet.files if sheet else ())],
        "missing": lacking,
    }
