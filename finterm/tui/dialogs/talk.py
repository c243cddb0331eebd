"""Forms of talks: log one quickly, amend one. Pure.

Logging comes with contact, loan and time filled in, and goes as a call goes: who, whether they were
reached, what they say, the amount named, what I say, how it ended, what was promised, what comes next. The
rest is further down, so that a typical call takes seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime as DateTime
from typing import Any, cast

from finterm.domain.diary import NextStep, TalkFields, guess_contact
from finterm.domain.promises import Pledge
from finterm.domain.records import (
    Channel,
    Conduct,
    ContactKind,
    Direction,
    Request,
    Side,
    Talk,
    ThirdParty,
)
from finterm.tui.dialogs.files import parse_paths
from finterm.tui.dialogs.limiting import talk_notes
from finterm.tui.dialogs.parts import NEW, NOBODY, amount_text, loan_field, number, options, some, text
from finterm.tui.dialogs.talk_claim import amended_claim, claim_notes, measure_field, talk_claim
from finterm.tui.dialogs.talk_dues import due_ref, instalments
from finterm.tui.intents import AmendTalk, LogTalk
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Choices, Field, Value
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import latest


def log_form(sight: Sight, *, loan: str = "", contact: str = "", now: DateTime | None = None) -> Form:
    """Log a talk; `loan` and `contact` are what the cursor stood on. `now` is later than the sight by minutes."""
    words, now = sight.words, now or sight.now
    if not contact and loan and (guessed := guess_contact(sight.ledger, loan)):
        contact = guessed.id
    if not contact and not loan:
        contact, loan = latest(sight)
    if contact and not loan and len(sight.contacts[contact].loans) == 1:
        loan = sight.contacts[contact].loans[0]
    fields = [
        *_who(sight, contact, loan),
        *_said(sight, None),
        *_follows(sight),
        *_how(sight, None, loan, now),
    ]

    def build(values: dict[str, Value]) -> LogTalk:
        about = text(values, "loan")
        step = some(values, "follow_up_date")
        return LogTalk(
            some(values, "at") or now,
            "" if text(values, "contact") == NEW else text(values, "contact"),
            _fields(sight, values),
            pledge=_pledge(sight, values, about),
            next_step=NextStep(step, text(values, "follow_up")) if step else None,
            new_contact=text(values, "new_contact") if text(values, "contact") == NEW else "",
            new_kind=cast(ContactKind, text(values, "new_kind") or "other"),
            files=some(values, "files") or (),
            claim=talk_claim(sight, values),
        )

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        """The amount they name, held against the book while they are still talking."""
        notes = dict(talk_notes(sight, values))
        if claim := talk_claim(sight, values):
            told, asked = claim_notes(sight, claim, text(values, "measure"))
            notes["amount"] = "\n".join(part for part in (notes.get("amount", ""), told) if part)
            notes["said_by_me"] = asked
        elif values.get("amount") and not text(values, "loan") and sight.loans:
            notes["amount"] = words("claims.choose_loan")
        return notes

    # Always in the same place: somebody is talking, and a choice would swallow what is typed.
    return Form(
        words("tui.talk.log"),
        fields,
        build,
        focus="said_by_them",
        derive=derive,
        draft="talk",
    )


def _currency(sight: Sight, loan: str) -> str:
    return sight.loans[loan].currency if loan in sight.loans else sight.settings.currency


def _currency_typed(sight: Sight, usual: str = "") -> Any:
    """The currency of an amount named in the talk: that of the loan chosen, else `usual`."""

    def of(typed: Mapping[str, str]) -> str:
        loan = typed.get("loan", "")
        return usual if usual and loan not in sight.loans else _currency(sight, loan)

    return of


def _people(sight: Sight, *, new: bool) -> Choices:
    words = sight.words
    people = sorted(sight.ledger.contacts, key=lambda c: c.name.casefold())
    somebody = ((NEW, words("tui.talk.new_contact")),) if new else ()
    return (*((c.id, c.name) for c in people), *somebody, (NOBODY, words("core.none")))


def _who(sight: Sight, contact: str, loan: str) -> list[Field]:
    words = sight.words
    choices = _people(sight, new=True)
    return [
        Field("contact", words("tui.contact"), "choice", contact or NEW, choices=choices),
        Field("new_contact", words("tui.talk.contact_name"), required=True, when=("contact", (NEW,))),
        Field(
            "new_kind",
            words("tui.talk.contact_kind"),
            "choice",
            "collector",  # who calls about a debt and is not known yet
            choices=options(sight, "core.contact_kind.", ContactKind),
            when=("contact", (NEW,)),
        ),
        loan_field(sight, loan),
    ]


def _said(sight: Sight, talk: Talk | None) -> list[Field]:
    words = sight.words
    reached = "yes" if talk is None or talk.reached else "no"
    currency = talk.currency if talk and talk.currency else sight.settings.currency
    amount = amount_text(talk.minor if talk else None, currency)
    return [
        Field("reached", words("tui.talk.reached"), "yes_no", reached),
        Field("said_by_them", words("tui.diary.said_by_them"), "area", talk.said_by_them if talk else ""),
        Field(
            "amount",
            words("tui.diary.amount"),
            "amount",
            amount,
            currency=_currency_typed(sight, talk.currency if talk else ""),
        ),
        Field("said_by_me", words("tui.diary.said_by_me"), "area", talk.said_by_me if talk else ""),
        Field("outcome", words("tui.diary.outcome"), value=talk.outcome if talk else ""),
    ]


def _follows(sight: Sight) -> list[Field]:
    """What comes of it: a promise, the next step."""
    words = sight.words
    sides = (
        ("no", words("core.no")),
        *((side, words(f"tui.talk.promise_{side}")) for side in ("me", "them")),
    )
    promised = ("promise", ("me", "them"))
    hint = words("tui.form.date_hint")
    currency = _currency_typed(sight)
    return [
        Field("promise", words("tui.talk.promise"), "choice", "no", choices=sides),
        Field("promise_amount", words("tui.talk.promise_amount"), "amount", currency=currency, when=promised),
        Field("promise_date", words("tui.talk.promise_date"), "date", "", True, hint=hint, when=promised),
        Field("follow_up_date", words("tui.talk.follow_up_date"), "date", hint=hint),
        Field("follow_up", words("tui.talk.follow_up")),
    ]


def _how(sight: Sight, talk: Talk | None, loan: str, now: DateTime) -> list[Field]:
    """When and by which channel it was, and what is seldom asked for on the phone."""
    words = sight.words
    requests = (("", words("core.none")), *options(sight, "core.request.", Request))
    at = (talk.at if talk else now).strftime("%Y-%m-%d %H:%M")
    channels, directions = (
        options(sight, "core.channel.", Channel),
        options(sight, "core.direction.", Direction),
    )
    others = tuple((other.id, other.name) for other in sight.ledger.loans)
    more = " ".join(one for one in talk.loans if one != loan) if talk else ""
    dues = " ".join(f"{due.loan}#{due.n}" for due in talk.dues) if talk else ""
    wanted = (talk.request or "") if talk else ""
    others_told = (("", words("core.none")), *options(sight, "core.third_party.", ThirdParty))
    third = (talk.third_party or "") if talk else ""
    noted = " ".join(talk.conduct) if talk else ""

    def label(key: str) -> str:
        return words(f"tui.diary.{key}")

    return [
        Field("at", label("when"), "moment", at, hint="14:30", section=words("tui.talk.more")),
        Field("channel", label("channel"), "choice", talk.channel if talk else "phone", choices=channels),
        Field(
            "direction",
            words("tui.talk.direction"),
            "choice",
            talk.direction if talk else "incoming",
            choices=directions,
        ),
        Field("person", label("person"), value=talk.person if talk else ""),
        Field("number", label("number"), value=talk.number if talk else ""),
        Field("third_party", label("third_party"), "choice", third, choices=others_told),
        Field("conduct", label("conduct"), "picks", noted, choices=options(sight, "core.conduct.", Conduct)),
        Field("reason", label("reason"), value=talk.reason if talk else ""),
        Field("request", label("request"), "choice", wanted, choices=requests),
        measure_field(sight, talk),
        Field("reference", label("reference"), value=talk.reference if talk else ""),
        Field(
            "dues", words("tui.talk.dues"), "picks", dues, choices_of=lambda typed: instalments(sight, typed)
        ),
        Field("more_loans", words("tui.talk.more_loans"), "picks", more, choices=others),
        Field("files", words("tui.talk.files"), hint=words("tui.talk.files_hint"), parse=parse_paths),
    ]


def _fields(sight: Sight, values: dict[str, Value]) -> TalkFields:
    loan = text(values, "loan")
    fields = cast(TalkFields, {key: text(values, key) for key in _TEXTS})
    fields["channel"] = cast(Channel, text(values, "channel"))
    fields["direction"] = cast(Direction, text(values, "direction"))
    fields["reached"] = bool(some(values, "reached"))
    fields["request"] = cast(Request, text(values, "request")) or None
    fields["third_party"] = cast(ThirdParty, text(values, "third_party")) or None
    fields["conduct"] = tuple(cast(Conduct, noted) for noted in some(values, "conduct") or ())
    fields["loans"] = tuple(dict.fromkeys([*([loan] if loan else []), *(some(values, "more_loans") or ())]))
    fields["dues"] = tuple(due_ref(picked) for picked in some(values, "dues") or ())
    fields["minor"] = number(values, "amount") or None
    fields["currency"] = _currency(sight, loan) if fields["minor"] else ""
    return fields


_TEXTS = ("said_by_them", "said_by_me", "outcome", "person", "number", "reason", "reference")


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
    loan = talk.loans[0] if talk.loans else ""
    contact = talk.contact if talk.contact in sight.contacts else NOBODY
    fields = [
        Field("contact", words("tui.contact"), "choice", contact, choices=_people(sight, new=False)),
        loan_field(sight, loan),
        *_said(sight, talk),
        *_how(sight, talk, loan, sight.now),
        Field("why", words("tui.talk.why"), hint=words("tui.talk.why_hint")),
    ]
    shown_at = talk.at.strftime("%Y-%m-%d %H:%M")

    def build(values: dict[str, Value]) -> AmendTalk:
        changes: dict[str, Any] = dict(_fields(sight, values))
        at = some(values, "at")
        if at is not None and at.strftime("%Y-%m-%d %H:%M") != shown_at:
            changes["at"] = at
        if text(values, "contact") != contact:
            changes["contact"] = text(values, "contact")
        if changes["minor"] and changes["minor"] == talk.minor:
            changes["currency"] = talk.currency
        if set(changes["loans"]) == set(talk.loans):
            changes["loans"] = talk.loans
        if set(changes["conduct"]) == set(talk.conduct):
            changes["conduct"] = talk.conduct
        if set(changes["dues"]) >= set(talk.dues) and len(changes["dues"]) == len(talk.dues):
            changes["dues"] = talk.dues
        files = some(values, "files") or ()
        return AmendTalk(
            talk.id, cast(Any, changes), text(values, "why"), files, amended_claim(sight, talk, values)
        )

    return Form(
        words("tui.talk.amend"), fields, build, focus="said_by_them", draft=f"amend:{talk.id}", fresh=False
    )
