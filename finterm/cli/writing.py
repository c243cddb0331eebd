"""`letter`: a letter from what the book knows, printed, written to a file, or kept in the diary as sent."""

from __future__ import annotations

import sys
from datetime import date as Date
from pathlib import Path
from typing import Any

import click

from finterm.cli.call import Call
from finterm.cli.options import Day, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, tell_json
from finterm.domain.diary import NextStep, log_talk
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.letters import BY_NAME, WRITTEN, Facts, Letter, answer_due, facts
from finterm.domain.position import position
from finterm.domain.promising import SafeToPromise, safe_to_promise
from finterm.domain.records import Channel, Loan, Record, Settings
from finterm.exchange.letter import Written, blanks, new_file, write, written
from finterm.exchange.names import Lookup
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `letter`."""
    file, name = words("cli.metavar.file"), words("cli.metavar.name")
    return made(
        words,
        verb,
        letter,
        click.Argument(["kind"], type=listed(tuple(BY_NAME))),
        click.Argument(["loan"], required=False, metavar=f"[{name}]"),
        option(words, verb, "--to", metavar=words("cli.metavar.contact")),
        option(words, verb, "--output", "-o", type=click.Path(path_type=Path), metavar=file),
        option(words, verb, "--text", type=click.Path(path_type=Path, allow_dash=True), metavar=file),
        option(words, verb, "--sent", is_flag=True),
        option(words, verb, "--channel", type=listed(WRITTEN), default="letter", show_default=True),
        option(words, verb, "--answer-by", type=Day(), metavar=words("cli.metavar.date")),
    )


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
    ledger, settings = call.look()
    about = Lookup("loans", ledger.loans).guess(loan, "loan") if loan else None
    contact = Lookup("contacts", ledger.contacts).guess(to, "contact").id if to else ""
    wanted, path = BY_NAME[kind], new_file(str(output)) if output else None
    known, safe = _known(call, ledger, settings, wanted, about, contact)
    due = answer_by or _due(call, wanted, about, settings)
    told = written(wanted, known, call.words, due)
    if text is not None:
        told = told._replace(text=_typed(text))
    if sent and (left := blanks(told.text)):
        raise BadInput("text", "letters.blanks_left", n=left)
    if path is not None:
        write(path, told.subject, told.text, call.words.language)
    try:
        kept = _keep(call, wanted, known, told, due, channel, path) if sent else ()
    except Exception:
        if path is not None:
            path.unlink(missing_ok=True)
        raise
    if call.json:
        tell_json(_shape(told, due, path, kept, safe))
        return
    if path is None and not sent:
        say(*clean_lines(f"{told.subject}\n\n{told.text}"))
    if path is not None:
        say(call.words("cli.letter.written", path=clean(str(path))))
    if kept:
        what = call.words("core.done.talk", name=clean(told.to))
        say(call.words("cli.letter.kept", what=what, date=call.words.day(due)), call.words("cli.undo_with"))


def clean_lines(text: str) -> list[str]:
    """The lines of a text, nothing in them acting on the terminal."""
    return [clean(line) for line in text.split("\n")]


def _known(
    call: Call, ledger: Ledger, settings: Settings, wanted: Letter, about: Loan | None, contact: str
) -> tuple[Facts, SafeToPromise | None]:
    if about is None:
        return facts(ledger, wanted, call.today, contact=contact), None
    events = [event for event in ledger.events if event.loan == about.id]
    safe = safe_to_promise(ledger, about, call.today, settings)
    standing = position(about, events, call.today)
    found = facts(ledger, wanted, call.today, loan=about, contact=contact, position=standing, safe=safe)
    return found, safe


def _due(call: Call, wanted: Letter, about: Loan | None, settings: Settings) -> Date:
    from finterm.rules import load
    from finterm.rules.standards import country_of, terms

    country = country_of(about.currency if about else settings.currency)
    return answer_due(wanted, call.today, terms(load(), call.today, country))


def _typed(path: Path) -> str:
    """The letter as the person changed it, from a file or from stdin (`-`)."""
    from finterm.exchange.sheet import read_file

    content = sys.stdin.buffer.read() if str(path) == "-" else read_file(path)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").strip()
    except UnicodeDecodeError as fault:
        raise BadInput("text", "letters.file.no_text") from fault


def _keep(
    call: Call, wanted: Letter, known: Facts, told: Written, due: Date, channel: Channel, path: Path | None
) -> tuple[Record, ...]:
    """The letter as a talk of the book, with the step for its answer. Raises BadInput without anybody it goes to."""
    from finterm.clock import now
    from finterm.exchange.typed import standard

    if known.contact is None:
        raise BadInput("contact", "error.talk_who")
    moment = standard(now())
    with call.book() as book:
        records = log_talk(
            Ledger.of(book.all),
            moment,
            known.contact.id,
            new_id=book.new_id,
            next_step=NextStep(
                max(due, moment.date()), call.words("letters.follow_up", subject=told.subject)
            ),
            now=moment,
            channel=channel,
            direction="outgoing",
            loans=(known.loan.id,) if known.loan else (),
            reason=told.subject,
            request=wanted.request,
            said_by_me=told.text,
            files=(book.attach(path),) if path else (),
        )
        with book.transaction("core.done.talk", {"name": known.contact.name}) as transaction:
            for record in records:
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
