"""Every kind of import file, and which of them a header belongs to."""

from __future__ import annotations

from finterm.domain.errors import FintermError
from finterm.exchange.kinds.budgeting import BILL_DATES, BILL_PAYMENTS, BILLS, ENVELOPES, MOVES
from finterm.exchange.kinds.choices import ACKNOWLEDGEMENTS, DELIVERIES, SETTINGS, SNOOZES
from finterm.exchange.kinds.claiming import CLAIMS
from finterm.exchange.kinds.crediting import CREDIT_ACCOUNTS, CREDIT_ENQUIRIES, CREDIT_REPORTS
from finterm.exchange.kinds.disputing import CREDIT_SCORES, DISPUTES, TASKS
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.kinds.lending import EVENTS, LOANS
from finterm.exchange.kinds.promising import FOLLOW_UPS, PROMISES
from finterm.exchange.kinds.sheets import SHEETS
from finterm.exchange.kinds.talking import AMENDMENTS, CONTACTS, TALKS
from finterm.exchange.names import nearest
from finterm.exchange.sheet import Sheet

# In the order files are taken in, so that what a line names is there before it.
ALL: tuple[Kind, ...] = (
    SETTINGS,
    LOANS,
    EVENTS,
    ENVELOPES,
    BILLS,
    BILL_DATES,
    BILL_PAYMENTS,
    CONTACTS,
    TALKS,
    AMENDMENTS,
    PROMISES,
    FOLLOW_UPS,
    CLAIMS,
    SHEETS,
    MOVES,
    CREDIT_REPORTS,
    CREDIT_ACCOUNTS,
    CREDIT_ENQUIRIES,
    DISPUTES,
    CREDIT_SCORES,
    TASKS,
    DELIVERIES,
    SNOOZES,
    ACKNOWLEDGEMENTS,
)
BY_NAME = {kind.name: kind for kind in ALL}


def recognised(sheet: Sheet) -> Kind:
    """The kind whose needed columns are all there and that leaves the fewest columns unknown.

    Raises FintermError, naming the missing columns of the nearest kind, where there is none.
    """
    header = frozenset(sheet.header)
    fitting = [kind for kind in ALL if kind.needed <= header]
    if fitting:
        return min(fitting, key=lambda kind: (len(header - {*kind.columns, "id"}), -len(kind.needed)))
    best = max(
        ALL, key=lambda kind: (len(header & kind.needed) / len(kind.needed), len(header & {*kind.columns}))
    )
    if not header & {*best.columns}:
        raise FintermError("exchange.error.kind_unknown", name=sheet.name)
    missing = ", ".join(column for column in best.columns if column in best.needed - header)
    raise FintermError("exchange.error.columns_missing", name=sheet.name, kind=best.name, columns=missing)


def unknown_columns(sheet: Sheet, kind: Kind) -> list[tuple[str, FintermError]]:
    """The columns of a file its kind does not have, each with what may have been meant."""
    found = []
    for column in sheet.header:
        if column not in kind.columns and column != "id":
            near = nearest(column, kind.columns, most=1)
            values = {"column": column, "kind": kind.name}
            if near:
                fault = FintermError("exchange.error.column_near", near=near[0], **values)
            else:
                fault = FintermError("exchange.error.column_unknown", **values)
            found.append((column, fault))
    return found
