"""Forms about paying: a due, a loan as a whole, a charge or waiver, one date of a bill, a snooze. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date

from finterm.domain.dues import Due
from finterm.domain.errors import BadInput
from finterm.domain.records import Component, Loan
from finterm.domain.snoozing import usual_until
from finterm.tui.dialogs.parts import (
    NO_BUDGET,
    amount_text,
    day_field,
    number,
    options,
    paid_from,
    some,
    text,
)
from finterm.tui.dialogs.sums import (
    beyond_waiver,
    bill_payment_sums,
    lowered,
    owed_of,
    payment_sums,
    raised_or_lowered,
    short_of_payoff,
)
from finterm.tui.intents import EditDue, PayDue, PayLoan, RecordEvent, SnoozeSubjects
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def pay_due(sight: Sight, due: Due, *, part: bool = False) -> Form:
    """Pay a due: its amount filled in, today, from its usual envelope; a `part` is for the person to type."""
    words = sight.words
    known = due.outstanding is not None
    fields = [
        Field(
            "amount",
            words("core.field.amount"),
            "amount",
            "" if part else amount_text(due.outstanding, due.currency),
            True,
            currency=due.currency,
            hint=sight.words("tui.pay.part_hint", whole=sight.amount(due.outstanding, due.currency)),
        ),
        day_field(sight, sight.on, "near_date"),
        paid_from(sight, due.currency, due.envelope if due.envelope in sight.envelopes else None),
    ]
    if due.kind == "bill" and known:
        choices = (
            ("auto", words("tui.pay.settles_auto")),
            ("yes", words("tui.pay.settles_yes")),
            ("no", words("tui.pay.settles_no")),
        )
        fields.append(
            Field("settles", words("tui.pay.settles"), "choice", "no" if part else "auto", choices=choices)
        )
    fields.append(Field("note", words("core.field.note")))

    def build(values: dict[str, Value]) -> PayDue:
        source = text(values, "envelope")
        return PayDue(
            due.key,
            number(values, "amount"),
            some(values, "date"),
            envelope="" if source == NO_BUDGET else source,
            budget=source != NO_BUDGET,
            settles={"yes": True, "no": False}.get(text(values, "settles")),
            note=text(values, "note"),
        )

    loan = sight.loans.get(due.loan)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        if loan is None:
            return bill_payment_sums(sight, due, values)
        named = due.n if due.kind == "instalment" or due.same_as else None
        return payment_sums(sight, loan, values, named)

    title = words("tui.pay.title", name=due.name)
    return Form(title, fields, build, derive=derive, draft=f"pay:{due.key}")


PAY_CHOICES = ("current", "next", "payoff", "other")


def pay_loan(sight: Sight, loan: Loan, due: int | None = None) -> Form:
    """Pay to a loan: the amount that makes it current, or the next instalment, filled in."""
    words, position = sight.words, sight.positions[loan.id]
    following = next((d for d in position.dues if d.state != "paid"), None)
    minor = position.to_be_current or (following.outstanding if following else 0)
    hint = words(
        "tui.pay.loan_hint",
        current=sight.amount(position.to_be_current, loan.currency),
        payoff=sight.amount(position.payoff, loan.currency),
    )
    kinds = options(sight, "core.event.", None, ("payment", "payoff"))
    fields = [
        Field(
            "amount",
            words("core.field.amount"),
            "amount",
            amount_text(minor or None, loan.currency),
            True,
            currency=loan.currency,
            hint=hint,
        ),
        day_field(sight, sight.on, "near_date"),
        Field(
            "due", words("core.field.due"), "number", str(due or ""), hint=words("tui.pay.due_hint"), least=1
        ),
        Field("kind", words("core.field.kind"), "choice", "payment", choices=kinds),
        paid_from(sight, loan.currency),
        Field("note", words("core.field.note")),
    ]

    def build(values: dict[str, Value]) -> PayLoan:
        source = text(values, "envelope")
        is_payoff = text(values, "kind") == "payoff"
        if is_payoff and (
            short := short_of_payoff(sight, loan, number(values, "amount"), some(values, "date"))
        ):
            raise BadInput("amount", "tui.pay.payoff_short", **short)
        return PayLoan(
            loan.id,
            number(values, "amount"),
            some(values, "date"),
            due=some(values, "due"),
            kind="payoff" if is_payoff else "payment",
            envelope="" if source == NO_BUDGET else source,
            budget=source != NO_BUDGET,
            note=text(values, "note"),
        )

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return payment_sums(sight, loan, values, some(values, "due"))

    title = words("tui.pay.title", name=loan.name)
    return Form(title, fields, build, derive=derive, draft=f"pay_loan:{loan.id}")


COMPONENTS: tuple[Component, ...] = ("penalty", "late_fee", "fee", "interest", "principal")


def charge_or_waiver(sight: Sight, loan: Loan, kind: str) -> Form:
    """What the lender charged or gave up, of which component."""
    words = sight.words
    components = options(sight, "core.component.", Component, COMPONENTS)
    position = sight.positions[loan.id]
    usual = next((c for c in COMPONENTS if kind == "waiver" and owed_of(position, c)), COMPONENTS[0])
    fields = [
        Field("amount", words("core.field.amount"), "amount", "", True, currency=loan.currency),
        Field("component", words("core.field.component"), "choice", usual, choices=components),
        day_field(sight, sight.on, "near_date"),
        Field("due", words("core.field.due"), "number", hint=words("tui.pay.due_hint"), least=1),
        Field("note", words("core.field.note")),
    ]

    def build(values: dict[str, Value]) -> RecordEvent:
        if kind == "waiver" and not lowered(sight, loan, values):
            named = words(f"core.component.{text(values, 'component')}")
            raise BadInput("component", "tui.pay.nothing_to_waive", component=named)
        return RecordEvent(
            loan.id,
            "charge" if kind == "charge" else "waiver",
            some(values, "component"),
            number(values, "amount"),
            some(values, "date"),
            due=some(values, "due"),
            note=text(values, "note"),
        )

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return raised_or_lowered(sight, loan, values, kind)

    def question(values: Mapping[str, Value]) -> str:
        return beyond_waiver(sight, loan, values) if kind == "waiver" else ""

    title = words(f"tui.pay.{kind}_title", name=loan.name)
    return Form(title, fields, build, derive=derive, draft=f"{kind}:{loan.id}", question=question)


def edit_occurrence(sight: Sight, due: Due) -> Form:
    """Another date, amount or note for this one date of a bill."""
    words = sight.words
    fields = [
        day_field(sight, due.date),
        Field(
            "amount",
            words("core.field.amount"),
            "amount",
            amount_text(due.scheduled, due.currency),
            currency=due.currency,
            hint=words("core.varies"),
        ),
        Field("note", words("core.field.note"), value=due.note),
    ]

    def build(values: dict[str, Value]) -> EditDue:
        return EditDue(due.key, some(values, "date"), some(values, "amount"), text(values, "note"))

    title = words("tui.bill.one_title", name=due.name, date=words.day(due.date))
    return Form(title, fields, build, draft=f"due:{due.key}", fresh=False)


def snooze_form(sight: Sight, dues: Sequence[Due]) -> Form:
    """Until when dues (one, or those of one loan) are to rest; a few days filled in, or the day they have."""
    return rest_form(sight, tuple(due.key for due in dues), dues[0].name, dues[0].snoozed_until)


def rest_form(sight: Sight, subjects: tuple[str, ...], name: str, resting: Date | None) -> Form:
    """Until when what these name is to rest, which now rests until `resting` or does not."""
    words = sight.words
    hint = words("tui.snooze.wake_hint" if resting else "tui.snooze.hint")
    until = resting or usual_until(sight.on)
    field = Field(
        "until", words("tui.snooze.until"), "date", until.isoformat(), required=not resting, hint=hint
    )

    def build(values: dict[str, Value]) -> SnoozeSubjects:
        return SnoozeSubjects(subjects, some(values, "until"))

    draft = f"snooze:{' '.join(subjects)}"
    return Form(words("tui.snooze.title", name=name), [field], build, draft=draft)
