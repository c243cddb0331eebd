"""The list of the enquiries of one copy of the credit report. Pure."""

from __future__ import annotations

from finterm.domain.records import CreditReport
from finterm.tui.view.cells import Column, Row
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight


def enquiry_view(sight: Sight, copy: CreditReport) -> View:
    """Who looked at the report, the latest first."""
    words = sight.words
    columns = (
        Column(words("core.field.date"), least=10),
        Column(words("credit.enquiry.who"), least=10, weight=1),
        Column(words("credit.enquiry.reason"), least=8),
    )
    found = sorted(
        (one for one in sight.ledger.credit_enquiries if one.report == copy.id),
        key=lambda one: (one.date, one.id),
        reverse=True,
    )
    rows = [
        Row(one.id, (words.day(one.date), one.who, words(f"core.enquiry_reason.{one.reason}")))
        for one in found
    ]
    return View(columns, rows, words("credit.no_enquiries"))
