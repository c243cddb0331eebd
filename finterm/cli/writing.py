"""`letter`: a letter from what the book knows, printed, written to a file, or kept in the diary as sent."""

from __future__ import annotations

import sys
from datetime import date as Date
from pathlib import Path
from typing import Any, cast

import click
from msgspec.structs import replace

from finterm.cli.call import Call
from finterm.cli.limiting import note_limitation
from finterm.cli.options import Day, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, tell_json, warn
from finterm.domain.diary import NextStep, check_contact, log_talk
from finterm.domain.disputed import disputed
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.letters import BY_NAME, LENDING, WRITTEN, Facts, Letter, can_pay, goes_to
from finterm.domain.limitation import marks_said
from finterm.domain.position import Position, position
from finterm.domain.promising import SafeToPromise, safe_to_promise
from finterm.domain.records import Channel, Contact, Loan, Record, Settings
from finterm.exchange.letter import Written, blanks, country_of, drafted, new_file, write
from finterm.exchange.names import Lookup, loan_named
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `letter`."""
    file, name = words("cli.metavar.file"), words("cli.metavar.name")
    verb_made = made(
        words,
        verb,
        letter,
        click.Argument(["kind"], type=listed(tuple(BY_NAME)), metavar=words("cli.metavar.kind")),
        click.Argument(["loan"], required=False, metavar=f"[{name}]"),
        option(words, verb, "--to", metavar=words("cli.metavar.contact")),
        option(words, verb, "--output", "-o", type=click.Path(path_type=Path), metavar=file),
        option(words, verb, "--text", type=click.Path(path_type=Path, allow_dash=True), metavar=file),
        option(words, verb, "--sent", is_flag=True),
        option(words, verb, "--channel", type=listed(WRITTEN), default="letter", show_default=True),
        option(words, verb, "--answer-by", type=Day(), metavar=words("cli.metavar.date")),
    )
    kinds = "\n".join(f"{name:<12} {_what_for(words, name)}" for name in BY_NAME)
    verb_made.help = f"{verb_made.help}\n\n\b\n{kinds}"
    return verb_made


def _what_for(words: Words, kind: str) -> str:
    """A kind of letter: what it is called and when it is for."""
    return words("conduct.beside", name=words(f"letters.{kind}.name"), value=words(f"letters.{kind}.about"))


def letter(
    call: Call,
    kind: str,
    loan: str | None,
    to: str | None,
    output: Path | None,
    text: Path | None,
    sent: bool,
    channel: Channel,
    answer_by: Date | None,
) -> None:
    """`finterm letter KIND [LOAN]`."""
    from finterm.rules import load
    from finterm.rules.careful import OF_LETTER, to_look_up

    if answer_by is not None and answer_by < call.today:
        raise BadInput("answer_by", "error.follow_up_before_talk")
    ledger, settings = call.look()
    about = loan_named(ledger.loans, loan) if loan else None
    wanted, path, rules = BY_NAME[kind], new_file(str(output)) if output else None, load()
    place = country_of(rules, wanted, about, disputed(ledger, about), settings.currency)
    bodies = _bodies(call, wanted, about, place)
    chosen = _chosen(to, bodies, ledger) if to else None
    standing, safe = _standing(call, ledger, settings, about)
    draft = drafted(
        ledger,
        wanted,
        call.today,
        call.words,
        rules,
        settings.currency,
        loan=about,
        contact=chosen.id if chosen else "",
        to=chosen,
        position=standing,
        safe=safe,
        answer_by=answer_by,
    )
    told, known, due = draft
    if text is not None:
        told = told._replace(text=_typed(text))
    if sent and (left := blanks(told.text)):
        raise BadInput("text", "letters.blanks_left", n=left)
    person = _addressed(call, wanted, known, told, bodies) if sent else None
    if path is not None:
        write(path, told.subject, told.text, call.words.language)
    try:
        kept = _keep(call, wanted, known, told, person, due, channel, path) if person else ()
    except Exception:
        if path is not None:
            path.unlink(missing_ok=True)
        raise
    if not call.json:
        if path is None and not sent:
            say(*clean_lines(f"{told.subject}\n\n{told.text}"))
        if path is not None:
            say(call.words("cli.letter.written", path=clean(str(path))))
        if person:
            what = call.words("core.done.talk", name=clean(person.name))
            done = call.words("cli.letter.kept", what=what, date=call.words.day(due))
            say(done, call.words("cli.undo_with"))
        _note(call, wanted, known, bodies)
    else:
        tell_json(_shape(told, due, path, kept, safe))
    currency = about.currency if about else settings.currency
    note_limitation(call, marks_said(wanted.request), currency)
    ids = OF_LETTER.get(wanted.name, ())
    if old := to_look_up(call.words, rules, ids, call.today, place):
        warn(call, old)


def clean_lines(text: str) -> list[str]:
    """The lines of a text, nothing in them acting on the terminal."""
    return [clean(line) for line in text.split("\n")]


def _bodies(call: Call, wanted: Letter, about: Loan | None, country: str) -> list[Contact]:
    """Where such a letter can go besides to the people of the book, by the rules of `country`."""
    from finterm.rules import load
    from finterm.rules.channels import channels, contact_of

    rules = load()
    lender = about.legal_lender if about else ""
    found = channels(rules, wanted.name, lender, call.today, country)
    return [contact_of(call.words, rules, rule, wanted.name) for rule in found]


def _chosen(typed: str, bodies: list[Contact], ledger: Ledger) -> Contact:
    """The contact named: one of the book, or a body by its number or name."""
    known = {(one.name, one.kind): one for one in ledger.contacts}
    for body in bodies:
        if typed in (body.phone, body.name):
            return known.get((body.name, body.kind), body)
    return cast(Contact, Lookup("contacts", ledger.contacts).guess(typed, "contact"))


def _standing(
    call: Call, ledger: Ledger, settings: Settings, about: Loan | None
) -> tuple[Position | None, SafeToPromise | None]:
    if about is None:
        return None, None
    events = [event for event in ledger.events if event.loan == about.id]
    return position(about, events, call.today), safe_to_promise(ledger, about, call.today, settings)


def _addressed(call: Call, wanted: Letter, known: Facts, told: Written, bodies: list[Contact]) -> Contact:
    """Whom the letter was sent to; without an id where the book does not hold them yet.

    Raises BadInput where nobody is known, with the bodies there are.
    """
    if known.contact is not None:
        return known.contact
    if blanks(told.to):
        names = call.words("core.comma").join(f"{body.name} {body.phone}".strip() for body in bodies)
        raise BadInput("contact", "letters.to_whom" if names else "error.talk_who", names=names)
    kind = goes_to(wanted, known) if wanted.to else LENDING[0]  # the line names the lender of the contract
    return Contact(id="", name=told.to, kind=kind)


def _note(call: Call, wanted: Letter, known: Facts, bodies: list[Contact]) -> None:
    """What to know before it is sent: that the budget bears the contract; of a complaint, where it can go."""
    if can_pay(wanted, known):
        warn(call, call.words("letters.can_pay"))
    if wanted.name == "card_plan":
        warn(call, call.words("letters.cards_only"))
    if wanted.name == "settlement" and known.position is not None and known.position.outstanding:
        warn(call, call.words("letters.not_settled"))
    if wanted.name != "complaint":
        return
    if not known.is_asked:
        warn(call, call.words("letters.lender_first"))
    if known.awaited:
        warn(call, call.words("letters.awaited", date=call.words.day(known.awaited)))
    for body in bodies:
        warn(call, call.words("core.also").join(part for part in (body.name, body.phone, body.note) if part))


def _typed(path: Path) -> str:
    """The letter as the person changed it, from a file or from stdin (`-`)."""
    from finterm.exchange.sheet import read_file

    content = sys.stdin.buffer.read() if str(path) == "-" else read_file(path)
    try:
        typed = content.decode("utf-8-sig").replace("\r\n", "\n").strip()
    except UnicodeDecodeError as fault:
        raise BadInput("text", "letters.file.no_text") from fault
    if not typed:
        raise BadInput("text", "error.required")
    return typed


def _keep(
    call: Call,
    wanted: Letter,
    known: Facts,
    told: Written,
    person: Contact,
    due: Date,
    channel: Channel,
    path: Path | None,
) -> tuple[Record, ...]:
    """The letter as a talk of the book, with the step for its answer, after whom it goes to where they are new."""
    from finterm.clock import now
    from finterm.exchange.typed import standard

    moment = standard(now())
    loans = (known.loan.id,) if known.loan else ()
    with call.book() as book:
        ledger, made = Ledger.of(book.all), []
        if not person.id:
            person = replace(person, id=book.new_id(), loans=loans)
            check_contact(person, ledger)
            ledger, made = ledger._replace(contacts=[*ledger.contacts, person]), [person]
        step = NextStep(max(due, moment.date()), call.words("letters.follow_up", subject=told.subject))
        records = log_talk(
            ledger,
            moment,
            person.id,
            new_id=book.new_id,
            next_step=step,
            now=moment,
            channel=channel,
            direction="outgoing",
            loans=loans,
            reason=told.subject,
            request=wanted.request,
            said_by_me=told.text,
            files=(book.attach(path),) if path else (),
        )
        with book.transaction("core.done.talk", {"name": person.name}) as transaction:
            for record in (*made, *records):
                transaction.put(record)
    return records


def _shape(
    told: Written, due: Date, path: Path | None, kept: tuple[Record, ...], safe: SafeToPromise | None
) -> dict[str, Any]:
    return {
        "subject": told.subject,
        "to": told.to,
        "text": told.text,
        "blanks": blanks(told.text),
        "answer_by": due,
        "file": str(path) if path else None,
        "talk": kept[0].id if kept else None,
        "safe_to_promise": safe
        and {
            "currency": safe.currency,
            "once": safe.once,
            "payday": safe.payday,
            "a_month": safe.a_month,
        },
    }
