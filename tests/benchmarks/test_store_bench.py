"""The promises of the book about time, measured and never asserted in a timed test.

    python -m pytest tests/benchmarks --override-ini addopts= --benchmark-columns=min,median,max

- a durable transaction of one record costs the same at 1,000, 10,000 and 100,000 records, under 3 ms
- opening a book of 10,000 records takes under 150 ms
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from finterm.domain.records import Event
from finterm.store import Book
from tests.store.making import an_event, opened, put

SIZES = [1_000, 10_000, 100_000]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    made = {}
    for size in SIZES:
        made[size] = tmp_path_factory.mktemp("books") / str(size)
        with opened(made[size]) as book:
            put(book, *(an_event(book.new_id(), n, note="五天 late") for n in range(size)))
    return made


@pytest.mark.parametrize("size", SIZES)
def test_a_durable_transaction_of_one_record(benchmark: Any, books: dict[int, Path], size: int) -> None:
    book = opened(books[size])
    benchmark.pedantic(lambda: put(book, an_event(book.new_id())), rounds=300, warmup_rounds=20)


@pytest.mark.parametrize("size", SIZES)
def test_opening_and_reading_every_record(benchmark: Any, books: dict[int, Path], size: int) -> None:
    def open_and_read() -> list[Event]:
        return Book.open(books[size], device="here").all(Event)

    assert len(benchmark.pedantic(open_and_read, rounds=5, warmup_rounds=1)) >= size


@pytest.mark.parametrize("size", SIZES)
def test_writing_the_checkpoint(benchmark: Any, books: dict[int, Path], size: int) -> None:
    benchmark.pedantic(opened(books[size]).checkpoint, rounds=3, warmup_rounds=1)
