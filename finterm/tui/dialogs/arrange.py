"""Forms of arrangements: what was agreed with the lender, and that it does not hold any more. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date

from finterm.domain.arrangement import MOST_ROWS, arrangement, equal_rows, standing_arrangement
from finterm.domain.errors import BadInput
from finterm.domain.position import Position, position
from finterm.domain.records import Component, CustomRow, Event, IfBroken, Loan, Plan
from finterm.exchange import arranged
from finterm.exchange.terms import frequency
from finterm.tui.dialogs.parts import day_field, number, options, some, text
from finterm.tui.intents import Arrange, BreakArrangement
from finterm.tui.view.arrangement import broken_words
from finterm.tui.view.ask import Form
from finterm.tui.view.diary import who
from finterm.tui.view.form import Choices, Field, Value
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import talks_of

SHOWN_TALKS = 12
WAIVABLE: tuple[Component, ...] = ("penalty", "late_fee", "interest", "fee", "principal")


def arrange_form(sight: Sight, loan: Loan) -> Form:
    """What was agreed: equal instalments, or rows as they were written down."""
    words = sight.words

    def label(key: str) -> str:
        return words(f"claims.plan.{key}")

    equal, hint = ("how", ("equal",)), words("tui.form.date_hint")
    how = (("equal", label("how_equal")), ("rows", label("how_rows")))
    often = tuple((one, frequency(sight.words, one)) for one in ("monthly", "biweekly", "weekly"))
    fields = [
        day_field(sight, sight.on, "past_date"),
        Field("how", label("how"), "choice", "equal", choices=how),
        Field("each", label("each"), "amount", "", True, currency=loan.currency, when=equal),
        Field("count", label("count"), "number", "12", True, least=1, most=MOST_ROWS, when=equal),
        Field("first", label("first"), "date", "", True, hint=hint, when=equal),
        Field("often", words("core.field.frequency"), "choice", "monthly", choices=often, when=equal),
        Field(
            "last", label("last"), "amount", "", currency=loan.currency, when=equal, hint=label("last_hint")
        ),
        Field(
            "rows",
            words("core.field.rows"),
            "rows",
            "",
            True,
            currency=loan.currency,
            when=("how", ("rows",)),
            hint=words("tui.loan.rows_hint"),
            high=5,
        ),
        Field(
            "waived", label("waived"), "picks", choices=options(sight, "core.component.", Component, WAIVABLE)
        ),
        Field("interest_runs", label("interest_runs"), "yes_no", "no"),
        Field(
            "if_broken",
            label("if_broken"),
            "choice",
            "stays",
            choices=options(sight, "core.if_broken.", IfBroken),
        ),
        Field("conditions", label("conditions"), "area"),
        Field("talk", label("talk"), "choice", "", choices=talk_choices(sight, loan)),
        Field("note", words("core.field.note")),
    ]

    def build(values: dict[str, Value]) -> Arrange:
        date = some(values, "date")
        plan = _plan(values, _before(sight, loan, date))
        try:
            arrangement(loan, plan, date, new_id=lambda: "~")
        except BadInput as fault:  # told beside the field that is asked for
            where = fault.where if fault.where in values else "rows"
            raise BadInput(where, fault.what, **fault.values) from fault
        return Arrange(loan.id, plan, date, text(values, "talk"), text(values, "note"))

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return _sums(sight, loan, values)

    title = words("claims.plan.title", name=loan.name)
    return Form(title, fields, build, derive=derive, draft=f"arrange:{loan.id}")


def talk_choices(sight: Sight, loan: Loan) -> Choices:
    """The latest talks about the loan, to say in which one it was agreed."""
    found = sorted(
        (t for t in talks_of(sight).values() if loan.id in t.loans), key=lambda t: t.at, reverse=True
    )
    told = ((t.id, f"{t.at:%Y-%m-%d %H:%M} {who(sight, t)}") for t in found[:SHOWN_TALKS])
    return (("", sight.words("core.none")), *told)


def _before(sight: Sight, loan: Loan, date: Date) -> Position:
    return position(loan, sight.positions.events(loan.id), date)


def _plan(values: Mapping[str, Value], before: Position) -> Plan:
    rows: tuple[CustomRow, ...]
    if text(values, "how") == "rows":
        rows = some(values, "rows") or ()
    else:
        rows = equal_rows(
            number(values, "each"),
            number(values, "count"),
            some(values, "first"),
            text(values, "often"),
            before.remaining_principal,
            last=some(values, "last"),
        )
    return Plan(
        rows=rows,
        interest_runs=bool(some(values, "interest_runs")),
        if_broken=text(values, "if_broken"),  # type: ignore[arg-type]  # one of the choices
        conditions=text(values, "conditions"),
        waived=tuple(some(values, "waived") or ()),
    )


def _sums(sight: Sight, loan: Loan, values: Mapping[str, Value]) -> Mapping[str, str]:
    """What was owed that day beside what is agreed, and until when it runs."""
    words, date = sight.words, values.get("date")
    if not isinstance(date, Date):
        return {}
    before = _before(sight, loan, date)

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    lines = [arranged.owed(words, before, money)]
    wanted = ("rows",) if values.get("how") == "rows" else ("each", "count", "first")
    if all(values.get(key) for key in wanted):
        try:
            plan = _plan(values, before)
        except BadInput:
            return {"": lines[0]}
        lines += arranged.agreed(words, plan, before, money)
    return {"": "\n".join(lines)}


def break_form(sight: Sight, loan: Loan, standing: Event) -> Form:
    """The arrangement `standing` does not hold any more; what that means is shown before it is saved."""
    words = sight.words
    fields = [day_field(sight, sight.on, "past_date"), Field("note", words("core.field.note"))]

    def build(values: dict[str, Value]) -> BreakArrangement:
        date = some(values, "date")
        if standing_arrangement(sight.positions.events(loan.id), date) is None:
            raise BadInput("date", "error.no_arrangement", name=loan.name)
        return BreakArrangement(loan.id, date, text(values, "note"))

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        date = values.get("date")
        if not isinstance(date, Date):
            return {}
        first, *more = broken_words(sight, loan, standing, date)
        first = words("claims.labelled", label=words("claims.plan.if_broken"), value=first)
        return {"": "\n".join([first, *more])}

    title = words("claims.plan.break_title", name=loan.name)
    return Form(title, fields, build, derive=derive, draft=f"broken:{loan.id}")
