"""The form that enters or corrects a rule, kept in a file of the person's own. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from finterm.domain.errors import BadInput
from finterm.rules import said
from finterm.rules.own import Entry, as_typed, is_far, ours, usual_start, written
from finterm.rules.rule import Rule
from finterm.rules.units import FACT, typed, value_of
from finterm.tui.dialogs.parts import some, text
from finterm.tui.intents import KeepRule
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def rule_form(sight: Sight, rule: Rule) -> Form:
    """A value of one's own in the place of `rule`, from a day on, with who says so."""
    words, start = sight.words, usual_start(rule, sight.on)
    hint = words("tui.form.date_hint")

    def value(typed_text: str) -> str:
        return written(typed_text, rule)

    fields = [
        Field(
            "value", words("tui.rules.value"), value=as_typed(rule) if rule.end is None else "",
            required=True, parse=value, hint=words("tui.rules.like", value=as_typed(rule)),
            unit=said.unit_of(words, rule),
        ),
        Field("since", words("tui.rules.since"), "date", start.isoformat() if start else "",
              start is not None, hint=hint),
        Field("until", words("tui.rules.until"), "date", hint=words("tui.rules.until_hint")),
        Field("authority", words("tui.rules.authority"), required=True,
              hint=words("tui.rules.authority_hint")),
        Field("note", words("core.field.note")),
    ]  # fmt: skip
    if rule.unit == FACT:
        fields = fields[1:]

    def build(values: dict[str, Value]) -> KeepRule:
        since, until = some(values, "since"), some(values, "until")
        if since and until and until < since:
            raise BadInput("until", "rules.bad.order")
        value = text(values, "value") or "true"
        says = text(values, "authority"), text(values, "note")
        return KeepRule(Entry(rule.id, rule.country, value, since, until, *says))

    def question(values: Mapping[str, Value]) -> str:
        known = ours(rule)
        if not is_far(known, text(values, "value")):
            return ""
        return words("tui.rules.far", value=said.value_of(words, known))

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        """What is typed as the rule will say it, so that 3 is seen to be 3%."""
        if not (new := text(values, "value")):
            return {}
        read = replace(rule, value=value_of(typed(new.strip("[]").replace('"', ""), rule.unit), rule.unit))
        return {"value": words("tui.rules.reads", value=said.value_of(words, read))}

    title = words("tui.rules.enter", name=said.name_of(words, rule))
    return Form(title, fields, build, derive=derive, question=question)
