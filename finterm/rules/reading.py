"""What a rules file says. Pure: text in, rules and mistakes out.

`country` and `confirmed` at the top hold for every rule below, `currency` says whose loans they are about. `[source.NAME]` is an instrument that
rules cite; `[rule.ID]` a rule, and where it changed over time `[rule.ID.2024-07-22]` each value from that
day on, beside what they share under `[rule.ID]`. A rule with a mistake is left out, the others hold.
A person's own rule takes unit and status from the shipped one of its name and says where it is from only
if the person does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from finterm.domain.errors import BadInput, BadSetting
from finterm.rules.rule import CONFIDENCES, STATUSES, Rule, Rules, ordered
from finterm.rules.units import UNITS, is_unit, value_of
from finterm.tomlfile import TomlFile

OF_SOURCE = (
    "authority",
    "authority_en",
    "authority_zh",
    "instrument",
    "instrument_en",
    "instrument_zh",
    "dated",
)
OF_RULE = (
    "value",
    "unit",
    "from",
    "to",
    "source",
    "article",
    "status",
    "confidence",
    "confirmed",
    "name",
    "note",
)
KNOWN = (*OF_RULE, *OF_SOURCE)
TOP = ("country", "currency", "confirmed", "source", "rule")


def rules_of(file: TomlFile, country: str, shipped: Rules | None = None) -> Rules:
    """The rules of `file`, those of `country` unless it names another.

    `shipped` is given for a person's own file: what its rules correct, and whose sources they may cite.
    """
    return _Reader(file, country, shipped).read()


class _Written(NamedTuple):
    """One rule as it stands in the file: its id, the dotted key of its table, and the lines in force for it."""

    id: str
    key: str
    says: Mapping[str, Any]
    places: Mapping[str, str]  # the dotted key of each, for the line of a mistake


class _Reader:
    """Collects rules and mistakes of one file."""

    def __init__(self, file: TomlFile, country: str, shipped: Rules | None) -> None:
        self.file = file
        self.shipped = shipped
        self.faults: list[BadSetting] = list(file.faults)
        self.country = self._use("country", file.values.get("country", country), _text) or country
        self.currency = self._use("currency", file.values.get("currency"), _text) or ""
        self.confirmed = self._use("confirmed", file.values.get("confirmed"), _date)

    def read(self) -> Rules:
        self.faults += [
            self.file.unknown(key, "core.bad.setting", TOP) for key in self.file.values if key not in TOP
        ]
        sources = self._sources()
        found = [rule for written in self._written() if (rule := self._rule(written, sources)) is not None]
        faults = tuple(sorted(self.faults, key=lambda fault: fault.line))
        return Rules(ordered(found), faults, ((self.currency, self.country),) if self.currency else ())

    def _use(self, key: str, written: Any, reader: Callable[[Any], Any]) -> Any:
        """`written` as `reader` gives it, None with a mistake where it cannot."""
        try:
            return None if written is None else reader(written)
        except BadInput as fault:
            self.faults.append(self.file.fault(key, fault.what, **fault.values))
            return None

    def _tables(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        within = self.file.values.get(name, {})
        if not isinstance(within, Mapping):
            self.faults.append(self.file.fault(name, "core.bad.table", table=f"{name}.…"))
            return
        for id, says in within.items():
            if isinstance(says, Mapping):
                yield id, says
            else:
                self.faults.append(self.file.fault(f"{name}.{id}", "core.bad.table", table=f"{name}.{id}"))

    def _sources(self) -> dict[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for id, says in self._tables("source"):
            known = (*OF_SOURCE, "status")
            self.faults += [
                self.file.unknown(f"source.{id}.{key}", "core.bad.setting", known)
                for key in says
                if key not in known
            ]
            readers = dict.fromkeys(OF_SOURCE, _text) | {"dated": _date, "status": _one_of(STATUSES)}
            read = {
                name: self._use(f"source.{id}.{name}", says.get(name), reader)
                for name, reader in readers.items()
            }
            found[id] = {name: value for name, value in read.items() if value is not None}
        return found

    def _written(self) -> Iterator[_Written]:
        for id, says in self._tables("rule"):
            key = f"rule.{id}"
            shared = {name: value for name, value in says.items() if not isinstance(value, Mapping)}
            places = {name: f"{key}.{name}" for name in shared}
            series = {since: own for since, own in says.items() if isinstance(own, Mapping)}
            for since, own in series.items():
                under = f"{key}.{since}"
                there = {"from": since, **own}
                yield _Written(
                    id,
                    under,
                    {**shared, **there},
                    {**places, "from": under, **{n: f"{under}.{n}" for n in own}},
                )
            if not series:
                yield _Written(id, key, shared, places)

    def _rule(self, written: _Written, sources: Mapping[str, Mapping[str, Any]]) -> Rule | None:
        before = len(self.faults)
        old = self._corrected(written.id)
        for name in written.says:
            if name not in KNOWN:
                self.faults.append(self.file.unknown(written.places[name], "core.bad.setting", KNOWN))

        def use(name: str, reader: Callable[[Any], Any], default: Any = None) -> Any:
            value = self._use(written.places.get(name, written.key), written.says.get(name), reader)
            return default if value is None else value

        source = self._source(written, sources)
        unit = use("unit", _unit, old.unit if old else None)
        if old and unit and unit != old.unit:
            self._wrong(written, "unit", "rules.bad.other_unit", unit=old.unit)
        missing = [
            name for name, value in (("unit", unit), ("value", written.says.get("value"))) if value is None
        ]
        for name in missing:
            if written.says.get(name) is None:
                self._wrong(written, name, "rules.bad.missing", name=name)
        value = None if missing else use("value", lambda text: value_of(text, unit))
        cited = {name: use(name, _text, source.get(name, "")) for name in OF_SOURCE if name != "dated"}
        start, end = use("from", _date), use("to", _date)
        if old and not start and "from" not in written.says and self._changed(written.id):
            self._wrong(written, "from", "rules.bad.missing", name="from")
        if start and end and end < start:
            self._wrong(written, "to", "rules.bad.order")
        rule = Rule(
            id=written.id,
            country=self.country,
            value="" if value is None else value,
            unit=unit or "",
            start=start,
            end=end,
            authority=cited.pop("authority"),
            instrument=cited.pop("instrument"),
            article=use("article", _text, ""),
            dated=use("dated", _date, source.get("dated")),
            status=use(
                "status", _one_of(STATUSES), source.get("status") or (old.status if old else "convention")
            ),
            confidence=use("confidence", _one_of(CONFIDENCES), "own"),
            note=use("note", _text, ""),
            name=use("name", _text, ""),
            confirmed=use("confirmed", _date, self.confirmed),
            own="" if self.shipped is None else self.file.name,
            others=tuple((name, text) for name, text in cited.items() if text),
        )
        return rule if len(self.faults) == before else None

    def _corrected(self, id: str) -> Rule | None:
        """The shipped rule that an own one of the name `id` corrects."""
        return next(iter(self.shipped.history(id, self.country)), None) if self.shipped else None

    def _changed(self, id: str) -> bool:
        """Whether the shipped rule changed over time: a correction must say from when it holds."""
        return self.shipped is not None and len(self.shipped.history(id, self.country)) > 1

    def _source(self, written: _Written, sources: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
        name = self._use(written.places.get("source", written.key), written.says.get("source"), _text)
        if name is None or name in sources:
            return sources[name] if name is not None else {}
        self.faults.append(self.file.unknown(written.places["source"], "rules.bad.source", sources))
        return {}

    def _wrong(self, written: _Written, name: str, what: str, /, **values: object) -> None:
        self.faults.append(self.file.fault(written.places.get(name, written.key), what, **values))


def _text(written: Any) -> str:
    if not isinstance(written, str):
        raise BadInput("", "core.bad.text")
    return written


def _date(written: Any) -> Date:
    if type(written) is Date:
        return written
    try:
        return Date.fromisoformat(_text(written))
    except ValueError as fault:
        raise BadInput("", "rules.bad.date") from fault


def _unit(written: Any) -> str:
    if not is_unit(written):
        raise BadInput("", "rules.bad.unit", choices=", ".join(UNITS))
    return str(written)


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(written: Any) -> str:
        if written not in choices:
            raise BadInput("", "core.bad.choice", choices=", ".join(choices))
        return str(written)

    return read
