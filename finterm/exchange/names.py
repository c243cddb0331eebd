"""Names as people type them, resolved to records: exact first, then suggestions.

A lookup knows one kind of record by id and by name (case and full width do not matter) and grows while
an import adds records. What is near a misspelled name is suggested, never taken in an import; at the
command line a part of a name that fits only one record is taken too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import normalize

from finterm.domain.errors import BadInput
from finterm.domain.records import Loan

# What a file says before the id of a record that was deleted while another (a talk, say) still names it.
GONE = "gone:"


def gone_id(typed: str) -> str:
    """The id in a reference to a record that is gone; the empty string for anything else."""
    return typed.removeprefix(GONE) if typed.startswith(GONE) else ""


def folded(name: str) -> str:
    """A name as names are compared: no case, no full width, no space around."""
    return " ".join(normalize("NFKC", name).casefold().split())


def nearest(typed: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names most like `typed`, best first; those that hold it, or that it holds, count as near."""
    wanted = folded(typed)
    found = []
    for name in dict.fromkeys(names):
        alike = _alike(wanted, folded(name))
        if alike >= 0.6 or (len(wanted) <= 4 and alike >= 0.4):
            found.append((-alike, name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])[:most]]


def _alike(wanted: str, name: str) -> float:
    """How much two folded names are alike: 1 the same, more where one holds the other."""
    from difflib import SequenceMatcher

    if not wanted or not name:
        return 0.0
    # A person types the beginning of a name, or one word of it, and misspells that.
    parts = {name, name[: len(wanted)], *name.split()}
    ratio = max(SequenceMatcher(None, wanted, part).ratio() for part in parts)
    return ratio + 1 if wanted in name or name in wanted else ratio


def unknown(what: str, typed: str, names: Iterable[str], where: str) -> BadInput:
    """The refusal of a name nobody has: `what` is the table (`loans`), with what is near where anything is."""
    near = nearest(typed, names)
    if near:
        return BadInput(where, f"exchange.error.unknown_near.{what}", typed=typed, near=", ".join(near))
    return BadInput(where, f"exchange.error.unknown.{what}", typed=typed)


def loan_named(loans: Iterable[Loan], typed: str) -> Loan:
    """The one loan meant by `typed`: its name, a part of it that fits no other, or its id. Raises BadInput."""
    found: Loan = Lookup("loans", loans).guess(typed, "loan")
    return found


class Lookup:
    """The records of one table by id and by name; later records of an import join by `add`."""

    def __init__(self, what: str, records: Iterable[Any]) -> None:
        self.what = what
        self._by_id: dict[str, Any] = {}
        self._ids: dict[str, dict[str, None]] = {}  # by folded name
        self._same: dict[str, str] = {}  # an id in a file -> the id of the same record in the book
        for record in records:
            self.add(record)

    def add(self, record: Any) -> None:
        """Makes `record` known, in place of one with its id."""
        if old := self._by_id.get(record.id):
            self._ids[folded(old.name)].pop(record.id, None)
        self._by_id[record.id] = record
        self._ids.setdefault(folded(record.name), {})[record.id] = None

    def alias(self, id: str, record_id: str) -> None:
        """`id` in a file means the record `record_id` of the book."""
        self._same[id] = record_id

    def all(self) -> list[Any]:
        """Every record known, in order of entry."""
        return list(self._by_id.values())

    def by_id(self, id: str) -> Any | None:
        """The record with this id or alias, or None."""
        return self._by_id.get(self._same.get(id, id))

    def named(self, name: str) -> list[Any]:
        """All records of this name."""
        return [self._by_id[id] for id in self._ids.get(folded(name), ())]

    def find(self, typed: str, where: str) -> Any:
        """The record whose id or exact name was typed. Raises BadInput for none (with what is near) or several."""
        if (record := self.by_id(typed)) is not None:
            return record
        found = self.named(typed)
        if not found:
            raise unknown(self.what, typed, (record.name for record in self._by_id.values()), where)
        if len(found) > 1:
            raise BadInput(where, "exchange.error.several", typed=typed, count=len(found))
        return found[0]

    def guess(self, typed: str, where: str) -> Any:
        """As `find`, and also the one record whose name begins with, else holds, what was typed."""
        if self.by_id(typed) is not None or self.named(typed):
            return self.find(typed, where)
        wanted = folded(typed)
        fits: tuple[Callable[[str], bool], ...] = (lambda n: n.startswith(wanted), lambda n: wanted in n)
        for fit in fits:
            found = [record for record in self._by_id.values() if wanted and fit(folded(record.name))]
            if len(found) == 1:
                return found[0]
            if found:
                names = ", ".join(record.name for record in found[:5])
                raise BadInput(where, "exchange.error.several_fit", typed=typed, names=names)
        return self.find(typed, where)

    def shown(self, id: str) -> str:
        """What a file says for the record `id`: its name, the id where others share it, or that it is gone."""
        record = self._by_id.get(id)
        if record is None:
            return GONE + id
        plain = (
            not gone_id(record.name)
            and len(self._ids[folded(record.name)]) == 1
            and record.name.strip() == record.name
        )
        return str(record.name) if plain and record.name and ";" not in record.name else id
