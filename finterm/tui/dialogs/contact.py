"""Forms of contacts and next steps. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from finterm.domain.records import Contact, ContactKind, FollowUp
from finterm.tui.dialogs.parts import day_field, loan_field, options, some, text
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def contact_form(sight: Sight, contact: Contact | None = None, *, new_id: str = "") -> Form:
    """Add a contact (with `new_id`) or edit `contact`."""
    words = sight.words
    fields = [
        Field("name", words("core.field.name"), value=contact.name if contact else "", required=True),
        Field(
            "kind",
            words("core.field.kind"),
            "choice",
            contact.kind if contact else "lender",
            choices=options(sight, "core.contact_kind.", ContactKind),
        ),
        Field("phone", words("tui.contacts.phone"), value=contact.phone if contact else ""),
        Field("email", words("tui.contacts.email"), value=contact.email if contact else ""),
        Field(
            "loans",
            words("tui.diary.about"),
            "picks",
            " ".join(contact.loans) if contact else "",
            choices=tuple((loan.id, loan.name) for loan in sight.ledger.loans),
        ),
        Field("note", words("core.field.note"), "area", contact.note if contact else ""),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {key: text(values, key) for key in ("name", "kind", "phone", "email", "note")}
        terms["loans"] = some(values, "loans") or ()
        record = Contact(id=new_id, **terms) if contact is None else msgspec.structs.replace(contact, **terms)
        return SaveRecord(record, contact)

    title = words("tui.contacts.add") if contact is None else words("tui.contacts.edit", name=contact.name)
    draft = f"contact:{contact.id if contact else ''}"
    return Form(title, fields, build, draft=draft, fresh=contact is None)


def follow_up_form(
    sight: Sight, step: FollowUp | None = None, *, new_id: str = "", loan: str = "", contact: str = ""
) -> Form:
    """A next step (with `new_id`), about the `loan` or `contact` the cursor stood on; or another date or
    other words for `step`."""
    words = sight.words
    known = loan if loan in sight.loans else ""
    fields = [
        day_field(sight, step.date if step else sight.on),
        Field("what", words("tui.talk.follow_up"), value=step.what if step else "", required=True),
        *([] if step else [loan_field(sight, known)]),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {"date": some(values, "date"), "what": text(values, "what")}
        if step is not None:
            return SaveRecord(msgspec.structs.replace(step, **terms), step)
        about = text(values, "loan")
        who = contact if about == known and contact in sight.contacts else ""
        return SaveRecord(FollowUp(id=new_id, loan=about, contact=who, **terms))

    title = words("tui.talk.follow_up_title" if step else "tui.talk.follow_up_add")
    draft = f"follow_up:{step.id if step else ''}"
    return Form(title, fields, build, focus="what", draft=draft, fresh=step is None)
