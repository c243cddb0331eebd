"""The form of a letter: its text as the book fills it, for the person to read and change. Pure.

Saving keeps it in the diary as sent, with the day its answer is due, or writes it to a file, or both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from finterm.domain.diary import NextStep, TalkFields
from finterm.domain.errors import BadInput
from finterm.domain.letters import BY_NAME, LENDING, LETTERS, WRITTEN, Facts, Letter, can_pay, goes_to
from finterm.domain.limitation import marks_said
from finterm.domain.records import Channel, Contact, Loan
from finterm.exchange.letter import Written, blanks, country_of, drafted, new_file
from finterm.rules.careful import OF_LETTER, to_look_up
from finterm.tui.actions import AREA, keys_said
from finterm.tui.dialogs.letter_to import Bodies, addressee_note, bodies_for, body_choices, first_choice
from finterm.tui.dialogs.parts import NEW, options, some, text
from finterm.tui.intents import LogTalk, WriteLetter
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Choices, Field, Value
from finterm.tui.view.limitation import limitation_note
from finterm.tui.view.promising import safe_promise_line, safe_promise_of
from finterm.tui.view.sight import Sight

HIGH = 9  # lines of the text that are seen at once


def letter_choices(sight: Sight) -> tuple[list[tuple[str, str]], list[str]]:
    """Every letter to pick from: pairs of name and words, and what each is for."""
    words = sight.words
    pairs = [(letter.name, words(f"letters.{letter.name}.name")) for letter in LETTERS]
    return [*pairs], [words(f"letters.{letter.name}.about") for letter in LETTERS]


def letter_form(sight: Sight, name: str, *, loan: str = "", contact: str = "", record: str = "") -> Form:
    """The letter `name` about the loan and to the contact with these ids, where they are known.

    `record` is the id of the account or dispute of the credit record that it is about.
    """
    words, letter, about = sight.words, BY_NAME[name], sight.loans.get(loan)
    draft = drafted(
        sight.ledger,
        letter,
        sight.on,
        words,
        sight.rules,
        sight.settings.currency,
        loan=about,
        contact=contact,
        record=record,
        position=sight.positions[loan] if about else None,
        safe=safe_promise_of(sight, about) if about else None,
    )
    place = country_of(sight.rules, letter, about, draft.known.entry, sight.settings.currency)
    bodies = bodies_for(sight, name, about, place)
    to_lender = not letter.to or goes_to(letter, draft.known) in LENDING
    new = _lender(about) if to_lender else ""
    fields = _fields(sight, draft.told, first_choice(draft.known.contact, bodies), about, bodies, new)
    fields.append(
        Field("follow_up_date", words("tui.letter.follow_up_date"), "date", draft.due.isoformat(), when=_SENT)
    )

    def build(values: dict[str, Value]) -> WriteLetter:
        path = some(values, "file") or None
        is_sent, left = text(values, "sent"), blanks(text(values, "said_by_me"))
        if is_sent == "yes" and left:
            raise BadInput("sent", "tui.letter.blanks_left", n=left)
        sent = _talk(sight, letter, about, values, draft.known, bodies) if is_sent != "no" else None
        if path is None and sent is None:
            raise BadInput("sent", "tui.letter.nothing")
        return WriteLetter(text(values, "reason"), text(values, "said_by_me"), path, sent)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        written_so_far = text(values, "said_by_me")
        return {
            "said_by_me": _notes(sight, letter, about, written_so_far, draft.known, place),
            "contact": addressee_note(sight, letter, draft.known, values, bodies),
        }

    title = words("tui.letter.title", name=words(f"letters.{name}.name"))
    return Form(
        title, fields, build, focus="said_by_me", derive=derive, draft=f"letter:{name}:{loan}:{record}"
    )


BY_HAND = "by_hand"  # sent with its blanks, which were filled in on paper
_SENT = ("sent", ("yes", BY_HAND))


def _to_somebody_new(typed: Mapping[str, str]) -> bool:
    """Whether it goes to somebody whom the book does not know; what was not sent goes to nobody yet."""
    return typed.get("sent") != "no" and typed.get("contact") == NEW


def _lender(loan: Loan | None) -> str:
    """What the lender of a loan is called, as far as the book knows."""
    return loan.legal_lender or loan.brand if loan else ""


def _fields(
    sight: Sight, first: Written, to: str, loan: Loan | None, bodies: Bodies, new: str
) -> list[Field]:
    """The fields; `new` is the name that somebody new is given at first."""
    words = sight.words
    people = sorted(sight.ledger.contacts, key=lambda one: one.name.casefold())
    choices: Choices = (
        *body_choices(sight, bodies, loan),
        *((one.id, one.name) for one in people),
        (NEW, words("tui.talk.new_contact")),
    )
    channels = options(sight, "core.channel.", Channel, WRITTEN)
    hint = words("tui.letter.file_hint")
    answers = tuple((one, words(f"tui.letter.sent.{one}")) for one in ("yes", BY_HAND, "no"))
    return [
        Field("said_by_me", words("tui.letter.text"), "area", first.text, True, high=HIGH, grows=True),
        Field("sent", words("tui.letter.sent"), "choice", "yes", choices=answers),
        Field("contact", words("tui.letter.to"), "choice", to, choices=choices, when=_SENT),
        Field("new_contact", words("tui.talk.contact_name"), value=new if to == NEW else "",
              when=_to_somebody_new),
        Field("channel", words("tui.diary.channel"), "choice", "letter", choices=channels, when=_SENT),
        Field("file", words("tui.letter.file"), hint=hint, parse=new_file),
        Field("reason", words("tui.diary.reason"), value=first.subject, required=True),
    ]  # fmt: skip


def _talk(
    sight: Sight,
    letter: Letter,
    loan: Loan | None,
    values: Mapping[str, Value],
    known: Facts,
    bodies: Bodies,
) -> LogTalk:
    """The letter as a talk: what I wrote and asked for, and the day its answer is due."""
    words, subject, to = sight.words, text(values, "reason"), text(values, "contact")
    fields: TalkFields = {
        "channel": cast(Channel, text(values, "channel")),
        "direction": "outgoing",
        "loans": (loan.id,) if loan else (),
        "reason": subject,
        "request": letter.request,
        "said_by_me": text(values, "said_by_me"),
    }
    if to == NEW and not text(values, "new_contact"):
        raise BadInput("new_contact", "error.required")
    due = some(values, "follow_up_date")
    name = text(values, "new_contact")
    kind = "lender" if name and name == _lender(loan) else goes_to(letter, known)
    new = bodies.get(to) or Contact(id="", name=name, kind=kind)
    is_new = to == NEW or to in bodies
    return LogTalk(
        sight.now,
        "" if is_new else to,
        fields,
        next_step=NextStep(due, words("letters.follow_up", subject=subject)) if due else None,
        new_contact=new.name if is_new else "",
        new_kind=new.kind,
        new_phone=new.phone,
        new_note=new.note,
    )


def _notes(
    sight: Sight, letter: Letter, loan: Loan | None, written_so_far: str, known: Facts, place: str
) -> str:
    """How many blanks are left, what may be promised, and what such a letter may restart."""
    words, said = sight.words, []
    if left := blanks(written_so_far):
        said.append(words.count("tui.letter.blanks", left, **keys_said(AREA)))
    if letter.name == "card_plan":
        said.append(words("letters.cards_only"))
    if letter.name == "settlement" and loan and sight.positions[loan.id].outstanding:
        said.append(words("letters.not_settled"))
    if can_pay(letter, known):
        said.append(words("letters.can_pay"))
    if letter.proposes and loan:
        said.append(safe_promise_line(sight, loan))
    said += [limitation_note(sight, marks_said(letter.request), loan.id if loan else "")]
    said.append(to_look_up(words, sight.rules, OF_LETTER.get(letter.name, ()), sight.on, place))
    return ("" if words.language == "zh" else " ").join(part for part in said if part)
