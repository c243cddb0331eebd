"""What is said about one thing that helps, or about a task of the person's own. Pure."""

from __future__ import annotations

from finterm.domain.rebuilding import Advice
from finterm.domain.records import Task
from finterm.tui.actions import keys_said
from finterm.tui.view.credit import advice_words, usual_words
from finterm.tui.view.credit_terms import source_blocks, variant
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight

HABITS = ("on_time", "keep_old", "use_less")  # what rests on what lenders look at, and on no rule
# The rule that other advice rests on.
RULES = {
    "bad_debt": "record_kept",
    "settle": "record_kept",
    "verify": "dispute_answer",
    "stray": "dispute_answer",
    "repair": "repair_arose",
    "report": "free_reports",
    "removal": "record_kept",
    "gone": "record_kept",
    "statement": "record_kept",
    "no_new": "enquiries_seen",
}


def advice_page(sight: Sight, one: Advice) -> list[Block]:
    """What is advised, why, until when, and who says so; what does not help is said beside it."""
    words = sight.words
    blocks: list[Block] = [Title(advice_words(sight, one))]
    if one.task and one.task.what != usual_words(sight, one):
        blocks.append(Text(usual_words(sight, one), "faint"))
    if one.minor is not None:
        blocks.append(
            Fact(
                words("credit.account.overdue" if one.kind in ("bad_debt", "stray") else "credit.advice.sum"),
                sight.money(one.minor, one.currency),
                "strong",
            )
        )
    if one.date is not None:
        blocks.append(Fact(words("credit.advice.by"), f"{words.day(one.date)} · {sight.when(one.date)}"))
    elif one.is_lasting:
        blocks.append(Fact(words("credit.advice.by"), words("credit.lasting")))
    if one.task:
        blocks += _task_facts(sight, one.task)
    key = variant(sight, f"credit.reason.{one.kind}", one.country)
    blocks += [Title(words("credit.why_title")), Text(words(key))]
    if one.kind in HABITS:
        blocks.append(Text(words("credit.habit"), "faint"))
    elif not key.endswith(".not_payment"):  # the rule is about years that a payment sets going
        blocks += source_blocks(sight, RULES.get(one.kind, ""), one.country)
    blocks.append(Text(words("credit.advice.keys", **keys_said("credit")), "faint"))
    helps_not = "credit.optional_note" if one.is_optional else "credit.helps_not"
    return [*blocks, Title(words("credit.helps_not_title")), Text(words(helps_not))]


def task_page(sight: Sight, task: Task) -> list[Block]:
    """A task of the person's own."""
    return [Title(sight.free(task.what)), *_task_facts(sight, task)]


def _task_facts(sight: Sight, task: Task) -> list[Block]:
    words = sight.words
    loan = sight.loans.get(task.loan)
    facts = (
        ("credit.task.by", f"{words.day(task.date)} · {sight.when(task.date)}" if not task.topic else ""),
        ("core.field.loan", loan.name if loan else ""),
        ("credit.task.done_on", words.day(task.done_on) if task.done_on else ""),
    )
    return [Fact(words(key), text) for key, text in facts if text]
