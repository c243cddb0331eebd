"""`letter` and `conduct`: a letter printed, changed, written and kept as sent; what the log suggests."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from finterm.clock import today
from finterm.domain.letters import BY_NAME
from finterm.domain.records import Contact, FollowUp, Talk
from tests.cli.conftest import Finterm
from tests.cli.test_talk import kept


@pytest.fixture
def called(household: Finterm) -> Finterm:
    """The household, called at night and at the office of somebody else."""
    assert household("talk", "Rock Collections", "4530", "--new", "collector", "--loan", "手机分期",
                     "--amount", "4530", "--at", "2026-05-01 22:00").code == 0  # fmt: skip
    assert household("talk", "Rock Collections", "--loan", "手机分期", "--third-party", "colleague",
                     "--conduct", "told_others", "--at", "2026-05-02 10:00").code == 0  # fmt: skip
    return household


def test_a_letter_is_printed_from_the_book_and_keeps_nothing(called: Finterm, place: Path) -> None:
    answer = called("letter", "confirm", "手机分期")
    assert answer.code == 0 and answer.out.startswith("Request to confirm in writing")
    assert "Rock Collections" in answer.out and "2026-05-01 22:00" in answer.out and "4,530.00" in answer.out
    assert len(kept(place, Talk)) == 2


@pytest.mark.parametrize("kind", BY_NAME)
def test_every_letter_is_written_with_and_without_a_loan_in_both_languages(
    called: Finterm, kind: str
) -> None:
    for language in ("en", "zh"):
        told = called("letter", kind, "手机分期", "--json", "--lang", language).json
        bare = called("letter", kind, "--json", "--lang", language).json
        assert "手机分期" in told["subject"] and bare["blanks"] >= told["blanks"] > 0


def test_a_changed_letter_is_written_and_kept_as_sent(called: Finterm, place: Path) -> None:
    mine, out = place / "mine.txt", place / "out.pdf"
    mine.write_text("My own words.\n", "utf-8")
    answer = called("letter", "confirm", "手机分期", "--text", mine, "-o", out, "--sent", "--json")
    assert answer.code == 0 and answer.json["file"] == str(out)
    talk, [step] = kept(place, Talk)[-1], kept(place, FollowUp)
    assert talk.id == answer.json["talk"] and talk.said_by_me == "My own words." and talk.channel == "letter"
    assert [file.name for file in talk.files] == ["out.pdf"] and step.date == today() + timedelta(days=7)
    assert out.read_bytes().startswith(b"%PDF-") and stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_letter_with_blanks_is_not_kept_as_sent(called: Finterm, place: Path) -> None:
    answer = called("letter", "confirm", "手机分期", "-o", place / "a.txt", "--sent")
    assert answer.code == 1 and "--text" in answer.err
    assert len(kept(place, Talk)) == 2 and not (place / "a.txt").exists()


def test_a_complaint_says_where_it_can_go_and_makes_its_addressee(called: Finterm, place: Path) -> None:
    mine = place / "mine.txt"
    mine.write_text("My own words.", "utf-8")
    sent = ("letter", "complaint", "手机分期", "--text", mine, "--sent")
    refused = called(*sent, "-o", place / "a.txt")
    assert refused.code == 1 and "12378" in refused.err and "12345" in refused.err
    assert not (place / "a.txt").exists() and len(kept(place, Contact)) == 1
    told = called(*sent, "--to", "12345")
    assert told.code == 0 and "The lender comes first" in told.err and "micro-loan" in told.err
    office = kept(place, Contact)[-1]
    assert (office.kind, office.phone) == ("regulator", "12345") and office.loans
    assert kept(place, Talk)[-1].contact == office.id
    assert called(*sent, "--to", "12345").code == 0 and len(kept(place, Contact)) == 2


@pytest.mark.parametrize(
    ("kind", "asked"), [("replan", "re-plan my loan"), ("confirm", "confirm in writing what is owed")]
)
def test_a_letter_to_a_lender_that_is_no_contact_yet_makes_it_one(
    called: Finterm, place: Path, kind: str, asked: str
) -> None:
    mine = place / "mine.txt"
    mine.write_text("My own words.", "utf-8")
    assert called("letter", kind, "借呗", "--text", mine, "--sent").code == 0
    lender = kept(place, Contact)[-1]
    assert (lender.name, lender.kind) == ("某消费金融公司", "lender")
    # Now that it was asked a complaint goes to whom the rules name for such a lender.
    complaint = called("letter", "complaint", "借呗", "--json").json
    assert complaint["to"] == "Financial regulator" and asked in complaint["text"]


def test_nothing_is_no_letter_and_no_answer_is_due_before_it(called: Finterm, place: Path) -> None:
    for content in ("", " \n\n"):
        (place / "mine.txt").write_text(content, "utf-8")
        assert called("letter", "confirm", "手机分期", "--text", place / "mine.txt", "--sent").code == 1
    yesterday = today() - timedelta(days=1)
    assert called("letter", "confirm", "手机分期", "--answer-by", yesterday).code == 1
    assert called("letter", "confirm", "手机分期", "--answer-by", today()).code == 0
    assert len(kept(place, Talk)) == 2


@pytest.mark.parametrize(
    ("kind", "said"), [("settlement", "something is still owed"), ("card_plan", "credit cards only")]
)
def test_what_may_not_fit_is_said_beside_the_letter(called: Finterm, kind: str, said: str) -> None:
    assert said in called("letter", kind, "手机分期").err


@pytest.mark.parametrize("name", ["a.docx", "mine.txt", "no/such/folder.txt"])
def test_a_file_that_cannot_be_made_is_refused(called: Finterm, place: Path, name: str) -> None:
    (place / "mine.txt").write_text("kept", "utf-8")
    assert called("letter", "confirm", "手机分期", "-o", place / name).code == 1
    assert (place / "mine.txt").read_text("utf-8") == "kept"


def test_conduct_lists_findings_with_their_rules_and_what_they_are_not(called: Finterm) -> None:
    answer = called("conduct", "手机分期")
    assert answer.code == 0 and "In quiet hours" in answer.out and "Third parties contacted" in answer.out
    assert "GB/T 45251" in answer.out and "recommended standard" in answer.out and "no verdict" in answer.out
    told = called("conduct", "Rock Collections", "--json").json
    assert [one["what"] for one in told] == ["third_party", "noted", "quiet"]
    assert told[2]["rules"] == ["quiet_hours", "quiet_hours_banks"] and told[1]["conduct"] == "told_others"
    assert {one["country"] for one in told} == {"cn"}


def test_conduct_of_another_loan_and_of_nobody(called: Finterm) -> None:
    assert called("conduct", "借呗", "--json").json == []
    assert "Nothing in the diary" in called("conduct", "借呗").out
    assert called("conduct", "nobody at all").code == 1


def test_conduct_of_a_loan_without_rules_of_its_country_says_so(called: Finterm, place: Path) -> None:
    yen = place / "yen.csv"
    yen.write_text(
        "name,currency,principal,start,first_due,periods,method\nYen,JPY,1000,2026-01-01,2026-02-01,2,equal_payment\n"
    )
    assert called("import", yen).code == 0
    assert called("talk", "Rock Collections", "--loan", "Yen", "--at", "2026-05-03 23:00").code == 0
    assert "no rules on collection for loans in JPY" in called("conduct", "Yen").out


def test_what_may_restart_limitation_is_said_beside_a_talk_and_a_payment(called: Finterm) -> None:
    asked = called("talk", "Rock Collections", "--loan", "手机分期", "--request", "grace", "--json")
    assert "may restart the limitation period" in asked.err and "art. 14" in asked.err and asked.json
    promised = called("talk", "Rock Collections", "--loan", "手机分期", "--promise", "10@2027-01-01")
    assert "A promise to pay" in promised.err
    theirs = called(
        "talk", "Rock Collections", "--loan", "手机分期", "--promise", "@2027-01-01", "--by", "them"
    )
    assert theirs.code == 0 and not theirs.err
    assert "Paying a part" in called("pay", "手机分期", "1").err


def test_conduct_says_what_to_be_careful_about_in_old_rules(called: Finterm) -> None:
    now, later = (called("conduct", "手机分期", "--on", day).out for day in ("2026-11-24", "2028-01-01"))
    assert "not confirmed since" in later and "not confirmed since" not in now
