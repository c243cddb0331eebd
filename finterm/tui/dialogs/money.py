"""Forms of the budget: envelopes, movements, pay cycle. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from finterm.domain.envelopes import Budget
from finterm.domain.records import Envelope, EnvelopeKind, MoveKind, Settings
from finterm.tui.dialogs.parts import amount_text, day_field, number, options, some, text
from finterm.tui.dialogs.sums import ahead
from finterm.tui.intents import MoveMoney, SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def envelope_form(sight: Sight, envelope: Envelope | None = None, *, new_id: str = "") -> Form:
    """Add an envelope (with `new_id`) or edit `envelope`."""
    words = sight.words
    currency = envelope.currency if envelope else sight.settings.currency
    monthly = amount_text(envelope.monthly, currency) if envelope and envelope.monthly else ""
    fields = [
        Field("name", words("core.field.name"), value=envelope.name if envelope else "", required=True),
        Field(
            "kind",
            words("core.field.kind"),
            "choice",
            envelope.kind if envelope else "essential",
            choices=options(sight, "core.envelope_kind.", EnvelopeKind),
        ),
        Field("currency", words("core.field.currency"), "currency", currency, True),
        Field("monthly", words("tui.budget.monthly"), "amount", monthly, hint="2,000 · 1.2万"),
        Field(
            "rollover",
            words("tui.budget.rollover"),
            "yes_no",
            "yes" if envelope is None or envelope.rollover else "no",
        ),
        Field("note", words("core.field.note"), value=envelope.note if envelope else ""),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {
            **{key: text(values, key) for key in ("name", "kind", "currency", "note")},
            "monthly": number(values, "monthly"),
            "rollover": bool(some(values, "rollover")),
        }
        record = (
            Envelope(id=new_id, **terms) if envelope is None else msgspec.structs.replace(envelope, **terms)
        )
        return SaveRecord(record, envelope)

    title = words("tui.budget.add") if envelope is None else words("tui.budget.edit", name=envelope.name)
    draft = f"envelope:{envelope.id if envelope else ''}"
    return Form(title, fields, build, draft=draft, fresh=envelope is None)


def move_form(sight: Sight, kind: MoveKind, standing: Budget, envelope: Envelope | None = None) -> Form:
    """Income, assign, spend, move or cover; `envelope` is the one under the cursor."""
    words = sight.words
    currency = envelope.currency if envelope else sight.settings.currency
    fields = [
        Field(
            "amount",
            words("core.field.amount"),
            "amount",
            _first_amount(kind, standing, envelope),
            kind != "cover",
            currency="" if kind == "income" else currency,
        ),
    ]
    if kind == "income":
        fields.append(Field("currency", words("core.field.currency"), "currency", currency, True))
    if kind in ("move", "cover"):
        source = "" if kind == "cover" or envelope is None else envelope.id
        fields.append(_place(sight, "source", words("tui.budget.from"), currency, source, ready=True))
    if kind != "income":
        value = "" if kind == "move" or envelope is None else envelope.id
        ready = kind in ("spend", "move")
        label = words("tui.envelope") if kind == "spend" else words("tui.budget.to")
        fields.append(_place(sight, "envelope", label, currency, value, ready=ready))
    fields += [
        day_field(sight, sight.on, "near_date"),
        Field("note", words("core.field.note")),
    ]

    def build(values: dict[str, Value]) -> MoveMoney:
        return MoveMoney(
            kind,
            some(values, "amount"),
            text(values, "currency") or currency,
            some(values, "date"),
            envelope=text(values, "envelope"),
            source=text(values, "source"),
            note=text(values, "note"),
        )

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        """That more is assigned than there is, and that the day is still to come, while it is typed."""
        hints = {"date": ahead(sight, values.get("date"))}
        after = standing.ready.get(currency, 0) - number(values, "amount")
        if kind == "assign" and after < 0:
            hints["amount"] = words("tui.assigning.beyond", amount=sight.money(-after, currency))
        return hints

    draft = f"move:{kind}:{envelope.id if envelope else ''}"
    return Form(words(f"tui.budget.{kind}_title"), fields, build, derive=derive, draft=draft)


def _first_amount(kind: MoveKind, standing: Budget, envelope: Envelope | None) -> str:
    """What is most likely meant: the rest of the monthly amount, or what it takes to cover."""
    position = standing.positions.get(envelope.id) if envelope else None
    if position is None:
        return ""
    minor = {"assign": position.to_fund, "cover": position.overspent}.get(kind, 0)
    return amount_text(minor, position.envelope.currency) if minor else ""


def _place(sight: Sight, key: str, label: str, currency: str, value: str, *, ready: bool) -> Field:
    standing = [
        e for e in sight.ledger.envelopes if e.currency == currency and (not e.closed or key == "source")
    ]
    choices = [(e.id, e.name) for e in standing]
    if ready:
        choices.insert(0, ("", sight.words("core.ready_to_assign")))
    return Field(key, label, "choice", value, required=not ready, choices=tuple(choices))


def settings_form(sight: Sight) -> Form:
    """Paydays, the emergency fund's target and the book's currency."""
    words, settings = sight.words, sight.settings
    fields = [
        Field(
            "paydays",
            words("tui.cycle.paydays"),
            "days",
            ", ".join(map(str, settings.paydays)),
            True,
            hint=words("tui.cycle.paydays_hint"),
        ),
        Field(
            "emergency_months",
            words("tui.cycle.months"),
            "number",
            str(settings.emergency_months),
            True,
            least=1,
            most=60,
        ),
        Field("currency", words("core.field.currency"), "currency", settings.currency, True),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        record: Settings = msgspec.structs.replace(
            settings,
            paydays=some(values, "paydays"),
            emergency_months=number(values, "emergency_months"),
            currency=text(values, "currency"),
        )
        return SaveRecord(record, settings)

    return Form(words("tui.cycle.title"), fields, build, draft="settings", fresh=False)
