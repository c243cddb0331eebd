"""A rule that a person enters in a form or at the command line, written into a file of their own.

The file `app-cn.toml` (one a country) in the folder of own rules is read before those a person writes by
hand, so that what was entered last counts. What stands under the heading of an entry is replaced; every other
line stays as it was.
"""

from __future__ import annotations

import json
import re
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from finterm import tomlfile
from finterm.domain.errors import BadInput
from finterm.rules.loading import FOLDER, own_folder, shipped
from finterm.rules.reading import rules_of
from finterm.rules.rule import Rule, Rules
from finterm.rules.units import FACT, WORDED, typed

FAR = 3  # so many times the value known before, or as small a part of it, is asked about
_HEADING = re.compile(r"\s*\[")


class Entry(NamedTuple):
    """What a person enters: the rule, its value as it is written in TOML, from when and until when it holds.

    `since` is None where it holds always, `until` where no end is known. `authority` is who says so.
    """

    rule: str
    country: str
    value: str
    since: Date | None = None
    until: Date | None = None
    authority: str = ""
    note: str = ""

    @property
    def heading(self) -> str:
        """The table it is written under."""
        return f"[rule.{self.rule}.{self.since}]" if self.since else f"[rule.{self.rule}]"


def usual_start(rule: Rule, on: Date) -> Date | None:
    """From when a correction made on `on` probably holds: where the known value ended, else `on`; None: always.

    An entry of the same day was a slip: its day stays.
    """
    if rule.own and rule.confirmed == on:
        return rule.start
    if rule.end is not None and rule.end < on:
        return rule.end + timedelta(days=1)
    return on if rule.start else None


def written(text: str, rule: Rule) -> str:
    """What a person typed for the value of `rule` as TOML has it. Raises BadInput with the field `value`."""
    try:
        found = typed(text, rule.unit)
    except BadInput as fault:
        raise BadInput("value", fault.what, **fault.values) from fault
    parts = found if isinstance(found, list) else [found]
    if rule.unit not in (*WORDED, FACT) and len(parts) != len(rule.texts):
        raise BadInput("value", "rules.bad.parts", n=len(rule.texts), value=as_typed(rule))
    return toml(found)


def toml(value: object) -> str:
    """A value of a rule as TOML has it."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml(part) for part in value)}]"
    if isinstance(value, bool):
        return "true"
    if isinstance(value, int | float | Decimal):
        return f"{value}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def value_in_toml(rule: Rule) -> str:
    """The value of a known rule as one would write it."""
    return "true" if rule.unit == FACT else toml(rule.value)


def as_typed(rule: Rule) -> str:
    """The value of a known rule as one would type it."""
    return ", ".join(rule.texts)


def ours(rule: Rule) -> Rule:
    """What finterm knows in the place of a person's own rule: the latest value; the rule itself where nothing."""
    return next(iter(shipped().history(rule.id, rule.country)), rule)


def is_far(rule: Rule, value: str) -> bool:
    """Whether a value (as TOML has it) is far from that of `rule`: 0.03 or 300 for 3 percent is a slip."""
    try:
        there = [Decimal(part) for part in re.findall(r"\d+(?:\.\d+)?", value)]
        before = [number for number in rule.numbers if number]
    except ArithmeticError:
        return False  # no numbers: addresses, hours, dates
    return any(new > old * FAR or new * FAR < old for new, old in zip(there, before, strict=False))


def keep(entry: Entry, confirmed: Date, folder: Path | None = None) -> Path:
    """Writes `entry`, looked up on the day `confirmed`, and gives the file. Raises BadInput where it is no rule."""
    path = (folder or own_folder()) / f"app-{entry.country}.toml"
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as fault:  # saved so by an editor; nothing of it is written over
        raise BadInput("", "rules.bad.encoding", file=path.name) from fault
    except FileNotFoundError:
        text = f'# Rules entered in finterm. Lines of your own stay.\n\ncountry = "{entry.country}"\n'
    text = _with(text, entry, confirmed)
    _check(path.name, text, entry)
    _replace(path, text)
    return path


def forget(rule: Rule, folder: Path | None = None) -> Path | None:
    """Takes an entry of `keep` out of its file, which is given; None where `rule` was not entered so."""
    path = (folder or own_folder()) / f"app-{rule.country}.toml"
    if rule.own != f"{FOLDER}/{path.name}":
        return None
    heading = Entry(rule.id, rule.country, "", rule.start).heading
    _replace(path, "\n".join([*_without(path.read_text("utf-8"), heading), ""]))
    return path


def _replace(path: Path, text: str) -> None:
    """Writes the file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(".toml.new")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def _without(text: str, *headings: str) -> list[str]:
    """The lines of a file but for what stands under these headings."""
    kept: list[str] = []
    dropping = False
    # Only "\n" ends a line of TOML: what else ends one may stand in a text.
    for line in text.removesuffix("\n").split("\n"):
        if _HEADING.match(line):
            dropping = line.partition("#")[0].strip() in headings  # a comment may stand behind it
        if not dropping:
            kept.append(line)
    return kept


def _with(text: str, entry: Entry, confirmed: Date) -> str:
    """The file with `entry` in the place of the one under its heading, else at its end."""
    # One that holds always and one from a day on are not in one file: the later entry counts.
    kept = _without(text, entry.heading, f"[rule.{entry.rule}]")
    says = {
        "value": entry.value,
        "to": f"{entry.until}" if entry.until else "",
        "confirmed": f"{confirmed}",
        "authority": toml(entry.authority) if entry.authority else "",
        "note": toml(entry.note) if entry.note else "",
    }
    lines = [entry.heading, *(f"{name} = {value}" for name, value in says.items() if value)]
    return "\n".join(["\n".join(kept).rstrip(), "", *lines, ""])


def _check(name: str, text: str, entry: Entry) -> None:
    """Raises BadInput for the first mistake that the file would have under the heading of `entry`."""
    file = tomlfile.parse(f"{FOLDER}/{name}", text.encode())
    read = rules_of(file, entry.country, shipped())
    for fault in read.faults:
        if not fault.key or fault.key.startswith(entry.heading[1:-1]):
            raise BadInput("value", fault.what, **fault.values)


def entered(rules: Rules, entry: Entry) -> Rule | None:
    """The rule that `entry` became, once `rules` were read again."""
    history = rules.history(entry.rule, entry.country)
    return next((rule for rule in history if rule.own and rule.start == entry.since), None)
