"""Every rule can be told in both languages, with its value, its source and its marks."""

from __future__ import annotations

from datetime import date as Date

import pytest

from finterm.locale import Words
from finterm.rules import Rule, said
from finterm.rules.loading import shipped

ON = Date(2026, 11, 24)
LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_rule_has_a_name_a_value_and_a_source_in_words(language: str) -> None:
    words = Words(language)
    for rule in shipped().all:
        told = [
            said.name_of(words, rule),
            said.value_of(words, rule),
            said.source_of(words, rule),
            said.status_of(words, rule),
            said.confidence_of(words, rule),
            said.period_of(words, rule),
            said.country_of(words, rule.country),
            *said.marks_of(words, rule, ON),
        ]
        assert all(told) and words.has(f"rules.{rule.country}.{rule.id}"), rule.id
        assert not [text for text in told if "rules." in text or "{" in text], rule.id


def test_no_name_or_note_is_left_of_a_rule_that_is_gone() -> None:
    from babel.messages.pofile import read_po

    import finterm.locale as locale

    with (locale._HERE / "en" / "LC_MESSAGES" / "rules.po").open("rb") as file:
        keys = [str(m.id) for m in read_po(file) if m.id and isinstance(m.id, str)]
    ids = {f"rules.{rule.country}.{rule.id}" for rule in shipped().all}
    about = [key for key in keys if key.split(".")[1] in shipped().countries]
    assert about and [key for key in about if key.removesuffix(".note") not in ids] == []


@pytest.mark.parametrize(
    ("id", "en", "zh"),
    [
        ("record_kept", "5 years", "5年"),
        ("free_reports", "2 reports", "2次"),
        ("cap_financial", "24% a year", "年化 24%"),
        ("card_tolerance", "CN¥10.00", "¥10.00"),
        ("quiet_hours", "22:00–08:00", "22:00–08:00"),
        ("penalty_times", "1.3–1.5 × contract rate", "合同利率的 1.3–1.5 倍"),
        ("lender_answer", "15 / 30 / 30 days", "15 / 30 / 30天"),
        ("calls_connected", "3 a day", "每天 3次"),
        ("repair_paid_by", "2026-03-31", "2026-03-31"),
        ("channel_regulator", "12378", "12378"),
        ("cost_table", "yes", "是"),
        (
            "allocation_order",
            "costs of collecting the debt, interest, principal",
            "实现债权的费用、利息、本金",
        ),
    ],
)
def test_values_are_written_as_people_write_them(id: str, en: str, zh: str) -> None:
    rule = shipped().history(id, "cn")[0]
    assert (said.value_of(Words("en"), rule), said.value_of(Words("zh"), rule)) == (en, zh)


def test_the_source_is_told_in_the_language_of_the_reader() -> None:
    rule = shipped().history("dispute_answer", "cn")[0]
    assert (
        said.cited(Words("zh"), rule)
        == "国务院，征信业管理条例（国务院令第631号），第 25 条，2013-01-21（法律法规）"
    )
    assert said.cited(Words("en"), rule) == (
        "State Council, Regulation on the Credit Reporting Industry (Order 631), art. 25, 2013-01-21 (law)"
    )


def test_an_own_rule_is_told_by_its_own_words_and_file() -> None:
    rule = Rule(
        "grace", "cn", 2, "days", own="mine.toml", authority="my bank", name="Grace", note="By phone."
    )
    words = Words("en")
    assert said.name_of(words, rule) == "Grace" and said.note_of(words, rule) == "By phone."
    assert said.source_of(words, rule) == "your file mine.toml, my bank"
    assert said.marks_of(words, rule, ON) == ["never confirmed: look it up before you rely on it"]


def test_an_own_rule_of_our_name_keeps_the_name_and_not_our_note() -> None:
    rule = Rule("lpr_1y", "cn", 3, "percent_a_year", own="mine.toml")
    assert (
        said.name_of(Words("en"), rule) == "Loan prime rate, one year"
        and said.note_of(Words("en"), rule) == ""
    )


def test_marks_name_the_day_they_come_from() -> None:
    (ahead,), words = shipped().history("cap_microloan_lpr", "cn"), Words("en")
    assert said.marks_of(words, ahead, ON) == ["not yet: from 2028-01-01"]
    past = shipped().history("repair_reports", "cn")[0]
    assert said.marks_of(words, past, ON) == [
        "past its last day 2026-06-30: look it up before you rely on it"
    ]
    assert said.marks_of(words, past, Date(2028, 1, 1))[1].startswith("not confirmed since 2026-11-23")
