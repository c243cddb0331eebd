"""Forms of the diary: log a talk quickly, amend one, contacts, next steps, promises. Pure.

Logging comes with contact, loan and time filled in, the fields one needs on the phone first, so that it
takes seconds.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from finterm.domain.diary import NextStep, TalkFields, guess_contact, moment
from finterm.domain.promises import Pledge
from finterm.domain.records import Channel, Contact, ContactKind, Direction, FollowUp, Request, Side, Talk
from finterm.tui.dialogs.parts import NEW, NOBODY, amount_text, loan_field, number, options, some, text
from finterm.tui.intents import AmendTalk, LogTalk, SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.diary import talks_of
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def log_form(sight: Sight, *, loan: str = "", contact: str = "") -> Form:
    """Log a talk; `loan` and `contact` are what the cursor stood on."""
    words = sight.words
    if not contact and loan and (guessed := guess_contact(sight.ledger, loan)):
        contact = guessed.id
    if not contact and not loan:
        contact, loan = _last(sight)
    if contact and not loan and len(sight.contacts[contact].loans) == 1:
        loan = sight.contacts[contact].loans[0]
    fields = [
        *_who(sight, contact, loan),
        *_body(sight, None),
        Field(
            "promise",
            words("tui.talk.promise"),
            "choice",
            "no",
            choices=_sides(sight),
            section=words("tui.talk.next"),
        ),
        Field(
            "promise_amount",
            words("tui.talk.promise_amount"),
            "amount",
            currency=_currency(sight, loan),
            when=("promise", ("me", "them")),
        ),
        Field(
            "promise_date",
            words("tui.talk.promise_date"),
            "date",
            "",
            True,
            hint=words("tui.form.date_hint"),
            when=("promise", ("me", "them")),
        ),
        Field("follow_up_date", words("tui.talk.follow_up_date"), "date", hint="+3d · 15 · 2026-04-15"),
        Field("follow_up", words("tui.talk.follow_up")),
        *_more(sight, None),
    ]

    def build(values: dict[str, Value]) -> LogTalk:
        about = text(values, "loan")
        step = some(values, "follow_up_date")
        return LogTalk(
            some(values, "at") or sight.now,
            "" if text(values, "contact") == NEW else text(values, "contact"),
            _fields(sight, values, about),
            pledge=_pledge(sight, values, about),
            next_step=NextStep(step, text(values, "follow_up")) if step else None,
            new_contact=text(values, "new_contact") if text(values, "contact") == NEW else "",
        )

    return Form(words("tui.talk.log"), fields, build, focus="said_by_them" if contact else "contact")


def _last(sight: Sight) -> tuple[str, str]:
    """Contact and loan of the latest talk: the most likely next one when nothing else is known."""
    talks = [talk for talk in talks_of(sight).values() if talk.contact in sight.contacts]
    if not talks:
        return NOBODY, ""
    latest = max(talks, key=lambda talk: (moment(talk.at), talk.id))
    loans = [loan for loan in latest.loans if loan in sight.loans]
    return latest.contact, loans[0] if len(loans) == 1 else ""


def _currency(sight: Sight, loan: str) -> str:
    return sight.loans[loan].currency if loan in sight.loans else sight.settings.currency


def _sides(sight: Sight) -> tuple[tuple[str, str], ...]:
    words = sight.words
    return (("no", words("core.no")), *((side, words(f"tui.talk.promise_{side}")) for side in ("me", "them")))


def _who(sight: Sight, contact: str, loan: str) -> list[Field]:
    words = sight.words
    people = sorted(sight.ledger.contacts, key=lambda c: c.name.casefold())
    choices = [
        *((c.id, c.name) for c in people),
        (NEW, words("tui.talk.new_contact")),
        (NOBODY, words("core.none")),
    ]
    value = contact or (choices[0][0] if not people else NEW)
    return [
        Field("contact", words("tui.contact"), "choice", value, choices=tuple(choices)),
        Field("new_contact", words("tui.talk.contact_name"), required=True, when=("contact", (NEW,))),
        loan_field(sight, loan),
        Field("at", words("tui.diary.when"), "moment", sight.now.strftime("%Y-%m-%d %H:%M"), hint="14:30"),
    ]


def _body(sight: Sight, talk: Talk | None) -> list[Field]:
    words = sight.words
    reached = "yes" if talk is None or talk.reached else "no"
    currency = talk.currency if talk and talk.currency else sight.settings.currency
    return [
        Field(
            "channel",
            words("tui.diary.channel"),
            "choice",
            talk.channel if talk else "phone",
            choices=options(sight, "core.channel.", Channel),
        ),
        Field(
            "direction",
            words("tui.talk.direction"),
            "choice",
            talk.direction if talk else "incoming",
            choices=options(sight, "core.direction.", Direction),
        ),
        Field("reached", words("tui.talk.reached"), "yes_no", reached),
        Field("said_by_them", words("tui.diary.said_by_them"), "area", talk.said_by_them if talk else ""),
        Field("said_by_me", words("tui.diary.said_by_me"), "area", talk.said_by_me if talk else ""),
        Field(
            "amount",
            words("tui.diary.amount"),
            "amount",
            amount_text(talk.minor if talk else None, currency),
            currency=currency,
        ),
        Field("outcome", words("tui.diary.outcome"), value=talk.outcome if talk else ""),
    ]


def _more(sight: Sight, talk: Talk | None) -> list[Field]:
    words = sight.words
    requests = (("", words("core.none")), *options(sight, "core.request.", Request))
    return [
        Field(
            "person",
            words("tui.diary.person"),
            value=talk.person if talk else "",
            section=words("tui.talk.more"),
        ),
        Field("reason", words("tui.diary.reason"), value=talk.reason if talk else ""),
        Field(
            "request",
            words("tui.diary.request"),
            "choice",
            (talk.request or "") if talk else "",
            choices=requests,
        ),
        Field("reference", words("tui.diary.reference"), value=talk.reference if talk else ""),
    ]


def _fields(sight: Sight, values: dict[str, Value], loan: str) -> TalkFields:
    fields = cast(TalkFields, {key: text(values, key) for key in _TEXTS})
    fields["channel"] = cast(Channel, text(values, "channel"))
    fields["direction"] = cast(Direction, text(values, "direction"))
    fields["reached"] = bool(some(values, "reached"))
    fields["request"] = cast(Request, text(values, "request")) or None
    fields["loans"] = (loan,) if loan else ()
    fields["minor"] = number(values, "amount") or None
    fields["currency"] = _currency(sight, loan) if fields["minor"] else ""
    return fields


_TEXTS = ("said_by_them", "said_by_me", "outcome", "person", "reason", "reference")


def _pledge(sight: Sight, values: dict[str, Value], loan: str) -> Pledge | None:
    side = text(values, "promise")
    if side not in ("me", "them"):
        return None
    minor = number(values, "promise_amount") or None
    return Pledge(
        cast(Side, side), some(values, "promise_date"), minor, _currency(sight, loan) if minor else "", loan
    )


def amend_form(sight: Sight, talk: Talk) -> Form:
    """How `talk` should read from now on; the old words stay."""
    words = sight.words
    loan = talk.loans[0] if len(talk.loans) == 1 else ""
    several = len(talk.loans) > 1
    fields = [
        *([] if several else [loan_field(sight, loan)]),
        *_body(sight, talk),
        *_more(sight, talk),
        Field("why", words("tui.talk.why"), hint=words("tui.talk.why_hint")),
    ]

    def build(values: dict[str, Value]) -> AmendTalk:
        changes: dict[str, Any] = dict(_fields(sight, values, text(values, "loan")))
        if several:
            del changes["loans"]
        if changes["minor"] and talk.currency:
            changes["currency"] = talk.currency
        return AmendTalk(talk.id, cast(Any, changes), text(values, "why"))

    return Form(words("tui.talk.amend"), fields, build)


def contact_form(sight: Sight, contact: Contact | None = None, *, new_id: str = "") -> Form:
    """Add a contact (with `new_id`) or edit `contact`."""
    words = sight.words
    loan = contact.loans[0] if contact and len(contact.loans) == 1 else ""
    several = contact is not None and len(contact.loans) > 1
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
        *([] if several else [loan_field(sight, loan)]),
        Field("note", words("core.field.note"), "area", contact.note if contact else ""),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {key: text(values, key) for key in ("name", "kind", "phone", "email", "note")}
        if not several:
            terms["loans"] = (text(values, "loan"),) if text(values, "loan") else ()
        record = Contact(id=new_id, **terms) if contact is None else msgspec.structs.replace(contact, **terms)
        return SaveRecord(record, contact)

    title = words("tui.contacts.add") if contact is None else words("tui.contacts.edit", name=contact.name)
    return Form(title, fields, build)


def follow_up_form(sight: Sight, step: FollowUp) -> Form:
    """Another date or other words for a next step."""
    words = sight.words
    fields = [
        Field(
            "date",
            words("core.field.date"),
            "date",
            step.date.isoformat(),
            True,
            hint=words("tui.form.date_hint"),
        ),
        Field("what", words("tui.talk.follow_up"), value=step.what, required=True),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        record: FollowUp = msgspec.structs.replace(step, date=some(values, "date"), what=text(values, "what"))
        return SaveRecord(record, step)

    return Form(words("tui.talk.follow_up_title"), fields, build)
