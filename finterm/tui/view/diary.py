"""What the diary pane says: talks or contacts, and everything about one of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from typing import NamedTuple

from finterm.domain.diary import Version, history, moment
from finterm.domain.records import FollowUp, Promise, Talk
from finterm.domain.timeline import search
from finterm.tui.actions import keys_said
from finterm.tui.view.about import About, belongs, comes_from, sentence
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.claim import talk_claims
from finterm.tui.view.fields import label, value_of
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import has_finding, talks_of

SORTS = ("newest", "oldest", "who")
EVERYTHING = About()
FOUND = "!"  # beside a talk of which the log suggests something to ask about
OPEN_SHOWN = 3  # lines above the talks for what is still open


def talks_view(sight: Sight, sort: str = "newest", wanted: str = "", about: About = EVERYTHING) -> View:
    """The time line of talks, those `about` somebody and something, with what is still open above.

    `wanted` is searched in every wording a talk ever had.
    """
    words = sight.words
    columns = (
        Column(words("tui.diary.when"), least=11),
        Column(words("tui.diary.who"), least=8, most=16),
        Column("", least=6),
        Column(words("tui.diary.channel"), least=5, fold=3),
        Column(words("tui.diary.about"), least=6, weight=1, most=24, fold=4),
        Column(words("tui.diary.follows"), least=4, most=26, fold=2),
        Column(words("tui.diary.gist"), least=24, weight=3, fold=1),
    )
    talks: Sequence[Talk] = search(sight.ledger, wanted)
    if about != EVERYTHING:
        talks = [talk for talk in talks if belongs(talk, about)]
    if sort == "oldest":
        talks = talks[::-1]
    elif sort == "who":
        talks = sorted(talks, key=lambda talk: (who(sight, talk).casefold(), -moment(talk.at)))
    rows = LazyRows([talk.id for talk in talks], lambda key: _talk_row(sight, talks_of(sight)[key]))
    said = sentence(sight, about)
    empty = words("tui.diary.none_about" if said else "tui.diary.empty", **keys_said("diary"))
    return View(columns, rows, empty, [*([Text(said)] if said else []), *_open(sight, about)])


def _open(sight: Sight, about: About) -> list[Block]:
    """Promises and next steps that are still to come or overdue, the earliest first; a few of them."""
    words = sight.words
    coming: list[tuple[Date, str]] = []
    for promise in sight.ledger.promises:
        if promise.state == "open" and comes_from(promise, about):
            amount = (
                sight.money(promise.minor, promise.currency)
                if promise.minor is not None
                else words("tui.no_amount")
            )
            said = words(f"tui.diary.promise_{promise.by}")
            phrase = words(
                "tui.diary.open_promise",
                who=said,
                name=_name(sight, promise.contact),
                amount=amount,
                when=_day_and_when(sight, promise.date),
            )
            coming.append((promise.date, phrase))
    for step in sight.ledger.follow_ups:
        if step.done_on is None and comes_from(step, about):
            phrase = words(
                "tui.diary.open_step", what=sight.free(step.what), when=_day_and_when(sight, step.date)
            )
            coming.append((step.date, phrase))
    coming.sort()
    state = {True: "overdue", False: ""}
    blocks: list[Block] = [
        Fact(words("tui.diary.follows"), phrase, state[day < sight.on]) for day, phrase in coming[:OPEN_SHOWN]
    ]
    if (more := len(coming) - OPEN_SHOWN) > 0:
        blocks.append(Fact("", words.count("tui.diary.more_open", more), "faint"))
    return blocks


def _day_and_when(sight: Sight, day: Date) -> str:
    return f"{sight.words.weekday(day)} · {sight.when(day)}"


def _name(sight: Sight, contact: str) -> str:
    return sight.contacts[contact].name if contact in sight.contacts else "–"


class Follows(NamedTuple):
    """What came of one talk."""

    promises: list[Promise]
    steps: list[FollowUp]


def follows_of(sight: Sight) -> dict[str, Follows]:
    """What came of each talk, by its id; computed once a sight."""

    def gather() -> dict[str, Follows]:
        found: dict[str, Follows] = {}
        for promise in sight.ledger.promises:
            found.setdefault(promise.talk, Follows([], [])).promises.append(promise)
        for step in sight.ledger.follow_ups:
            found.setdefault(step.talk, Follows([], [])).steps.append(step)
        return found

    return sight.remember("follows", gather)


def _follows_cell(sight: Sight, talk: Talk) -> Cell:
    """What of a talk is still open: the earliest promise or next step, and how many more."""
    words = sight.words
    follows = follows_of(sight).get(talk.id)
    if follows is None:
        return Cell("")
    coming = [
        *(
            (p.date, words(f"tui.diary.mark_{p.by}", day=_short(p.date)))
            for p in follows.promises
            if p.state == "open"
        ),
        *(
            (s.date, words("tui.diary.mark_step", day=_short(s.date)))
            for s in follows.steps
            if s.done_on is None
        ),
    ]
    if not coming:
        return Cell("")
    day, text = min(coming)
    more = f" +{len(coming) - 1}" if len(coming) > 1 else ""
    return Cell(f"{text}{more}", "overdue" if day < sight.on else "promised")


def _moment(sight: Sight, talk: Talk) -> str:
    """When a talk was; the year only where it is another one."""
    this_year = talk.at.year == sight.on.year
    return talk.at.strftime("%m-%d %H:%M") if this_year else sight.words.day(talk.at.date())


def _short(day: Date) -> str:
    return day.strftime("%m-%d")


def who(sight: Sight, talk: Talk) -> str:
    """Whom a talk was with: the contact, the person, or both."""
    contact = sight.contacts.get(talk.contact)
    names = [name for name in (contact.name if contact else "", talk.person) if name]
    return " · ".join(names) or "–"


def loans_named(sight: Sight, loans: Sequence[str]) -> str:
    """Names of loans in a row."""
    names = [sight.loans[id].name for id in loans if id in sight.loans]
    return sight.words("tui.comma").join(names)


def _talk_row(sight: Sight, talk: Talk) -> Row:
    words = sight.words
    gist = sight.free(talk.outcome or talk.said_by_them or talk.reason or talk.said_by_me)
    if not talk.reached:
        gist = words("tui.diary.not_reached") + (f" · {gist}" if gist else "")
    if talk.id in sight.remember("amended", lambda: {one.talk for one in sight.ledger.amendments}):
        gist += f" · {words('tui.diary.amended_mark')}"
    arrow = words("tui.diary.in") if talk.direction == "incoming" else words("tui.diary.out")
    if has_finding(sight, talk):
        arrow += f" {FOUND}"
    channel = words(f"core.channel.{talk.channel}")
    follows = _follows_cell(sight, talk)
    return Row(
        talk.id,
        (
            _moment(sight, talk),
            who(sight, talk),
            Cell(arrow, "warning" if FOUND in arrow else ""),
            channel,
            loans_named(sight, talk.loans),
            follows,
            gist,
        ),
    )


def talk_page(sight: Sight, key: str | None) -> list[Block]:
    """A talk as it reads now, its promise and next step, and below it every earlier wording."""
    talk = talks_of(sight).get(key or "")
    logged = next((t for t in sight.ledger.talks if t.id == key), None)
    if talk is None or logged is None:
        return []
    words = sight.words
    versions = history(logged, sight.ledger.amendments)
    title = f"{who(sight, talk)} · {words.moment(talk.at)}"
    blocks: list[Block] = [Title(title)]
    if len(versions) > 1:
        blocks.append(Text(words.count("tui.diary.amended_note", len(versions) - 1), "faint"))
    blocks += _said(sight, talk)
    follows = follows_of(sight).get(talk.id, Follows([], []))
    for promise in follows.promises:
        blocks.append(Fact(words(f"tui.diary.promise_{promise.by}"), promise_words(sight, promise)))
    for step in follows.steps:
        blocks.append(Fact(words("tui.diary.next_step"), follow_up_words(sight, step)))
    blocks += talk_claims(sight, talk)
    if len(versions) > 1:
        blocks += [Title(words("tui.diary.as_logged")), *_said(sight, logged)]
        blocks.append(Title(words("tui.diary.amendments")))
        for version in versions[1:]:
            why = sight.free(version.why) or words("tui.diary.no_reason")
            blocks.append(Text(words("tui.diary.amended", at=words.moment(version.at), why=why)))
            blocks += _changes(sight, version)
    return blocks


def _changes(sight: Sight, version: Version) -> list[Block]:
    """How each field reads from an amendment on."""
    return [
        Fact(
            label(sight, Talk.table, field),
            value_of(sight, version.talk, field, getattr(version.talk, field)),
        )
        for field in version.changed
    ]


def _said(sight: Sight, talk: Talk) -> list[Block]:
    words = sight.words
    amount = "" if talk.minor is None else sight.money(talk.minor, talk.currency)
    how = [words(f"core.channel.{talk.channel}"), words(f"core.direction.{talk.direction}")]
    if not talk.reached:
        how.append(words("tui.diary.not_reached"))
    dues = words("tui.comma").join(
        f"{sight.loans[ref.loan].name} #{ref.n}" for ref in talk.dues if ref.loan in sight.loans
    )
    facts = (
        ("tui.diary.how", words("core.also").join(how)),
        ("tui.diary.person", talk.person),
        ("tui.diary.number", talk.number),
        ("tui.diary.third_party", words(f"core.third_party.{talk.third_party}") if talk.third_party else ""),
        ("tui.diary.conduct", words("tui.comma").join(words(f"core.conduct.{c}") for c in talk.conduct)),
        ("tui.diary.about", loans_named(sight, talk.loans)),
        ("tui.diary.dues", dues),
        ("tui.diary.reason", sight.free(talk.reason)),
        ("tui.diary.request", words(f"core.request.{talk.request}") if talk.request else ""),
        ("tui.diary.said_by_them", sight.free(talk.said_by_them)),
        ("tui.diary.said_by_me", sight.free(talk.said_by_me)),
        ("tui.diary.amount", amount),
        ("tui.diary.outcome", sight.free(talk.outcome)),
        ("tui.diary.reference", talk.reference),
        ("tui.diary.files", words("tui.comma").join(file.name for file in talk.files)),
    )
    return [Fact(words(key), text) for key, text in facts if text]


def promise_words(sight: Sight, promise: Promise) -> str:
    """A promise in one phrase: amount, date, state."""
    words = sight.words
    amount = (
        sight.money(promise.minor, promise.currency) if promise.minor is not None else words("tui.no_amount")
    )
    state = words(f"core.promise.{promise.state}")
    note = f" · {sight.free(promise.note)}" if promise.note else ""
    return f"{amount} · {words.day(promise.date)} · {state}{note}"


def follow_up_words(sight: Sight, step: FollowUp) -> str:
    """A next step in one phrase: date, what, whether it is done."""
    words = sight.words
    state = words("tui.diary.done_on", day=words.day(step.done_on)) if step.done_on else sight.when(step.date)
    return f"{words.day(step.date)} · {step.what} · {state}"
