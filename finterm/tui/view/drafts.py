"""What is said of drafts that were left over: what each was, when it was begun, how it goes. Pure."""

from __future__ import annotations

from datetime import datetime as DateTime
from typing import Protocol

from finterm.domain.dues import find
from finterm.tui.actions import DRAFTS, keys_said
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.ask import Form
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.sight import HIDDEN, Sight


class Begun(Protocol):
    """A draft as far as this needs to know it."""

    @property
    def form(self) -> str: ...

    @property
    def begun(self) -> DateTime: ...


OF_LOANS = ("pay_loan", "charge", "waiver", "loan")
COLUMNS = (Column(least=8), Column(least=5), Column(weight=1, least=10))


def sentence(sight: Sight, draft: Begun, form: Form | None) -> str:
    """`A talk begun 14:02 was not saved: enter continues it, d drops it.`"""
    key = "tui.draft.offer" if form else "tui.draft.offer_gone"
    return sight.words(key, what=what(sight, draft), at=at(sight, draft), **keys_said(DRAFTS))


def what(sight: Sight, draft: Begun) -> str:
    """What kind of thing was being typed."""
    kind, _, which = draft.form.partition(":")
    for key in (f"tui.draft.of.{kind}_new" if not which else "", f"tui.draft.of.{kind}"):
        if key and sight.words.has(key):
            return sight.words(key)
    return sight.words("tui.draft.of.form")


def at(sight: Sight, draft: Begun) -> str:
    """When it was begun: the time alone where that was today."""
    begun = draft.begun.astimezone(sight.now.tzinfo)
    return begun.strftime("%H:%M") if begun.date() == sight.on else sight.words.moment(begun)


def row(sight: Sight, draft: Begun, form: Form | None, texts: dict[str, str], key: str) -> Row:
    """One line: what, when, and the words typed; amounts masked while they are hidden."""
    return Row(
        key,
        (
            what(sight, draft),
            at(sight, draft),
            Cell(_gist(sight, form, texts, _about(sight, draft)), "faint"),
        ),
    )


def _about(sight: Sight, draft: Begun) -> str:
    """The loan or due that was to be paid or changed, by name."""
    kind, _, which = draft.form.partition(":")
    if kind == "pay":
        return due.name if (due := find(dues_of(sight), which)) else ""
    return sight.loans[which].name if kind in OF_LOANS and which in sight.loans else ""


def _gist(sight: Sight, form: Form | None, texts: dict[str, str], about: str) -> str:
    """The words and amounts among `texts`; all of them where the form is gone."""
    if form is None:
        return sight.free(" · ".join(text for text in texts.values() if text.strip()))
    said = [about] if about else []
    for field in form.fields:
        text = texts.get(field.key, "").strip()
        if text and text != about and (field.holds_amounts or field.kind in ("text", "area")):
            said.append(HIDDEN if sight.hidden and field.holds_amounts else sight.free(text))
    return " · ".join(said)
