"""Writing an evidence pack from the screen: the form that asks what goes in, and the file that comes of it.

The book does not change, so there is no intent and nothing to undo. A name that is taken is refused beside
its field and nothing is written over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from finterm.domain.errors import BadInput, FintermError
from finterm.exchange.evidence.subject import Span, Subject
from finterm.tui.dialogs.parts import some, text
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


_LISTED = re.compile("[;；\n]")


def ask_for_pack(app: FintermApp, about: Subject) -> None:
    """Opens the form over `app`, filled in for `about`."""
    from finterm.tui.widgets.form import FormScreen

    sight = app.sight
    form = pack_form(sight, about)

    def save(values: dict[str, Value]) -> None:
        app.say(write_pack(app, values))

    app.push_screen(FormScreen(form, save, app.words, now=app.now))


def pack_form(sight: Sight, about: Subject) -> Form:
    """What can be asked of a pack; its file is named after what it is about unless the person names it."""
    words, ledger = sight.words, sight.ledger
    choices = [
        *((f"loan:{loan.id}", words("tui.evidence.loan", name=loan.name)) for loan in ledger.loans),
        *((f"contact:{one.id}", words("tui.evidence.contact", name=one.name)) for one in ledger.contacts),
    ]
    fields = [
        Field("about", words("tui.evidence.about"), "choice", ":".join(about), True, tuple(choices)),
        Field("first", words("tui.evidence.from"), "past_date", hint=words("tui.evidence.from_hint")),
        Field("last", words("tui.evidence.to"), "past_date", hint=words("tui.evidence.to_hint")),
        Field("redacted", words("tui.evidence.redacted"), "yes_no", "no"),
        Field(
            "others",
            words("tui.evidence.others"),
            when=("redacted", ("yes",)),
            hint=words("tui.evidence.others_hint"),
        ),
        Field("path", words("tui.evidence.path"), hint=words("tui.evidence.path_hint")),
    ]

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return {"redacted": words("tui.evidence.read_it")} if values.get("redacted") else {}

    return Form(words("tui.evidence.title"), fields, lambda values: None, derive=derive)


def write_pack(app: FintermApp, values: Mapping[str, Value]) -> str:
    """Writes what the form asks for; the sentence that tells where it is. Raises BadInput."""
    from finterm.exchange import exporting
    from finterm.exchange.evidence.pack import Wishes, file_name, pack, zipped

    kind, _, id = text(values, "about").partition(":")
    first: Date | None = some(values, "first")
    last: Date | None = some(values, "last")
    if first and last and last < first:
        raise BadInput("last", "tui.evidence.to_before_from")
    subject = Subject(cast("Literal['loan', 'contact']", kind), id)
    on, redacted = app.sight.on, bool(values.get("redacted"))
    others = tuple(part for each in _LISTED.split(text(values, "others")) if (part := each.strip()))
    wishes = Wishes(subject, on, Span(first, last), redacted, others)
    made = pack(
        exporting.tables(app.book.all), app.book.folder / "attachments", wishes, app.words, app.sight.rules
    )
    path = Path(text(values, "path") or "~").expanduser()
    if path.is_dir():
        path /= file_name(made.name, on, redacted)
    if path.exists():
        raise BadInput("path", "tui.evidence.exists", path=path.name)  # its folder is in the field
    try:
        if path.suffix.casefold() == ".zip":
            exporting.write(path, zipped(made, on))
        else:
            exporting.write_fresh(path, made.files)
    except FintermError as fault:
        raise BadInput("path", fault.what, **fault.values) from fault
    said = app.words.count("tui.evidence.written", made.talks, path=path)
    if made.missing:
        missing = app.words.count("tui.evidence.missing", made.missing)
        return app.words("tui.evidence.with", said=said, missing=missing)
    return said
