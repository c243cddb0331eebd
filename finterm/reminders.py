"""How reminders reach a person: the table `[reminders]` of the settings, with a table of its own for each channel.

What is reminded of, and when, belongs to the book and stands in its settings; here is what belongs to this
machine. A mistake is a fault with its line and key, and everything else holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from finterm.domain.errors import BadInput, BadSetting
from finterm.setting import Setting, one_of, path, readers, setting, settings_of, whole, words
from finterm.tomlfile import TomlFile

TABLE = "reminders"
CHANNELS = ("desktop", "terminal", "screen", "push", "mail", "command")
LEVELS = ("full", "no_amounts", "count")
KINDS = ("auto", "osc9", "osc777", "osc99", "bell")
_PRIVACY = (
    "How much a notice tells: `full`, `no_amounts`, or `count` (no more than how many tasks there are); `push` and "
    "`mail`, which leave this machine, tell no amounts unless asked to."
)
_SECONDS = "Seconds it is waited for before the next channel is tried."


@dataclass(frozen=True)
class ChannelChoice:
    """What can be set for every channel."""

    privacy: str = setting("full", one_of(*LEVELS), _PRIVACY)
    seconds: int = setting(20, whole(1, 300), _SECONDS)


@dataclass(frozen=True)
class TerminalChoice(ChannelChoice):
    """What can be set for the terminal."""

    kind: str = setting(
        "auto",
        one_of(*KINDS),
        "How the terminal is told: `auto` goes by what it says it is; `osc9`, `osc777`, `osc99`, or `bell` alone.",
    )


@dataclass(frozen=True)
class CommandChoice(ChannelChoice):
    """What can be set for a program of the person's own."""

    program: tuple[str, ...] = setting(
        (), words, 'The program and its arguments, `["notify-phone", "--now"]`; no shell reads them.'
    )


def _channels(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadInput("", "core.bad.channels", choices=", ".join(CHANNELS))
    return tuple(dict.fromkeys(value))


@dataclass(frozen=True)
class Reminding:
    """The choices. What leaves the machine tells no amounts unless the person wants it to."""

    channels: tuple[str, ...] = setting(
        ("desktop", "terminal", "screen"),
        _channels,
        "The channels in the order they are tried: " + ", ".join(f"`{name}`" for name in CHANNELS) + ".",
    )
    deliver: str = setting(
        "first",
        one_of("first", "all"),
        "`first`: the first channel that takes a notice is enough; `all`: each of them tells it.",
    )
    calendar: str = setting(
        "",
        path,
        "A calendar file kept fresh with every look for reminders, for calendar programs to subscribe to; else none.",
    )
    calendar_privacy: str = setting("full", one_of(*LEVELS), "How much that calendar tells.")
    desktop: ChannelChoice = field(default_factory=ChannelChoice)
    terminal: TerminalChoice = field(default_factory=TerminalChoice)
    screen: ChannelChoice = field(default_factory=ChannelChoice)
    push: ChannelChoice = field(default_factory=lambda: ChannelChoice("no_amounts"))
    mail: ChannelChoice = field(default_factory=lambda: ChannelChoice("no_amounts"))
    command: CommandChoice = field(default_factory=CommandChoice)

    @property
    def all(self) -> bool:
        """Whether every channel tells, rather than the first that can."""
        return self.deliver == "all"

    def of(self, channel: str) -> ChannelChoice:
        """What is set for `channel`."""
        chosen = getattr(self, channel)
        assert isinstance(chosen, ChannelChoice)
        return chosen


def settings() -> dict[str, list[Setting]]:
    """Every setting by the table it stands in; `[reminders.CHANNEL]` is there for each channel."""
    common = list(settings_of(ChannelChoice))
    tables = {TABLE: list(settings_of(Reminding)), f"{TABLE}.CHANNEL": common}
    for name, model in (("terminal", TerminalChoice), ("command", CommandChoice)):
        tables[f"{TABLE}.{name}"] = [each for each in settings_of(model) if each not in common]
    return tables


def read(file: TomlFile, faults: list[BadSetting]) -> Reminding:
    """The choices in `file`, the default for what is missing or cannot be used; adds to `faults`."""
    table = file.values.get(TABLE)
    usual = Reminding()
    if table is None:
        return usual
    if not isinstance(table, Mapping):
        faults.append(file.fault(TABLE, "core.bad.table", table=TABLE))
        return usual
    tables = {known.name for known in fields(Reminding)} & set(CHANNELS)
    own = {name: value for name, value in table.items() if name not in tables}
    chosen = _values(file, TABLE, own, Reminding, faults, also=CHANNELS)
    if "channels" in chosen:
        chosen["channels"] = _known(file, chosen["channels"], faults)
    for name in (name for name in CHANNELS if name in table):
        key, value = f"{TABLE}.{name}", table[name]
        if isinstance(value, Mapping):
            choice = usual.of(name)
            kept = {each: getattr(choice, each) for each in readers(choice)}
            chosen[name] = type(choice)(**kept | _values(file, key, value, choice, faults))
        else:
            faults.append(file.fault(key, "core.bad.table", table=key))
    return Reminding(**chosen)


def _values(
    file: TomlFile,
    table: str,
    values: Mapping[str, Any],
    model: Any,
    faults: list[BadSetting],
    also: tuple[str, ...] = (),
) -> dict[str, Any]:
    known = readers(model)
    chosen: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{table}.{name}"
        if name not in known:
            faults.append(file.unknown(key, "core.bad.setting", [*known, *also]))
            continue
        try:
            chosen[name] = known[name](value)
        except BadInput as fault:
            faults.append(file.fault(key, fault.what, **fault.values))
    return chosen


def _known(file: TomlFile, named: tuple[str, ...], faults: list[BadSetting]) -> tuple[str, ...]:
    """Those of the channels `named` that there are; the usual ones where a mistake leaves none."""
    for name in named:
        if name not in CHANNELS:
            choices = ", ".join(CHANNELS)
            faults.append(file.fault(f"{TABLE}.channels", "core.bad.channel", name=name, choices=choices))
    known = tuple(name for name in named if name in CHANNELS)
    return known or (Reminding().channels if named else ())
