"""The enquiries of one copy of the credit report: to look at, add, change and take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from finterm.domain.records import CreditEnquiry, CreditReport
from finterm.tui.actions import ENQUIRIES
from finterm.tui.dialogs.credit import enquiry_form
from finterm.tui.intents import DeleteRecord
from finterm.tui.panes.messages import Ask, Run
from finterm.tui.view.credit_enquiries import enquiry_view
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.records import RecordsScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class EnquiriesScreen(RecordsScreen):
    """Who looked at the report, as `copy` shows it."""

    PLACE: ClassVar[str] = ENQUIRIES

    def __init__(self, sight: Sight, copy: CreditReport) -> None:
        title = sight.words("credit.enquiries_of", day=sight.words.day(copy.date))
        super().__init__(title, lambda sight: enquiry_view(sight, copy), self._take_away)
        self._copy = copy

    @property
    def _sight(self) -> Sight:
        return cast("FintermApp", self.app).sight

    @property
    def _enquiry(self) -> CreditEnquiry | None:
        """The one under the cursor."""
        key = self.query_one(Table).key
        return next((one for one in self._sight.ledger.credit_enquiries if one.id == key), None)

    def do_add(self) -> None:
        """One more."""
        new_id = cast("FintermApp", self.app).book.new_id()
        self.app.post_message(Ask(enquiry_form(self._sight, self._copy, new_id=new_id)))

    def do_edit(self) -> None:
        """The one under the cursor."""
        if found := self._enquiry:
            self.app.post_message(Ask(enquiry_form(self._sight, self._copy, found)))

    def _take_away(self, key: str) -> None:
        if found := self._enquiry:
            self.app.post_message(Run(DeleteRecord(found)))
