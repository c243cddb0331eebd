"""What the log suggests, what may restart limitation and what is safe to promise, as the screen says it."""

from __future__ import annotations

from datetime import datetime as DateTime
from typing import Any

import pytest

from finterm.domain.conduct import findings
from finterm.domain.ledger import Ledger
from finterm.domain.limitation import marks
from finterm.domain.records import Contact, Event, Move, Record, Talk
from finterm.tui.dialogs.pay import pay_loan
from finterm.tui.dialogs.talk import log_form
from finterm.tui.view.about import About
from finterm.tui.view.conduct import conduct_note, conduct_page, findings_of
from finterm.tui.view.diary import talks_view
from finterm.tui.view.limitation import limitation_blocks
from finterm.tui.view.page import Text, lay_out
from finterm.tui.view.promising import safe_promise_line, safe_promise_page
from finterm.tui.view.sight import HIDDEN, Sight
from finterm.tui.view.talk import talk_and_notes
from finterm.tui.view.talks import has_finding
from tests.domain.making import a_loan, day
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, ZONE, household
from tests.tui.screens import text
from tests.tui.sights import sight_of

COLLECTOR = Contact(id="col", name="Rock Collections", kind="collector", loans=("loan-1",))


def call(id: str, at: str, **terms: Any) -> Talk:
    moment = DateTime.fromisoformat(at).replace(tzinfo=ZONE)
    return Talk(id=id, at=moment, **{"contact": "col", "loans": ("loan-1",), **terms})


def sight(*records: Record, language: str = "en", **more: Any) -> Sight:
    return sight_of([*household(), COLLECTOR, *records], language, **more)


def page(blocks: Any, room: int = 76) -> str:
    return "\n".join("".join(part for part, _ in line) for line in lay_out(blocks, room))


def test_a_finding_stands_with_its_rules_their_weight_and_source() -> None:
    here = sight(call("late", "2026-08-30 22:00"), call("kin", "2026-08-30 10:00", third_party="family"))
    told = page(conduct_page(here, About(loan="loan-1")), 300)
    assert "2026-08-30 22:00" in told and "In quiet hours" in told and "22:00–08:00" in told
    assert "GB/T 45251" in told and "recommended standard" in told and "self-regulation" in told
    assert "Third parties contacted" in told and "family" in told
    assert "no verdict" in told


def test_counts_name_the_day_and_the_number_of_the_rule() -> None:
    calls = [call(f"c{n}", f"2026-08-30 {9 + n:02}:00") for n in range(4)]
    missed = call("missed", "2026-08-30 18:00", reached=False)
    told = page(conduct_page(sight(*calls, missed), About(contact="col")))
    assert "4 times, where the rule says 3" in told and "4 calls answered, 1 not answered" in told


def test_without_findings_the_page_says_so_and_other_pages_say_nothing() -> None:
    here = sight(call("fine", "2026-08-30 10:00"))
    assert "Nothing in the diary stands against" in page(conduct_page(here, About(contact="col")))
    assert conduct_note(here, About(contact="col")) == []
    late = sight(call("late", "2026-08-30 23:00"))
    assert [b.text for b in conduct_note(late, About(loan="loan-1")) if isinstance(b, Text)] == [
        "Log suggests 1 thing to ask about"
    ]
    assert conduct_note(late, About(loan="loan-2")) == []


def test_the_page_of_a_talk_ends_with_what_follows_from_it() -> None:
    here = sight(call("late", "2026-08-30 23:00", conduct=("borrow",), request="grace"))
    told = page(talk_and_notes(here, "late"))
    assert "Log suggests: In quiet hours" in told and "Log suggests: pressure to borrow" in told
    assert "may restart the limitation period" in told and "art. 14" in told.replace("article", "art.")
    quiet = page(talk_and_notes(sight(call("fine", "2026-08-30 10:00")), "fine"))
    assert "Log suggests" not in quiet and "limitation" not in quiet


@pytest.mark.parametrize(
    ("typed", "field"), [({"request": "grace"}, "request"), ({"promise": "me"}, "promise")]
)
def test_logging_what_may_restart_limitation_says_so_under_the_field(
    typed: dict[str, str], field: str
) -> None:
    form = log_form(sight(), loan="loan-1")
    assert form.derive
    told = form.derive(typed)[field]
    assert "may restart the limitation period" in told and "Provisions on limitation periods" in told
    assert not form.derive({"request": "waiver", "promise": "them"})


@pytest.mark.parametrize("currency", ["USD", "JPY"])
def test_where_no_rule_of_the_country_says_so_nothing_is_marked(currency: str) -> None:
    there = a_loan(id="there", currency=currency)
    asked = call("asked", "2026-08-30 10:00", loans=("there",), request="re_plan")
    here = sight(there, asked)
    assert marks(here.ledger, there, here.on) and not limitation_blocks(here, there)
    form = log_form(here, loan="there")
    assert form.derive and not form.derive({"request": "grace", "promise": "me", "loan": "there"})
    assert "limitation" not in page(talk_and_notes(here, "asked"))


def test_a_loan_of_a_country_without_rules_is_held_against_none_and_says_so() -> None:
    late = call("late", "2026-08-30 23:00", loans=("there",))
    here = sight(a_loan(id="there", currency="JPY"), late)
    told = page(conduct_page(here, About(loan="there")))
    assert "no rules on collection for loans in JPY" in " ".join(told.split()) and "quiet" not in told
    assert conduct_note(here, About(loan="there")) == []


def test_a_colleague_rung_up_under_rules_that_say_nothing_of_it_is_told() -> None:
    rung = call("late", "2026-08-30 22:00", loans=("there",), third_party="colleague")
    here = sight(a_loan(id="there", currency="USD"), rung)
    told = " ".join(page(conduct_page(here, About(loan="there"))).split())
    assert "In quiet hours" in told and "no rule about it is known here: Third parties contacted" in told


def test_the_page_of_a_loan_lists_the_newest_marks() -> None:
    paid = [
        Event(id=f"z{n}", loan="loan-1", date=day(f"2026-08-{n:02}"), kind="payment", minor=1_000)
        for n in range(20, 26)
    ]
    here = sight(*paid)
    loan = here.loans["loan-1"]
    told = page(limitation_blocks(here, loan))
    earlier = len(marks(here.ledger, loan, here.on)) - 4
    assert "2026-08-25" in told and "2026-08-20 " not in told and f"and {earlier} earlier" in told
    assert earlier >= 2
    assert "no reason not to pay" in " ".join(told.split())


def test_safe_to_promise_says_why_and_is_masked_with_all_amounts() -> None:
    loan = sight().loans["loan-1"]
    told = page(safe_promise_page(sight(), loan))
    assert "A ceiling, not a target" in told and "income" in told and "2026-" in told
    assert HIDDEN in page(safe_promise_page(sight(hidden=True), loan))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_pages_open_and_close_by_keyboard(open_app: OpenApp, language: str) -> None:
    app = open_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, key in ((("2", "C"), "conduct.title"), (("5", "C"), "conduct.title")):
            await pilot.press(*keys)
            await pilot.pause()
            assert app.words(key) in text(app)
            await pilot.press("escape")
        await pilot.press("2", "S")
        await pilot.pause()
        assert app.words("conduct.safe.months") in text(app)


async def test_a_contact_of_the_diary_has_a_page_of_its_own_calls(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "c", "C")
        await pilot.pause()
        assert f"What the log suggests · {app.sight.contacts[app.pane.key or ''].name}" in text(app)
    assert NOW.date() == app.sight.on


def test_paying_a_part_of_what_is_overdue_says_what_it_may_restart() -> None:
    here = sight()
    form = pay_loan(here, here.loans["loan-1"])
    assert form.derive
    said = "may restart the limitation period"
    assert said in form.derive({"amount": 1_000, "date": here.on})[""]
    assert said not in form.derive({"amount": 10_000_000, "date": here.on, "kind": "payoff"})[""]
    in_order = pay_loan(here, here.loans["loan-3"])
    assert in_order.derive and said not in in_order.derive({"amount": 1_000, "date": here.on})[""]


def test_where_the_budget_supports_nothing_no_sum_is_said() -> None:
    records = [one for one in household() if not isinstance(one, Move)]
    here = sight_of(records)
    unknown = "Safe to promise: not known, since no income in CNY is recorded."
    assert safe_promise_line(here, here.loans["loan-1"]) == unknown
    little = Move(id="m", date=here.on, kind="income", minor=100, currency="CNY")
    here = sight_of([*records, little])
    assert safe_promise_line(here, here.loans["loan-1"]) == "Safe to promise: nothing at present."


def test_a_talk_with_a_finding_has_a_sign_in_the_list_and_others_have_none() -> None:
    days = [f"2026-08-2{n} 10:00" for n in range(7)] + ["2026-08-26 11:00"]  # eight in seven days
    week = [call(f"w{n}", at, loans=("usd",), contact="us") for n, at in enumerate(days)]
    american = Contact(id="us", name="American", kind="collector", loans=("usd",))
    here = sight(
        a_loan(id="usd", currency="USD"),
        american,
        *week,
        call("late", "2026-08-30 22:00"),
        call("fine", "2026-08-30 08:00"),
        call("kin", "2026-08-30 11:00", third_party="family"),
        call("mine", "2026-08-30 23:00", direction="outgoing"),
    )
    signed = {talk.id for talk in here.ledger.talks if has_finding(here, talk)}
    assert signed == {one.id for finding in findings_of(here) for one in finding.talks}
    assert {"late", "kin", "w0", "w7"} <= signed and not {"fine", "mine"} & signed
    rows = {row.key: row.cells[2].text for row in talks_view(here).rows}
    assert rows["late"].endswith(" !") and "!" not in rows["fine"]


def test_the_sign_of_a_line_looks_at_few_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the diary is: a list of ten thousand draws some twenty lines."""
    many = [call(f"m{n}", f"2026-0{1 + n // 20 % 8}-{1 + n % 20:02} 10:00") for n in range(160)]
    here, looked_at = sight(*many), []

    def counting(ledger: Ledger, *rest: Any, **more: Any) -> Any:
        looked_at.append(len(ledger.talks))
        return findings(ledger, *rest, **more)

    monkeypatch.setattr("finterm.tui.view.talks.findings", counting)
    assert not has_finding(here, many[0]) and looked_at == [7]  # a week of this caller
