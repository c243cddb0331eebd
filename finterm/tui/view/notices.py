"""What the list of reminders says: each that stands, told or not, seen or not, and the page of one. Pure.

What a sight does not hold (deliveries, runs, the newest backup) comes as `Heard`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from functools import cached_property

from finterm.domain.coming import Coming, coming
from finterm.domain.matters import Matter, of_dues
from finterm.domain.records import Delivery, Settings
from finterm.domain.reminders import Reminder, is_quiet, seen_of
from finterm.domain.stands import Stands, all_standing
from finterm.notify import wording
from finterm.notify.runs import Runs
from finterm.service.status import channel, summary
from finterm.tui.actions import NOTICES, keys_said
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.budget import SAFE
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.dues import due_amount, named, state_cell
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.sight import Sight
from finterm.tui.view.subject import subject_name
from finterm.tui.view.today import FUND, Place, destination


class Heard:
    """What was told, how the worker fared, and the day of the newest backup."""

    def __init__(
        self, deliveries: Sequence[Delivery] = (), runs: Runs | None = None, backup_on: Date | None = None
    ) -> None:
        self.deliveries = deliveries
        self.runs = runs or Runs()
        self.backup_on = backup_on

    @cached_property
    def by_step(self) -> Mapping[tuple[str, str], list[Delivery]]:
        """The deliveries of each (subject, step)."""
        found: dict[tuple[str, str], list[Delivery]] = {}
        for one in self.deliveries:
            found.setdefault((one.subject, one.step), []).append(one)
        return found


def standing_notices(sight: Sight, heard: Heard) -> list[Stands]:
    """Every reminder that stands, most pressing first."""
    return all_standing(
        sight.ledger, sight.now, sight.settings, known=sight.positions, backup_on=heard.backup_on
    )


def notices_view(sight: Sight, heard: Heard, notices: Sequence[Stands]) -> View:
    """The list."""
    words = sight.words
    columns = (
        Column(words("tui.dues.who"), least=12, weight=2),
        Column(words("tui.loans.state"), least=15, weight=2),
        Column(words("core.field.amount"), least=8, right=True),
        Column(words("tui.notices.told"), least=7, weight=1, fold=2),
        Column(words("tui.notices.mark"), least=6),
    )
    by_key = {notice.reminder.subject: notice for notice in notices}
    rows = LazyRows(list(by_key), lambda key: _row(sight, heard, by_key[key]))
    return View(columns, rows, empty_sentence(sight, heard), _head(sight, heard, notices))


def _row(sight: Sight, heard: Heard, notice: Stands) -> Row:
    reminder = notice.reminder
    what = what_cell(sight, reminder.matter)
    if not notice.presses:
        what = what._replace(state="faint")
    told = Cell(_told(sight, heard, reminder), "faint")
    return Row(
        reminder.subject,
        (name_of(sight, reminder.matter), what, _amount(sight, reminder.matter), told, mark(sight, notice)),
    )


def name_of(sight: Sight, matter: Matter) -> str:
    """What it is about."""
    due = matter.due
    if due is None:
        return subject_name(sight, matter.subject)
    name = named(sight, due)
    return name if due.kind != "instalment" else f"{name} #{due.n}"


def what_cell(sight: Sight, matter: Matter) -> Cell:
    """How near or late it is; what is the matter with an envelope, the fund, the backup."""
    words = sight.words
    if matter.due is not None:
        return state_cell(sight, matter.due._replace(snoozed_until=None))
    text = wording.state_of(matter, words)
    if matter.kind == "emergency":
        return Cell(text)
    return Cell(text, "overspent" if (matter.minor or 0) < 0 else "warning")


def _amount(sight: Sight, matter: Matter) -> Cell | str:
    if matter.due is not None:
        return due_amount(sight, matter.due)
    if matter.kind == "backup":
        return ""
    return sight.money(abs(matter.minor or 0), matter.currency)


def mark(sight: Sight, notice: Stands) -> Cell:
    """Seen, resting, or nothing: a sign and a word."""
    words = sight.words
    if notice.rests_until:
        return Cell(words("notify.mark.rests", day=f"{notice.rests_until:%m-%d}"), "faint")
    return Cell(words("notify.mark.seen"), "faint") if notice.seen else Cell("")


def _told(sight: Sight, heard: Heard, reminder: Reminder) -> str:
    """When it was told and through which channels."""
    told = heard.by_step.get((reminder.subject, reminder.step))
    if not told:
        return sight.words("tui.notices.untold")
    first = min(told, key=lambda one: one.at)
    names = sight.words("tui.comma").join(channel(name, sight.words) for name in _channels(told))
    return sight.words("tui.notices.told_at", when=moment(sight, first.at), channels=names)


def _channels(told: Sequence[Delivery]) -> list[str]:
    return list(dict.fromkeys(one.channel for one in sorted(told, key=lambda one: one.at)))


def moment(sight: Sight, at: DateTime) -> str:
    """The time alone today, else month and day too."""
    local = at.astimezone(sight.now.tzinfo) if at.tzinfo else at
    return f"{local:%H:%M}" if local.date() == sight.on else f"{local:%m-%d %H:%M}"


def _head(sight: Sight, heard: Heard, notices: Sequence[Stands]) -> list[Block]:
    """How many ask for something, when reminders ran and run next; what fails."""
    words = sight.words
    pressing = sum(notice.presses for notice in notices)
    warns = heard.runs.last is None or heard.runs.silent(sight.now)
    blocks: list[Block] = []
    if notices:
        key = "tui.notices.pressing"
        blocks.append(
            Text(words.count(key, pressing), "strong")
            if pressing
            else Text(words("tui.notices.calm"), "good")
        )
    blocks.append(Text(summary(heard.runs, sight.now, words), "warning" if warns else "faint"))
    if is_quiet(sight.now.time(), sight.settings.quiet_from, sight.settings.quiet_until):
        until = sight.settings.quiet_until.isoformat("minutes")
        blocks.append(Text(words("tui.notices.quiet", time=until), "faint"))
    return blocks


def empty_sentence(sight: Sight, heard: Heard) -> str:
    """Nothing stands: kind words, and what comes next."""
    following = next_sentence(sight, sight.settings, heard)
    return sight.words("tui.notices.empty", following=following)


def next_coming(sight: Sight, settings: Settings, heard: Heard) -> Coming | None:
    """The next reminder of a due, were `settings` those of the book."""
    rests = {one.subject: one.until for one in sight.ledger.snoozes if one.until > sight.on}
    found = [
        matter._replace(rests_until=rests.get(matter.subject))
        for matter in of_dues(dues_of(sight), sight.ledger, settings)
        if matter.kind not in settings.unreminded
    ]
    seen = seen_of(sight.ledger.acknowledgements)
    return coming(found, sight.now, settings, sight.ledger, set(heard.by_step), seen)


def next_sentence(sight: Sight, settings: Settings, heard: Heard) -> str:
    """When the next reminder comes and what it is about, were `settings` those of the book."""
    words = sight.words
    following = next_coming(sight, settings, heard)
    if following is None:
        return words("tui.notices.none_to_come")
    day = f"{words.weekday(following.at.date())} {following.at:%H:%M}"
    return words("tui.notices.following", day=day, name=name_of(sight, following.matter))


def notice_page(sight: Sight, heard: Heard, notice: Stands | None) -> list[Block]:
    """Everything about one: what to do, when it was told, what its keys do."""
    if notice is None:
        return []
    words, reminder = sight.words, notice.reminder
    what = what_cell(sight, reminder.matter)
    blocks: list[Block] = [
        Title(name_of(sight, reminder.matter)),
        Text(sight.free(wording.body(reminder, words, not sight.hidden))),
        Fact(words("tui.loans.state"), what.text, what.state),
    ]
    told = sorted(heard.by_step.get((reminder.subject, reminder.step), ()), key=lambda one: one.at)
    blocks += [Fact(channel(one.channel, words), moment(sight, one.at)) for one in told]
    if not told:
        blocks.append(Fact(words("tui.notices.told"), words("tui.notices.untold")))
    if notice.rests_until:
        day = words.weekday(notice.rests_until)
        blocks.append(Fact(words("tui.dues.snoozed"), day))
    if notice.seen:
        blocks.append(Text(words("tui.notices.seen_means", **keys_said(NOTICES)), "faint"))
    return blocks


def leads_to(sight: Sight, matter: Matter) -> Place | None:
    """The place of what it is about; None where it has none on the screen."""
    if matter.due is not None:
        return Place("dues", "due", matter.subject)
    kind, _, id = matter.subject.partition(":")
    if kind == "envelope":
        return Place("budget", "envelope", id)
    return (destination(sight, FUND) or Place("budget", "envelope", SAFE)) if kind == "emergency" else None
