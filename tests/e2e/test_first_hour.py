"""As a newcomer in Chinese at 80x24: from a call about an amount one does not recognise to papers to hand in."""

from __future__ import annotations

import hashlib
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from finterm.domain.records import Claim, Talk
from finterm.store.book import Book
from tests.e2e.terminal import Terminal
from tests.tui.household import household

WHOLE = 180.0  # seconds the person has


def gone(word: str) -> Callable[[str], bool]:
    """Whether the screen no longer shows `word`."""
    return lambda text: word not in text


def test_from_an_unknown_amount_to_talk_claim_check_letter_and_pack(
    opened: Callable[..., Terminal], folder: Path
) -> None:
    home = folder / "home"
    home.mkdir()
    begun = time.monotonic()
    terminal = opened((80, 24), "zh", HOME=str(home))
    terminal.wait("可支配")

    # what to do now: the guide stands in the last line, its first topic leads to every step
    assert "g 指南" in terminal.lines[-1]

    def step(key: str) -> None:
        terminal.press("g")
        terminal.wait("第一小时")
        terminal.press("enter")
        terminal.wait("什么都不必当场答应")
        terminal.press(key)

    step("l")
    terminal.wait("提到的金额")
    terminal.press("对方称欠1500", "tab", "1500", "ctrl+s")
    terminal.wait(gone("提到的金额"))

    # the letter that asks for the amount in writing, saved as sent
    step("W")
    terminal.wait("是关于哪笔贷款")  # the cursor is on the one talked of last
    terminal.press("enter")
    terminal.wait("正文")
    terminal.press("tab", " ", "ctrl+s")  # the blanks are filled in by hand
    terminal.wait(gone("正文"))

    # everything in order, with checksums
    step("X")
    terminal.wait("是关于哪笔贷款")
    terminal.press("enter")
    terminal.wait("隐去第三方")
    terminal.press("ctrl+s")
    terminal.wait("证据包（")
    terminal.press("q")
    assert terminal.process.wait(10) == 0
    assert time.monotonic() - begun < WHOLE

    had = {record.id for record in household()}
    with Book.open(folder / "book") as book:
        call, letter = [talk for talk in book.all(Talk) if talk.id not in had]
        assert (call.said_by_them, call.minor, call.channel) == ("对方称欠1500", 150000, "phone")
        assert letter.direction == "outgoing" and letter.channel == "letter"
        (claim,) = book.all(Claim)
        assert (claim.minor, claim.talk, claim.loan) == (150000, call.id, call.loans[0])
    (path,) = home.glob("evidence-*.zip")
    with zipfile.ZipFile(path) as archive:
        told = archive.read("timeline.md").decode()
        assert "对方称欠1500" in told and "请以书面形式提供" in told
        assert "- 对方所说金额: ¥1,500.00" in told and "- 差额: " in told
        for line in archive.read("SHA256SUMS").decode().splitlines():
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
