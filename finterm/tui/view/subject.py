"""What the subject of a reminder or a snooze is called. Pure."""

from __future__ import annotations

from finterm.domain.records import Dispute, Task
from finterm.tui.view.sight import Sight


def subject_name(sight: Sight, key: str) -> str:
    """What `key` names: an instalment, a date of a bill, a promise, a next step, a task, a dispute, an envelope, a fund, the backup."""
    words = sight.words
    kind, _, rest = key.partition(":")
    id, _, which = rest.partition(":")
    if kind == "loan":
        loan = sight.loans.get(id)
        return f"{loan.name if loan else words('tui.history.gone')} #{which}"
    if kind == "bill":
        bill = sight.bills.get(id)
        return f"{bill.name if bill else words('tui.history.gone')} {which}"
    if kind == "envelope":
        envelope = sight.envelopes.get(id)
        return envelope.name if envelope else words("tui.history.gone")
    if kind in ("emergency", "backup"):
        return words(f"core.reminder_kind.{kind}")
    if kind in ("task", "dispute"):
        wanted = key.partition(":")[2]  # the id of a task of some advice has colons in it
        records: tuple[Task | Dispute, ...] = (*sight.ledger.tasks, *sight.ledger.disputes)
        return next((sight.free(r.what) for r in records if r.id == wanted), words("tui.history.gone"))
    if step := sight.follow_ups.get(id):
        return sight.free(step.what)
    if (promise := sight.promises.get(id)) and (contact := sight.contacts.get(promise.contact)):
        return contact.name
    return words(f"core.thing.{kind}s") if words.has(f"core.thing.{kind}s") else key
