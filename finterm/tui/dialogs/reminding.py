"""The form of reminders: when before a due, at what time, not in which hours, and of what at all. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time as Time
from typing import Any, cast, get_args

import msgspec

from finterm.domain.records import Loan, ReminderKind, Settings
from finterm.exchange.leads import NO_LEADS, parse_leads, written_leads
from finterm.tui.dialogs.parts import some
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.notices import Heard, next_sentence
from finterm.tui.view.sight import Sight

WITH_LEADS: tuple[ReminderKind, ...] = ("instalment", "bill", "promise", "expected", "follow_up")
OFF = "off"
_OFF = (OFF, "关", "关闭", "不提醒")
Leads = tuple[int, ...]


def reminders_form(sight: Sight) -> Form:
    """When and of what the person is reminded."""
    words, settings = sight.words, sight.settings

    def build(values: dict[str, Value]) -> SaveRecord:
        return SaveRecord(_settings(settings, values), settings)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return {"": next_sentence(sight, _settings(settings, values), Heard())}

    fields = [*_times(sight, settings), *_kinds(sight, settings)]
    return Form(words("tui.reminders.title"), fields, build, derive=derive, draft="reminders", fresh=False)


def _times(sight: Sight, settings: Settings) -> list[Field]:
    words = sight.words

    def time(key: str, value: Time) -> Field:
        return Field(
            key,
            words(f"core.field.{key}"),
            "time",
            value.isoformat("minutes"),
            True,
        )

    return [
        Field(
            "leads",
            words("core.field.leads"),
            "leads",
            _shown(sight, settings.leads),
            True,
            unit=words("tui.reminders.leads_unit"),
        ),
        time("remind_at", settings.remind_at),
        time("quiet_from", settings.quiet_from),
        time("quiet_until", settings.quiet_until)._replace(unit=words("tui.reminders.quiet_unit")),
        Field(
            "weekends_earlier",
            words("tui.reminders.weekends"),
            "yes_no",
            "yes" if settings.weekends_earlier else "no",
        ),
        Field(
            "most_overdue",
            words("core.field.most_overdue"),
            "number",
            str(settings.most_overdue),
            True,
            most=366,
            unit=words("tui.reminders.most_unit"),
        ),
    ]


def _kinds(sight: Sight, settings: Settings) -> list[Field]:
    words, own = sight.words, dict(settings.leads_by_kind)
    fields = []
    for kind in get_args(ReminderKind):
        section = words("tui.reminders.kinds") if kind == WITH_LEADS[0] else ""
        label, off = words(f"core.reminder_kind.{kind}"), kind in settings.unreminded
        if kind in WITH_LEADS:
            value = words("tui.reminders.off") if off else _shown(sight, own[kind]) if kind in own else ""
            hint = words("tui.reminders.kind_hint")
            fields.append(Field(kind, label, value=value, parse=_leads_or_off, hint=hint, section=section))
        else:
            fields.append(Field(kind, label, "yes_no", "no" if off else "yes", section=section))
    return fields


def _settings(before: Settings, values: Mapping[str, Value]) -> Settings:
    """The settings as the form has them; what cannot be read yet stays as it was."""
    own, off = dict(before.leads_by_kind), set(before.unreminded)
    for kind in get_args(ReminderKind):
        if kind not in values:
            continue
        value = values[kind]
        off.discard(kind)
        if value in (OFF, False):
            off.add(kind)  # its own days stay for when it is wanted again
        elif kind in WITH_LEADS:
            own.pop(kind, None)
            if value not in ("", None):
                own[kind] = cast(Leads, value)
    kinds = get_args(ReminderKind)
    plain: dict[str, Any] = {
        key: values[key]
        for key in ("leads", "remind_at", "quiet_from", "quiet_until", "weekends_earlier", "most_overdue")
        if values.get(key) is not None
    }
    return msgspec.structs.replace(
        before,
        **plain,
        leads_by_kind=tuple((kind, own[kind]) for kind in kinds if kind in own),
        unreminded=tuple(kind for kind in kinds if kind in off),
    )


def own_leads(sight: Sight, loan: Loan | None) -> Field:
    """The field of a loan for reminders of its own."""
    words = sight.words
    value = "" if loan is None or loan.leads is None else _shown(sight, loan.leads)
    return Field("leads", words("core.field.leads"), "leads", value, hint=words("tui.reminders.loan_hint"))


def leads_of(values: Mapping[str, Value]) -> Leads | None:
    """What stands in the field of a loan; None: as other loans."""
    return cast("Leads | None", some(values, "leads"))


def _shown(sight: Sight, leads: Leads) -> str:
    text = written_leads(leads)
    return sight.words("tui.reminders.none") if text == NO_LEADS else text


def _leads_or_off(text: str) -> Leads | str:
    """Days before a due, the farthest first and none twice; or that it is not reminded of."""
    return OFF if text.strip().casefold() in _OFF else tuple(sorted(set(parse_leads(text)), reverse=True))
