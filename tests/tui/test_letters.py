"""Letters on the screen: picked, read, changed, kept as sent with the day of their answer, written to a file."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from finterm.domain.errors import BadInput
from finterm.domain.letters import LETTERS
from finterm.domain.records import Contact, Dispute, FollowUp, Loan, Settings, Talk
from finterm.exchange.letter import blanks
from finterm.rules import load
from finterm.store.book import Book
from finterm.tui.dialogs.again import form_again
from finterm.tui.dialogs.letter import letter_form
from finterm.tui.dialogs.parts import NEW
from finterm.tui.intents import WriteLetter
from finterm.tui.view.form import shown
from finterm.tui.view.talks import latest
from finterm.tui.widgets.form import FormScreen
from tests.domain.making import a_loan, day
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import text
from tests.tui.sights import sight_of
from tests.tui.test_forms import saved
from tests.tui.test_tasks import fill, made, said


async def test_a_letter_is_picked_by_a_few_letters_and_kept_as_sent(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", *"confirm", "enter", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and not made(book, Talk)  # blanks are left
        await pilot.press("space", "ctrl+s")
        await pilot.pause()
        [talk], [step] = made(book, Talk), made(book, FollowUp)
        assert said(app) == f"Letter kept as sent; answer due {step.date}."
        assert (talk.channel, talk.direction, talk.request) == ("letter", "outgoing", "statement")
        assert "confirm in writing" in talk.reason and "手机分期" in talk.said_by_me
        assert step.talk == talk.id and step.date == NOW.date() + timedelta(days=7)
        assert step.what == f"answer to: {talk.reason}"
        await pilot.press("5")
        assert "letter" in text(app)


@pytest.mark.parametrize(
    ("name", "begins"), [("a.pdf", b"%PDF-"), ("a.md", b"# Request"), ("a.txt", b"Request")]
)
async def test_what_was_changed_is_what_is_written_and_attached(
    open_app: OpenApp, book: Book, tmp_path: Path, name: str, begins: bytes
) -> None:
    app, path = open_app(), tmp_path / name
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", *"confirm", "enter")
        await fill(pilot, said_by_me="In my own words.", file=str(path))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert said(app).endswith(f"Written: {path}")
    [talk] = made(book, Talk)
    assert talk.said_by_me == "In my own words." and [file.name for file in talk.files] == [name]
    assert path.read_bytes().startswith(begins) and stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_letter_that_was_not_sent_is_only_written(
    open_app: OpenApp, book: Book, tmp_path: Path
) -> None:
    app, path = open_app("zh"), tmp_path / "信.txt"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", "enter")
        await fill(pilot, sent="no", file=str(path))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert not made(book, Talk) and "请以书面形式" in path.read_text("utf-8")
        assert said(app) == f"已写入：{path}"


async def test_a_letter_that_is_refused_leaves_no_file_and_stays_open(
    open_app: OpenApp, book: Book, tmp_path: Path
) -> None:
    app, path = open_app(), tmp_path / "a.txt"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", *"confirm", "enter")
        await fill(pilot, file=str(path), follow_up_date="2026-08-01", said_by_me="Mine.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and not path.exists() and not made(book, Talk)
        await fill(pilot, follow_up_date="2026-09-09")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert path.exists() and len(made(book, Talk)) == 1


@pytest.mark.parametrize("file", ["letter.docx", "/nowhere/at/all/letter.pdf", "there.txt"])
async def test_a_file_that_cannot_be_made_is_a_fault_of_its_field(
    open_app: OpenApp, book: Book, tmp_path: Path, file: str
) -> None:
    (tmp_path / "there.txt").write_text("mine")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", *"confirm", "enter")
        await fill(pilot, file=str(tmp_path / file))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and not made(book, Talk)
    assert (tmp_path / "there.txt").read_text() == "mine"


def test_the_answer_of_a_dispute_is_due_in_the_days_of_the_rule() -> None:
    sight = sight_of()
    intent = saved(letter_form(sight, "dispute", loan="loan-2"), sent="by_hand")
    assert isinstance(intent, WriteLetter) and intent.sent and intent.sent.next_step
    days = load().history("dispute_answer", "cn")[0].whole
    assert intent.sent.next_step.date == NOW.date() + timedelta(days=days)


def test_whoever_is_not_known_yet_becomes_a_contact_of_the_kind_the_letter_goes_to() -> None:
    records = [one for one in household() if not isinstance(one, Contact | Talk)]
    intent = saved(
        letter_form(sight_of(records), "complaint", loan="loan-2"), sent="by_hand", new_contact="An office"
    )
    assert isinstance(intent, WriteLetter) and intent.sent
    assert (intent.sent.new_contact, intent.sent.new_kind) == ("An office", "lender")  # it comes first


def test_a_complaint_offers_the_bodies_that_take_it_with_number_and_hours() -> None:
    loan = Loan(
        id="micro", name="Quick", legal_lender="小石小额贷款公司", currency="CNY", principal=100_000,
        received=100_000, start=day("2026-08-01"), first_due=day("2026-09-20"), periods=2, method="equal_payment",
    )  # fmt: skip
    asked = Talk(
        id="asked", at=NOW - timedelta(days=20), person="desk", channel="email", direction="outgoing", loans=("micro",)
    )  # fmt: skip
    sight = sight_of([Settings(id="settings", currency="CNY"), loan, asked])
    form = letter_form(sight, "complaint", loan="micro")
    to = next(field for field in form.fields if field.key == "contact")
    offered = dict(to.choices)
    assert to.value == "channel_government" and "12345" in offered[to.value]
    assert "takes complaints about this lender" in offered[to.value]
    assert next(iter(offered)) == to.value and "takes" not in offered["channel_regulator"]
    assert form.derive
    note = form.derive({"contact": "channel_regulator", "said_by_me": form.fields[0].value})["contact"]
    assert (
        "09:00–12:00, 13:00–17:00" in note
        and "working days" in note
        and "does not name Financial regulator" in note
    )
    intent = saved(form, sent="by_hand")
    assert isinstance(intent, WriteLetter) and intent.sent
    assert (intent.sent.new_contact, intent.sent.new_phone) == ("Local government", "12345")
    assert intent.sent.new_kind == "regulator"
    first = letter_form(sight_of([Settings(id="settings", currency="CNY"), loan]), "complaint", loan="micro")
    assert first.derive and "The lender comes first" in first.derive({"said_by_me": ""})["contact"]


def test_a_letter_is_sent_with_its_blanks_only_where_they_were_filled_in_by_hand() -> None:
    form = letter_form(sight_of(), "confirm", loan="loan-1")
    with pytest.raises(BadInput, match="blanks_left"):
        saved(form)
    intent = saved(form, sent="by_hand")
    assert isinstance(intent, WriteLetter) and intent.sent
    assert saved(form, said_by_me="My own words.")


def test_where_the_cursor_stands_on_nothing_a_letter_is_about_the_latest_talk() -> None:
    here = sight_of()
    contact, loan = latest(here)
    talks = sorted(here.ledger.talks, key=lambda talk: talk.at)
    assert contact == talks[-1].contact and (loan,) == talks[-1].loans
    assert latest(sight_of([Settings(id="settings", currency="CNY")])) == ("", "")


@pytest.mark.parametrize(
    ("name", "currency", "asked", "new", "kind"),
    [
        ("confirm", "CNY", False, "Lin", "lender"),
        ("complaint", "CNY", False, "Lin", "lender"),  # it comes first
        ("complaint", "CNY", True, "", "regulator"),  # what it is its name does not say
        ("dispute", "USD", False, "", "bureau"),
    ],
)
def test_somebody_new_is_named_after_the_lender_only_where_the_letter_goes_to_it(
    name: str, currency: str, asked: bool, new: str, kind: str
) -> None:
    loan = a_loan(legal_lender="Lin", currency=currency)
    talk = Talk(id="a", at=NOW - timedelta(days=20), person="Lin", channel="email", direction="outgoing", loans=("loan",))  # fmt: skip
    sight = sight_of([Settings(id="settings", currency=currency), loan, *([talk] if asked else [])])
    form = letter_form(sight, name, loan="loan")
    fields = {field.key: field.value for field in form.fields}
    assert (fields["contact"], fields["new_contact"]) == ("+", new)
    intent = saved(form, sent="by_hand", new_contact=new or "An office")
    assert isinstance(intent, WriteLetter) and intent.sent and intent.sent.new_kind == kind


def test_nobody_new_is_asked_for_where_a_letter_is_not_sent() -> None:
    form = letter_form(sight_of([a_loan()]), "confirm", loan="loan")
    named = next(field for field in form.fields if field.key == "new_contact")
    asked = [one for one in ("yes", "by_hand", "no") if shown(named, {"contact": NEW, "sent": one})]
    assert asked == ["yes", "by_hand"]


def test_neither_sent_nor_written_is_nothing_to_do() -> None:
    with pytest.raises(BadInput):
        saved(letter_form(sight_of(), "confirm", loan="loan-1"), sent="no")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [letter.name for letter in LETTERS])
def test_every_letter_opens_with_and_without_a_loan_and_opens_again_from_its_draft(
    name: str, language: str
) -> None:
    sight = sight_of(language=language)
    for loan in ("", "loan-1"):
        form = letter_form(sight, name, loan=loan)
        assert form.fields[0].value
        again = form_again(sight, form.draft, lambda: "x")
        assert again and again.fields == form.fields
    assert form_again(sight, f"letter:{name}:gone", lambda: "x") is None
    assert form_again(sight, "letter:poem:", lambda: "x") is None


def test_under_the_text_stands_what_is_left_what_is_safe_and_what_it_may_restart() -> None:
    form = letter_form(sight_of(), "replan", loan="loan-1")
    assert form.derive
    told = form.derive({"said_by_me": "[to fill in: your name] and [to fill in: a number]"})["said_by_me"]
    assert "2 blanks" in told and "Safe to promise" in told and "limitation" in told
    plain = letter_form(sight_of(), "third_party", loan="loan-1")
    assert plain.derive and plain.derive({"said_by_me": "Done."})["said_by_me"] == ""


def test_a_loan_in_another_currency_takes_the_terms_of_its_own_country() -> None:
    loan = Loan(
        id="usd", name="Card", currency="USD", principal=100_000, received=100_000, start=day("2026-08-01"),
        first_due=day("2026-09-20"), periods=2, method="equal_payment",
    )  # fmt: skip
    sight = sight_of([Settings(id="settings", currency="CNY"), loan])
    intent = saved(letter_form(sight, "dispute", loan="usd"), sent="by_hand", new_contact="Bureau")
    assert isinstance(intent, WriteLetter) and intent.sent and intent.sent.next_step
    days = load().history("dispute_answer", "us")[0].whole
    assert (intent.sent.next_step.date - NOW.date()).days == days


async def test_while_amounts_are_hidden_a_letter_shows_none_and_keeps_them(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("dollar_sign", "2", "W", *"confirm", "enter")
        await pilot.pause()
        assert "6,000.00" not in text(app)
        await pilot.press("tab", "space", "ctrl+s")
        await pilot.pause()
        [talk] = made(book, Talk)
        assert "6,000.00" in talk.said_by_me


async def test_on_a_high_screen_more_of_a_letter_is_seen(open_app: OpenApp) -> None:
    app, high = open_app(), {}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", *"confirm", "enter")
        for lines in (24, 40, 24):
            await pilot.resize_terminal(80, lines)
            await pilot.pause()
            assert isinstance(app.screen, FormScreen)
            high[lines] = app.screen.row("said_by_me").editor.size.height
            assert app.screen.row("follow_up_date").region.bottom <= lines or lines == 24
    assert high[40] == high[24] + 16


async def test_a_key_goes_from_blank_to_blank_and_typing_fills_it(open_app: OpenApp, book: Book) -> None:
    app = open_app("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "W", "enter")
        assert isinstance(app.screen, FormScreen)
        area = app.screen.row("said_by_me")
        count = blanks(area.text)
        assert count >= 2 and f"还有{count}处待填写，按 ^n" in text(app)
        for _ in range(count):
            await pilot.press("ctrl+n", *"Lin")
        assert blanks(area.text) == 0 and area.text.count("Lin") == count
        await pilot.press("ctrl+n", "ctrl+s")
        await pilot.pause()
        [talk] = made(book, Talk)
        assert talk.said_by_me.count("Lin") == count


async def test_a_letter_from_the_credit_record_is_about_what_the_cursor_stands_on(
    open_app: OpenApp, book: Book
) -> None:
    """A talk about another loan is the latest; a letter about it would dispute an entry that is right."""
    wrong = Dispute(id="wrong", what="I never opened it", filed_on=NOW.date(), days=20, lender="Harbour")
    with book.transaction("core.done.add", {"what": "", "name": ""}) as transaction:
        transaction.put(wrong)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        app.pane.reveal("dispute", "wrong", opened=False)
        await pilot.pause()
        await pilot.press("W", *"dispute", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        letter = app.screen.row("said_by_me").text
        assert "I never opened it" in letter and "Harbour" in letter and "This is about my loan" not in letter
