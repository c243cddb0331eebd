"""Rules files, ours and a person's own: what is read, what is refused and where the mistake is."""

from __future__ import annotations

from datetime import date as Date
from datetime import time as Time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finterm import rules, tomlfile
from finterm.locale import Words
from finterm.rules import said
from finterm.rules.loading import shipped
from finterm.rules.reading import KNOWN, rules_of
from finterm.rules.rule import Rules

ON = Date(2026, 11, 24)


def own(text: str) -> Rules:
    return rules_of(tomlfile.parse("own.toml", text.encode()), "cn", shipped())


def told(found: Rules) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.key, fault.what) for fault in found.faults]


def test_the_shipped_files_are_read_without_a_mistake() -> None:
    assert shipped().faults == () and shipped().countries == ("cn", "us", "gb", "eu")


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (Date(2023, 8, 20), None),
        (Date(2023, 8, 21), "3.45"),
        (Date(2024, 7, 21), "3.45"),
        (Date(2024, 7, 22), "3.35"),
        (Date(2024, 10, 21), "3.1"),
        (Date(2025, 5, 19), "3.1"),
        (Date(2025, 5, 20), "3.0"),
        (Date(2026, 7, 19), "3.0"),
        (Date(2026, 7, 20), None),
    ],
)
def test_a_rule_that_changed_has_the_value_of_the_day_asked_for(on: Date, value: str | None) -> None:
    found = shipped().find("lpr_1y", on, "cn")
    assert (found.number if found else None) == (Decimal(value) if value else None)


def test_past_its_last_day_a_rule_is_not_in_force_and_the_latest_is_given_with_its_mark() -> None:
    assert shipped().find("lpr_1y", ON, "cn") is None
    latest = shipped().last("lpr_1y", ON, "cn")
    assert latest is not None and latest.number == 3 and latest.marks(ON) == ("past", "unsure")
    assert shipped().last("lpr_1y", Date(2020, 1, 1), "cn") is None


def test_a_rule_begins_on_its_first_day_and_is_marked_as_ahead_before() -> None:
    (rule,) = shipped().history("cost_table", "cn")
    assert shipped().find("cost_table", Date(2026, 7, 31), "cn") is None
    assert shipped().find("cost_table", Date(2026, 8, 1), "cn") == rule
    assert rule.marks(Date(2026, 7, 31)) == ("ahead",)


def test_a_rule_not_looked_up_for_a_year_is_marked() -> None:
    (rule,) = shipped().history("record_kept", "cn")
    assert rule.marks(Date(2027, 11, 23)) == () and rule.marks(Date(2027, 11, 24)) == ("unconfirmed",)


def test_a_rule_nobody_read_the_text_of_is_marked() -> None:
    assert shipped().history("channel_legal_aid", "cn")[0].marks(ON) == ("unsure",)


def test_values_come_in_the_type_of_their_unit() -> None:
    def rule(id: str, country: str = "cn") -> rules.Rule:
        return shipped().history(id, country)[0]

    assert rule("record_kept").value == 5 and rule("record_kept").whole == 5
    assert rule("cap_financial").fraction == Decimal("0.24")
    assert rule("penalty_times").range == (Decimal("1.3"), Decimal("1.5"))
    assert rule("record_kept").range == (5, 5)
    assert rule("quiet_hours").hours == (Time(22), Time(8))
    assert rule("repair_arose").days == (Date(2020, 1, 1), Date(2025, 12, 31))
    assert rule("channel_regulator").texts == ("12378",)
    assert rule("card_late_fee_ended").value == "yes"


def test_an_own_rule_wins_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[rule.dispute_answer]\nvalue = 25\nauthority = "my branch"\n', "utf-8"
    )
    found = rules.load(tmp_path).find("dispute_answer", ON, "cn")
    assert found is not None and (found.value, found.unit, found.own) == (25, "days", "rules/mine.toml")
    assert found.status == "law" and found.confidence == "own" and found.authority == "my branch"
    assert found.marks(ON) == ("unconfirmed",)
    assert len(rules.load(tmp_path).all) == len(shipped().all) + 1


def test_an_own_rule_wins_only_while_it_holds() -> None:
    found = own("[rule.lpr_1y.2026-07-20]\nvalue = 2.9\nto = 2026-12-20\nconfirmed = 2026-11-01\n")
    both = Rules((*found.all, *shipped().all))
    assert found.faults == ()
    assert [
        rule.number if (rule := both.find("lpr_1y", on, "cn")) else None
        for on in (Date(2026, 7, 19), Date(2026, 7, 20), Date(2026, 12, 20), Date(2026, 12, 21))
    ] == [3, Decimal("2.9"), Decimal("2.9"), None]
    assert both.last("lpr_1y", Date(2027, 1, 1), "cn") == found.all[0]


def test_an_own_file_is_about_the_country_of_its_name_or_the_one_it_names(tmp_path: Path) -> None:
    (tmp_path / "gb.toml").write_text("[rule.record_kept]\nvalue = 7\n", "utf-8")
    (tmp_path / "x.toml").write_text('country = "hk"\n[rule.free]\nvalue = 1\nunit = "reports"\n', "utf-8")
    found = rules.load(tmp_path)
    assert found.faults == ()
    assert [(rule.country, rule.id) for rule in found.all[:2]] == [("gb", "record_kept"), ("hk", "free")]
    assert found.find("record_kept", ON, "cn") == shipped().find("record_kept", ON, "cn")


def test_own_rules_are_read_anew_once_they_change(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[rule.dispute_answer]\nvalue = 25\n", "utf-8")
    assert rules.load(tmp_path).find("dispute_answer", ON, "cn").value == 25  # type: ignore[union-attr]
    assert rules.load(tmp_path) is rules.load(tmp_path)
    file.write_text("[rule.dispute_answer]\nvalue = 255\n", "utf-8")
    assert rules.load(tmp_path).find("dispute_answer", ON, "cn").value == 255  # type: ignore[union-attr]
    file.unlink()
    assert rules.load(tmp_path).find("dispute_answer", ON, "cn").value == 20  # type: ignore[union-attr]


def test_a_link_to_nowhere_among_own_rules_harms_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "gone")
    (tmp_path / "b.toml").write_text("[rule.dispute_answer]\nvalue = 25\n", "utf-8")
    assert rules.load(tmp_path).find("dispute_answer", ON, "cn").value == 25  # type: ignore[union-attr]


WRONG = {
    '[rule.dispute_answer]\nvalue = "20"': (2, "rule.dispute_answer.value", "rules.bad.whole"),
    "[rule.dispute_answer]\nvalue = -1": (2, "rule.dispute_answer.value", "rules.bad.whole"),
    "[rule.dispute_answer]\n\narticle = '1'": (1, "rule.dispute_answer", "rules.bad.missing"),
    "[rule.my_own]\nvalue = 20": (1, "rule.my_own", "rules.bad.missing"),
    "[rule.my_own]\nvalue = 20\nunit = 'day'": (3, "rule.my_own.unit", "rules.bad.unit"),
    "[rule.dispute_answer]\nvalue = 1\nunit = 'years'": (
        3,
        "rule.dispute_answer.unit",
        "rules.bad.other_unit",
    ),
    "[rule.lpr_1y]\nvalue = 3": (1, "rule.lpr_1y", "rules.bad.missing"),
    "[rule.lpr_1y.2026-07-32]\nvalue = 3": (1, "rule.lpr_1y.2026-07-32", "rules.bad.date"),
    "[rule.lpr_1y.2026-07-20]\nvalue = 3\nto = 2026-07-19": (
        3,
        "rule.lpr_1y.2026-07-20.to",
        "rules.bad.order",
    ),
    "[rule.quiet_hours]\nvalue = ['22:00']": (2, "rule.quiet_hours.value", "rules.bad.hours"),
    "[rule.quiet_hours]\nvalue = ['22:00', '25:00']": (2, "rule.quiet_hours.value", "rules.bad.hours"),
    "[rule.repair_paid_by]\nvalue = 'soon'\nfrom = 2026-01-01": (
        2,
        "rule.repair_paid_by.value",
        "rules.bad.date",
    ),
    "[rule.cost_table]\nvalue = false": (2, "rule.cost_table.value", "rules.bad.fact"),
    "[rule.channel_police]\nvalue = 110": (2, "rule.channel_police.value", "rules.bad.text"),
    "[rule.cap_financial]\nvalue = '24%'": (2, "rule.cap_financial.value", "rules.bad.number"),
    "[rule.dispute_answer]\nvalue = 5\nstatus = 'lore'": (3, "rule.dispute_answer.status", "core.bad.choice"),
    "[rule.dispute_answer]\nvalu = 5": (1, "rule.dispute_answer", "rules.bad.missing"),
    "[rule.dispute_answer]\nvalue = 5\nsource = 'x'": (3, "rule.dispute_answer.source", "rules.bad.source"),
    "[rules.dispute_answer]\nvalue = 5": (1, "rules", "core.bad.setting_near"),
    "[source.x]\nauthority = 5": (2, "source.x.authority", "core.bad.text"),
    "[source.x]\nstatus = 'lore'": (2, "source.x.status", "core.bad.choice"),
    "[source.x]\ndated = 'soon'": (2, "source.x.dated", "rules.bad.date"),
    "[rule.x]\nvalue = 5\nunit = 'AAA'": (3, "rule.x.unit", "rules.bad.unit"),
    "[rule.dispute_answer]\nvalue = 99999999999999999999": (
        2,
        "rule.dispute_answer.value",
        "rules.bad.whole",
    ),
    "[[rule]]\nvalue = 5": (0, "rule", "core.bad.table"),
    "rule = 5": (1, "rule", "core.bad.table"),
    "[rule]\ndispute_answer = 5": (2, "rule.dispute_answer", "core.bad.table"),
}


@pytest.mark.parametrize(("text", "fault"), WRONG.items())
def test_a_mistake_names_its_line_and_key_and_its_rule_is_left_out(
    text: str, fault: tuple[int, str, str]
) -> None:
    found = own(text)
    assert fault in told(found) and found.all == ()
    for language in ("en", "zh"):
        sentences = [Words(language).error(one) for one in found.faults]
        assert all("own.toml" in one and "{" not in one and "rules.bad" not in one for one in sentences)


def test_a_mistake_in_one_own_rule_leaves_the_others() -> None:
    found = own("[rule.dispute_answer]\nvalue = 'x'\n\n[rule.complaint_answer]\nvalue = 31\n")
    assert [rule.id for rule in found.all] == ["complaint_answer"] and len(found.faults) == 1


WILD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KNOWN), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["dispute_answer", "lpr_1y", "quiet_hours", "mine"]), WILD, max_size=3),
    WILD,
)
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_an_own_file_is_a_rule_that_can_be_told_or_a_mistake(
    written: dict[str, object], source: object
) -> None:
    values = {"rule": written, "source": {"x": source}}
    found = rules_of(tomlfile.TomlFile("own.toml", values, {}), "cn", shipped())
    both = Rules((*found.all, *shipped().all))
    for language in ("en", "zh"):
        words = Words(language)
        assert all(words.error(fault) for fault in found.faults)
        for rule in found.all:
            told = [said.name_of(words, rule), said.value_of(words, rule), said.cited(words, rule)]
            assert all(told) and said.marks_of(words, rule, ON) is not None
    assert len(both.current(ON)) >= len(shipped().current(ON))
