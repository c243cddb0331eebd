"""The credit pane by keyboard in a real terminal: a copy, what it shows, a dispute, the time line, the dues."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from finterm.domain.records import CreditAccount, CreditReport, Dispute, Task
from finterm.store.book import Book
from tests.e2e.terminal import SAVE, Terminal


def without_form(text: str) -> bool:
    """Whether no form is open any more."""
    return SAVE not in text


def test_from_a_first_copy_to_a_dispute_with_its_clock_among_the_dues(
    opened: Callable[..., Terminal], folder: Path
) -> None:
    report = folder / "report.pdf"
    report.write_bytes(b"%PDF as handed out")
    terminal = opened((80, 24), "zh")
    terminal.wait("可支配")
    terminal.press("6")
    terminal.wait("账本里还没有信用报告")

    # the copy, with its file
    terminal.press("a")
    terminal.wait("信用报告")
    terminal.press("enter")
    terminal.wait(SAVE)
    terminal.type("tab", "tab", "tab", "tab", "R-77", "tab", str(report), "ctrl+s")
    terminal.wait(without_form)

    # an account on it: late, and nothing paid
    terminal.press("a", "down", "enter")
    terminal.wait(SAVE)
    terminal.type("蓝湖消费金融", "tab", "8823", "tab", "tab", "tab", "tab", "tab", "540", "tab", "tab")
    terminal.press("2024-05:1:540; 2024-04:N", "ctrl+s")
    terminal.wait("未还清：未开始计时")

    # it is disputed, and the answer has a day
    terminal.press("f")
    terminal.wait(SAVE)
    terminal.press("2024年5月已按时还款", "ctrl+s")
    terminal.wait("还有20天")
    terminal.press("v")
    terminal.wait("? 尚无日期")
    terminal.press("escape")
    terminal.wait("有帮助的事")
    terminal.press("3")
    terminal.wait("已过日期")
    terminal.press("/", "2024年5月", "enter")
    terminal.wait("等待答复  征信机构")
    terminal.press("q")
    assert terminal.process.wait(10) == 0

    with Book.open(folder / "book") as book:
        (copy,), (account,), (dispute,) = book.all(CreditReport), book.all(CreditAccount), book.all(Dispute)
        assert (copy.reference, copy.country, [file.name for file in copy.files]) == (
            "R-77", "cn", ["report.pdf"],
        )  # fmt: skip
        assert (book.folder / "attachments" / copy.files[0].sha256).read_bytes() == report.read_bytes()
        assert (account.lender, account.number, account.overdue) == ("蓝湖消费金融", "8823", 54_000)
        assert [status.code for status in account.statuses] == ["N", "1"]
        assert (dispute.lender, dispute.days, dispute.country) == ("蓝湖消费金融", 20, "cn")
        planned = {task.topic for task in book.all(Task)}
        assert planned == {f"report:{copy.date.year}:2", f"report:{copy.date.year + 1}:1"}
