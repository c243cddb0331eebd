"""Contacts, talks, promises and next steps."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from typing import ClassVar, Literal

import msgspec

from finterm.domain.records.base import Record

ContactKind = Literal["lender", "platform", "collector", "bureau", "regulator", "adviser", "other"]
Channel = Literal["in_app_chat", "phone", "sms", "email", "letter", "visit"]
Direction = Literal["incoming", "outgoing"]
Request = Literal["grace", "waiver", "re_plan", "statement", "correction", "other"]
Side = Literal["me", "them"]
PromiseState = Literal["open", "kept", "broken", "withdrawn"]
ThirdParty = Literal["family", "colleague", "friend", "other"]
Conduct = Literal["threat", "abuse", "posing", "borrow", "told_others", "after_objection"]


class Contact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody to talk to about a debt."""

    table: ClassVar[str] = "contacts"

    name: str
    kind: ContactKind = "other"
    phone: str = ""
    email: str = ""
    loans: tuple[str, ...] = ()
    note: str = ""


class DueRef(msgspec.Struct, frozen=True, kw_only=True):
    """One instalment: number `n` of the loan with id `loan`."""

    loan: str
    n: int


class AttachedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file kept in the book's `attachments/` under its SHA-256, with the name it came with."""

    name: str
    sha256: str


class Talk(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One contact with anyone about a debt, as it was noted at the time; never rewritten, only amended.

    `at` is the moment it began, with its UTC offset. `minor` is the amount named in it. `number` is the
    telephone number that was rung. `third_party` is who was spoken to instead of me (None: it was me).
    `conduct` is what I noted about how they behaved: my words, not a finding.
    """

    table: ClassVar[str] = "talks"
    append_only: ClassVar[bool] = True

    at: DateTime
    contact: str = ""
    channel: Channel = "phone"
    direction: Direction = "incoming"
    reached: bool = True
    person: str = ""
    loans: tuple[str, ...] = ()
    dues: tuple[DueRef, ...] = ()
    reason: str = ""
    request: Request | None = None
    said_by_them: str = ""
    said_by_me: str = ""
    minor: int | None = None
    currency: str = ""
    outcome: str = ""
    reference: str = ""
    files: tuple[AttachedFile, ...] = ()
    number: str = ""
    third_party: ThirdParty | None = None
    conduct: tuple[Conduct, ...] = ()


class Amendment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A later correction of `talk`: the talk as it should read from then on. The old words stay."""

    table: ClassVar[str] = "amendments"
    append_only: ClassVar[bool] = True

    talk: str
    at: DateTime
    amended: Talk
    why: str = ""


class Promise(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An amount and a date somebody committed to: `by` me it is a due, `by` them an expectation.

    `paid` is what was paid towards it so far, in minor units, by payments recorded for it.
    """

    table: ClassVar[str] = "promises"

    by: Side
    date: Date
    minor: int | None = None
    currency: str = ""
    talk: str = ""
    contact: str = ""
    loan: str = ""
    due: int | None = None
    paid: int = 0
    state: PromiseState = "open"
    note: str = ""


class FollowUp(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The next step after a talk and its date; `done_on` closes it."""

    table: ClassVar[str] = "follow_ups"

    date: Date
    what: str
    talk: str = ""
    contact: str = ""
    loan: str = ""
    done_on: Date | None = None
