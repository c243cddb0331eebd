"""The household case, imported from its files, comes out equal in every figure."""

from __future__ import annotations

import json
from datetime import date as Date

import pytest

from finterm.domain.dues import positions
from finterm.domain.ledger import Ledger
from tests.exchange.book_of import HOUSEHOLD, Kept


@pytest.mark.parametrize("on", ["2026-06-01", "2026-09-01"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_figure_is_as_expected(on: str, encoding: str) -> None:
    kept = Kept()
    kept.take(
        *((HOUSEHOLD / f"{kind}.csv").read_text("utf-8").encode(encoding) for kind in ("loans", "events"))
    )
    standing = positions(Ledger.of(kept.all), Date.fromisoformat(on))
    expected = json.loads((HOUSEHOLD / f"expected-{on}.json").read_text("utf-8"))
    assert [position.loan.name for position in standing.values()] == [wanted["loan"] for wanted in expected]
    for position, wanted in zip(standing.values(), expected, strict=True):
        assert (
            position.loan.currency == wanted.pop("currency") and wanted.pop("loan") and wanted.pop("on") == on
        )
        for due, wanted_due in zip(position.dues, wanted.pop("dues"), strict=True):
            assert {key: getattr(due, key) for key in wanted_due} == wanted_due | {
                "due": Date.fromisoformat(wanted_due["due"])
            }
        assert {key: getattr(position, key) for key in wanted} == wanted
