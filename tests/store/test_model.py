"""Any sequence of changes, undos, restarts and crashes leaves the book a plain dictionary would hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from finterm.domain.records import Event
from finterm.store.journal import Stamp
from tests.store.making import an_event, opened, put

IDS = st.sampled_from("abcde")


class BookModel(RuleBasedStateMachine):
    """The book beside a dictionary with two stacks of its earlier states."""

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.book = opened(self.folder)
        self.model: dict[str, Event] = {}
        self.past: list[dict[str, Event]] = []
        self.future: list[dict[str, Event]] = []
        self.seen: list[tuple[Stamp, dict[str, Event]]] = []  # every step with the book right after it

    def _becomes(self, model: dict[str, Event]) -> None:
        if model != self.model:
            self.past.append(self.model)
            self.future.clear()
            self.model = model
            self.seen.append((self.book.history(1)[0].stamp, model))

    @rule(changes=st.dictionaries(IDS, st.integers(1, 9), min_size=1))
    def change(self, changes: dict[str, int]) -> None:
        records = {id: an_event(id, minor) for id, minor in changes.items()}
        put(self.book, *records.values())
        self._becomes({**self.model, **records})

    @rule(id=IDS)
    def delete(self, id: str) -> None:
        if record := self.book.get(Event, id):
            with self.book.transaction("core.done.delete") as change:
                change.delete(record)
            self._becomes({key: value for key, value in self.model.items() if key != id})

    @rule()
    def undo(self) -> None:
        assert bool(self.book.undo()) == bool(self.past)
        if self.past:
            self.future.append(self.model)
            self.model = self.past.pop()

    @rule()
    def redo(self) -> None:
        assert bool(self.book.redo()) == bool(self.future)
        if self.future:
            self.past.append(self.model)
            self.model = self.future.pop()

    @precondition(lambda self: self.seen)
    @rule(n=st.integers(0, 50))
    def go_back(self, n: int) -> None:
        stamp, then = self.seen[n % len(self.seen)]
        assert bool(self.book.go_back(stamp)) == (then != self.model)
        self._becomes(then)

    @rule(clean=st.booleans())
    def reopen(self, clean: bool) -> None:
        if clean:
            self.book.close()
        self.book = opened(self.folder)

    @rule(id=IDS, minor=st.integers(1, 9))
    def change_from_another_process(self, id: str, minor: int) -> None:
        put(opened(self.folder), an_event(id, minor))
        self.book.refresh()
        self._becomes({**self.model, id: an_event(id, minor)})

    @rule()
    def lose_the_checkpoint(self) -> None:
        (self.folder / "book.json").unlink(missing_ok=True)

    @invariant()
    def the_book_is_the_model(self) -> None:
        if hasattr(self, "book"):
            assert {event.id: event for event in self.book.all(Event)} == self.model

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.cleanup()


TestBookModel = BookModel.TestCase
TestBookModel.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
