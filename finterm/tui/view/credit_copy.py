"""What is said about one copy of the credit report. Pure."""

from __future__ import annotations

from finterm.domain.credit_diff import diff
from finterm.domain.records import CreditReport
from finterm.rules.said import country_of as country_said
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.credit import account_name
from finterm.tui.view.credit_diff import difference_blocks
from finterm.tui.view.credit_terms import shown_of
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight


def copy_page(sight: Sight, copy: CreditReport) -> list[Block]:
    """One copy: its accounts and enquiries, and what differs from the copy before."""
    words = sight.words
    blocks: list[Block] = [Title(words("credit.copy_of", day=words.day(copy.date)))]
    free = words("core.yes" if copy.free else "core.no")
    facts = (
        ("credit.report.source", words(f"core.report_source.{copy.source}")),
        ("credit.report.country", country_said(sight.words, copy.country) if copy.country else ""),
        ("credit.report.free", free),
        ("credit.report.reference", copy.reference),
        ("core.field.files", words("core.comma").join(file.name for file in copy.files)),
        ("core.field.note", sight.free(copy.note)),
    )
    blocks += [Fact(words(key), text) for key, text in facts if text]
    shown = shown_of(sight)
    before = shown.before.get(copy.id)
    if before is not None:
        found = diff(shown, before, copy)
        blocks.append(Title(words("credit.since", day=words.day(before.date))))
        blocks += difference_blocks(sight, found.accounts)
        blocks += [
            Text(
                words("credit.new_enquiry", day=words.day(e.date), who=e.who, reason=_reason(sight, e.reason))
            )
            for e in found.enquiries
        ]
        if waiting := sum(account.carried for account in shown.accounts_of(copy)):
            blocks.append(Text(words.count("credit.carried_count", waiting), "warning"))
        elif found.is_empty:
            blocks.append(Text(words("credit.no_difference")))
    accounts = shown.accounts_of(copy)
    if accounts:
        columns = (
            Column(words("core.field.name"), least=12, weight=1),
            Column(words("credit.account.state")),
            Column(words("credit.account.overdue"), right=True),
        )
        rows = [
            Row(
                one.id,
                (
                    account_name(sight, one),
                    words(f"core.account_state.{one.state}"),
                    Cell(sight.listed(one.overdue, one.currency), "overdue" if one.overdue else ""),
                ),
            )
            for one in accounts
        ]
        blocks += [Title(words.count("credit.accounts", len(accounts))), Grid(columns, rows)]
    enquiries = shown.enquiries.get(copy.id, ())
    if enquiries:
        blocks.append(Title(words.count("credit.enquiries", len(enquiries))))
        blocks += [
            Fact(words.day(one.date), words("core.also").join((one.who, _reason(sight, one.reason))))
            for one in sorted(enquiries, key=lambda one: one.date, reverse=True)
        ]
    return [*blocks, Text(words("credit.copy_keys", **keys_said("credit")), "faint")]


def _reason(sight: Sight, reason: str) -> str:
    return sight.words(f"core.enquiry_reason.{reason}")
