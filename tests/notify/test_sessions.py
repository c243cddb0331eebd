"""Open screens: each is handed a notice once, whoever sends, and who is gone is no channel."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from finterm import state
from finterm.notify.channel import Failed
from finterm.notify.notice import Notice
from finterm.notify.sessions import GONE, Session, Sessions, folder_of

TEXTS = (("rent: due today", "Pay"), ("finterm: 1 task due", ""))
NOTICE = Notice("rent: due today", "Pay ¥2,000.00", (), TEXTS)


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINTERM_STATE", str(tmp_path / "state"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


@pytest.fixture
def session(book: Path) -> Iterator[Session]:
    opened = Session(book)
    opened.open()
    yield opened
    opened.close()


def sent(book: Path, *sessions: Session, notice: Notice = NOTICE) -> tuple[Failed | None, list[list[Notice]]]:
    """What sending says, and what each session took meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(Sessions(book).send, notice)
        took: list[list[Notice]] = [[] for _ in sessions]
        while not sending.done() or any(not one for one in took):
            for one, mine in zip(sessions, took, strict=True):
                mine += one.taken()
            time.sleep(0.01)
        return sending.result(), took


def test_every_open_screen_has_it_once_with_its_quieter_texts(book: Path, session: Session) -> None:
    other = Session(book)
    other.open()
    failed, took = sent(book, session, other)
    assert failed is None and took == [[NOTICE], [NOTICE]]
    assert took[0][0].at("no_amounts").body == "Pay"
    assert session.taken() == [] and other.taken() == []
    other.close()


def test_with_no_screen_open_it_was_not_told(book: Path) -> None:
    began = time.monotonic()
    assert Sessions(book).send(NOTICE) == Failed("notify.failed.no_session")
    assert time.monotonic() - began < 1


def test_what_no_screen_takes_is_taken_back(book: Path, session: Session) -> None:
    assert Sessions(book, wait=0.2).send(NOTICE) == Failed("notify.failed.no_session")
    assert session.taken() == []


def test_a_screen_that_closes_with_a_notice_in_its_box_has_not_told_it(book: Path) -> None:
    closing = Session(book)
    closing.open()
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(Sessions(book, wait=0.5).send, NOTICE)
        while closing.box and not list(closing.box.glob("*.json")):
            time.sleep(0.01)
        closing.close()
        assert sending.result() == Failed("notify.failed.no_session")
    assert list(folder_of(book).iterdir()) == []


def test_a_sender_does_not_hand_to_itself(book: Path, session: Session) -> None:
    other = Session(book)
    other.open()
    Sessions(book, session.box).hand(NOTICE)
    assert session.taken() == [] and other.taken() == [NOTICE]
    other.close()


def test_boxes_of_screens_that_are_gone_are_cleared_and_new_ones_left(book: Path) -> None:
    folder = folder_of(book)
    for name, age in (("old", GONE + 5), ("new", 0.0)):
        (folder / name).mkdir()
        lock = folder / f"{name}.lock"
        lock.touch()
        os.utime(lock, (time.time() - age, time.time() - age))
    assert Sessions(book, wait=0.1).send(NOTICE) == Failed("notify.failed.no_session")
    assert sorted(path.name for path in folder.iterdir()) == ["new", "new.lock"]


def test_the_file_is_the_owners_and_tells_no_more_than_the_level(book: Path, session: Session) -> None:
    (path,) = Sessions(book).hand(NOTICE.at("count"))
    assert "2,000" not in path.read_text() and "rent" not in path.read_text()
    assert session.taken() == [NOTICE.at("count")._replace(quieter=(TEXTS[1], TEXTS[1]))]
    if os.name == "posix":
        (path,) = Sessions(book).hand(NOTICE)
        assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 70_000,
        b"{}",
        b'{"level": "full", "texts": [["a"]]}',
        b'{"level": "loud", "texts": [["a","b"],["a","b"],["a","b"]]}',
        b'{"level": "full", "texts": 5}',
    ],
)
def test_what_is_no_notice_is_thrown_away(session: Session, content: bytes) -> None:
    assert session.box is not None
    (session.box / "1.json").write_bytes(content)
    assert session.taken() == [] and list(session.box.iterdir()) == []


def test_escapes_and_very_long_texts_in_a_file_come_out_plain_and_short(session: Session) -> None:
    assert session.box is not None
    texts = [["\x1b[31mred\n", "x" * 10_000]] * 3
    (session.box / "1.json").write_text(json.dumps({"level": "full", "texts": texts}))
    (notice,) = session.taken()
    assert notice.title == "[31mred" and len(notice.body) == 400


def test_a_state_that_cannot_be_written_is_a_failure_and_no_fault(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(state, "of_book", refuse)
    opened = Session(book)
    opened.open()
    assert opened.taken() == []
    opened.close()
    why = Sessions(book).send(NOTICE)
    assert why is not None and why.values == {"reason": "Permission denied"}


def test_of_sender_and_screen_only_one_has_a_notice_however_they_race(book: Path, session: Session) -> None:
    """What a sender says was told is what the screen took, neither more nor less."""
    over = threading.Event()
    took: list[str] = []

    def take() -> None:
        while not over.is_set():
            took.extend(notice.title for notice in session.taken())
            time.sleep(0.004)

    def send(number: int) -> str | None:
        title = f"notice {number}"
        wait = 0.0 if number % 5 else 0.06  # taken back at once, or hardly ever
        return None if Sessions(book, wait=wait).send(Notice(title, "")) else title

    taking = threading.Thread(target=take)
    taking.start()
    with ThreadPoolExecutor(4) as pool:
        told = [title for title in pool.map(send, range(150)) if title]
    over.set()
    taking.join()
    took.extend(notice.title for notice in session.taken())
    assert sorted(took) == sorted(told) and len(set(took)) == len(took)
    assert 0 < len(told) < 150, "nothing raced"
