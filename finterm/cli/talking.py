"""`talk`: one line logs a talk, with the promise made in it and the next step."""

from __future__ import annotations

from datetime import datetime as DateTime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from finterm.cli.call import Call
from finterm.cli.limiting import note_limitation
from finterm.cli.options import command as made
from finterm.cli.options import day_typed, listed, option
from finterm.cli.output import clean, say, tell_json
from finterm.cli.talk_claims import NO_CLAIM, claim_lines, named_in
from finterm.domain.diary import NextStep, TalkFields, log_talk
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.limitation import marks_said
from finterm.domain.money import Money, parse_amount
from finterm.domain.promises import Pledge
from finterm.domain.records import (
    Channel,
    Claim,
    Conduct,
    Contact,
    ContactKind,
    DueRef,
    FollowUp,
    Loan,
    Measure,
    Promise,
    Record,
    Request,
    Side,
    Talk,
    ThirdParty,
)
from finterm.exchange.names import Lookup
from finterm.exchange.typed import parse_moment, parse_number, plain_width, standard
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.store.book import Book


def command(verb: str, words: Words) -> click.Command:
    """The command `talk`."""
    file, text = words("cli.metavar.file"), words("cli.metavar.text")
    return made(
        words,
        verb,
        talk,
        click.Argument(["contact"], metavar=words("cli.metavar.contact")),
        click.Argument(["said"], required=False, default="", metavar=f"[{text}]"),
        option(words, verb, "--loan", "loans", multiple=True, metavar=words("cli.metavar.loan")),
        option(words, verb, "--channel", type=listed(get_args(Channel)), default="phone", show_default=True),
        option(words, verb, "--out", is_flag=True),
        option(words, verb, "--missed", is_flag=True),
        option(words, verb, "--said-by-me", default="", metavar=text),
        option(words, verb, "--person", default="", metavar=text),
        option(words, verb, "--reason", default="", metavar=text),
        option(words, verb, "--request", type=listed(get_args(Request))),
        option(words, verb, "--number", default="", metavar=text),
        option(words, verb, "--third-party", type=listed(get_args(ThirdParty))),
        option(words, verb, "--conduct", multiple=True, type=listed(get_args(Conduct))),
        option(words, verb, "--amount", metavar=words("cli.metavar.amount")),
        option(words, verb, "--of", "measure", type=listed((*get_args(Measure), NO_CLAIM))),
        option(words, verb, "--outcome", default="", metavar=text),
        option(words, verb, "--reference", default="", metavar=text),
        option(words, verb, "--promise", metavar=words("cli.metavar.promise")),
        option(words, verb, "--by", type=listed(get_args(Side)), default="me", show_default=True),
        option(words, verb, "--follow-up", metavar=words("cli.metavar.follow_up")),
        option(words, verb, "--at", metavar=words("cli.metavar.moment")),
        option(words, verb, "--file", "files", multiple=True, type=click.Path(path_type=Path), metavar=file),
        option(words, verb, "--new", type=listed(get_args(ContactKind))),
    )


def talk(
    call: Call,
    contact: str,
    said: str,
    loans: tuple[str, ...],
    channel: Channel,
    out: bool,
    missed: bool,
    said_by_me: str,
    person: str,
    reason: str,
    request: Request | None,
    number: str,
    third_party: ThirdParty | None,
    conduct: tuple[Conduct, ...],
    amount: str | None,
    measure: str | None,
    outcome: str,
    reference: str,
    promise: str | None,
    by: Side,
    follow_up: str | None,
    at: str | None,
    files: tuple[Path, ...],
    new: ContactKind | None,
) -> None:
    """`finterm talk CONTACT "what they said"`."""
    from finterm.clock import now as this_moment

    now = this_moment()
    with call.book() as book:
        ledger = Ledger.of(book.all)
        about = _about(ledger, loans)
        who, made_now = _with_whom(book, ledger, contact, new, about)
        known = ledger._replace(contacts=[*ledger.contacts, *made_now])
        concerned = {loan.id: loan for loan, _ in about}
        currency = _currency(book, list(concerned.values()))
        fields: TalkFields = {
            "channel": channel,
            "direction": "outgoing" if out else "incoming",
            "reached": not missed,
            "person": person.strip(),
            "loans": tuple(concerned),
            "dues": tuple(DueRef(loan=loan.id, n=n) for loan, n in about if n is not None),
            "reason": reason.strip(),
            "request": request,
            "number": number.strip(),
            "third_party": third_party,
            "conduct": tuple(dict.fromkeys(conduct)),
            "said_by_them": said.strip(),
            "said_by_me": said_by_me.strip(),
            "minor": parse_amount(amount, currency) if amount else None,
            "currency": currency if amount else "",
            "outcome": outcome.strip(),
            "reference": reference.strip(),
        }
        pledge = _pledge(call, promise, by, currency) if promise else None
        step = _next_step(call, follow_up) if follow_up else None
        moment = parse_moment(at, now.tzinfo or DateTime.now().astimezone().tzinfo, "at") if at else now  # type: ignore[arg-type]
        if files:
            _check_files(files)
            fields["files"] = tuple(book.attach(path) for path in files)
        records = log_talk(
            known,
            standard(moment),
            who.id,
            new_id=book.new_id,
            pledge=pledge,
            next_step=step,
            now=standard(now),
            **fields,
        )
        named = named_in(ledger, list(concerned.values()), records, measure, book.new_id)
        with book.transaction("core.done.talk", {"name": who.name}) as transaction:
            for record in [*made_now, *records, *(claim for _, claim in named)]:
                transaction.put(record)
        currency = next(iter(concerned.values())).currency if concerned else book.settings().currency
    note_limitation(call, marks_said(request, [by] if promise else ()), currency)
    if call.json:
        tell_json(_shape(who, records, named))
    else:
        say(
            *_lines(call.words, who, records, made_now),
            *claim_lines(call.words, ledger, named, is_said=measure is not None),
        )


def _about(ledger: Ledger, typed: tuple[str, ...]) -> list[tuple[Loan, int | None]]:
    """The loans a talk is about, each with the instalment named as `NAME#N`."""
    lookup = Lookup("loans", ledger.loans)
    found: list[tuple[Loan, int | None]] = []
    for text in typed:
        name, hash_sign, number = text.rpartition("#")
        if hash_sign and number.strip().isdecimal() and not lookup.named(text):
            found.append((lookup.guess(name.strip(), "loan"), parse_number(number, "due")))
        else:
            found.append((lookup.guess(text, "loan"), None))
    return found


def _with_whom(
    book: Book, ledger: Ledger, name: str, new: ContactKind | None, about: list[tuple[Loan, int | None]]
) -> tuple[Contact, list[Contact]]:
    """The contact named, and the records made for it: one where `--new` says that it is not known yet."""
    lookup = Lookup("contacts", ledger.contacts)
    if new is None:
        return lookup.guess(name, "contact"), []
    from finterm.domain.diary import check_contact

    loans = tuple(dict.fromkeys(loan.id for loan, _ in about))
    contact = Contact(id=book.new_id(), name=name.strip(), kind=new, loans=loans)
    check_contact(contact, ledger)
    return contact, [contact]


def _currency(book: Book, loans: list[Loan]) -> str:
    shared = {loan.currency for loan in loans}
    return shared.pop() if len(shared) == 1 else book.settings().currency


def _pledge(call: Call, typed: str, by: Side, currency: str) -> Pledge:
    """`AMOUNT@DATE`, or `@DATE` where no amount was named."""
    amount, at_sign, date = plain_width(typed).rpartition("@")
    if not at_sign:
        raise BadInput("promise", "cli.talk.promise_form", typed=typed)
    minor = parse_amount(amount, currency, "promise") if amount.strip() else None
    return Pledge(by=by, date=day_typed(date, call, "promise"), minor=minor, currency=currency)


def _next_step(call: Call, typed: str) -> NextStep:
    """`DATE` or `DATE:what to do`."""
    date, _, what = typed.replace("：", ":", 1).partition(":")
    return NextStep(day_typed(date, call, "follow_up_date"), what.strip())


def _check_files(files: tuple[Path, ...]) -> None:
    from finterm.exchange.sheet import read_file

    for path in files:
        read_file(path)


def _shape(contact: Contact, records: tuple[Record, ...], named: list[tuple[Loan, Claim]]) -> dict[str, Any]:
    talk = next(record for record in records if isinstance(record, Talk))
    promise = next((record for record in records if isinstance(record, Promise)), None)
    follow_up = next((record for record in records if isinstance(record, FollowUp)), None)
    return {
        "talk": talk.id,
        "at": talk.at,
        "contact": {"id": contact.id, "name": contact.name},
        "loans": talk.loans,
        "amount": talk.minor,
        "currency": talk.currency,
        "claim": next(({"id": c.id, "measure": c.measure, "ours": c.ours} for _, c in named), None),
        "promise": promise and _promise_shape(promise),
        "follow_up": follow_up and {"id": follow_up.id, "date": follow_up.date, "what": follow_up.what},
    }


def _promise_shape(promise: Promise) -> dict[str, Any]:
    return {
        "id": promise.id,
        "by": promise.by,
        "date": promise.date,
        "amount": promise.minor,
        "currency": promise.currency,
        "loan": promise.loan,
        "due": promise.due,
    }


def _lines(words: Words, contact: Contact, records: tuple[Record, ...], made_now: list[Contact]) -> list[str]:
    lines = []
    for one in made_now:
        what = words("core.thing.contacts")
        lines.append(clean(words("core.done.add", what=what, name=one.name)))
    for record in records:
        if isinstance(record, Talk):
            what = words("core.done.talk", name=contact.name)
            lines.append(clean(words("cli.done", what=what, date=words.moment(record.at))))
        elif isinstance(record, Promise):
            named = (
                words.money(Money(record.minor, record.currency))
                if record.minor is not None
                else words("core.varies")
            )
            who = words(f"core.side.{record.by}")
            lines.append(
                "  " + words("cli.talk.promised", who=who, amount=named, date=words.day(record.date))
            )
        elif isinstance(record, FollowUp):
            lines.append(
                "  " + clean(words("cli.talk.follow_up", date=words.day(record.date), what=record.what))
            )
    return [*lines, words("cli.undo_with")]
