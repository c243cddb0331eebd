"""A rule that a person enters: read as it was meant, kept in a file of their own, and first from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import pytest

from finterm import rules
from finterm.domain.errors import BadInput
from finterm.locale import Words
from finterm.rules import Rule, Rules, said
from finterm.rules.loading import shipped
from finterm.rules.own import (
    Entry,
    as_typed,
    entered,
    forget,
    is_far,
    keep,
    usual_start,
    value_in_toml,
    written,
)

ON = Date(2026, 11, 24)
JULY = Date(2026, 7, 20)


def known(id: str, country: str = "cn") -> Rule:
    found = shipped().last(id, ON, country)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("id", "typed", "expected"),
    [
        ("lpr_1y", "3", "3"),
        ("lpr_1y", "2.95", "2.95"),
        ("lpr_1y", " 2.9% ", "2.9"),
        ("penalty_times", "1.3, 1.4", "[1.3, 1.4]"),
        ("penalty_times", "1.3-1.4", "[1.3, 1.4]"),
        ("penalty_times", "1.3、1.4", "[1.3, 1.4]"),
        ("dispute_answer", "25", "25"),
        ("quiet_hours", "21:00-08:30", '["21:00", "08:30"]'),
        ("quiet_hours", "21:00, 08:30", '["21:00", "08:30"]'),
        ("channel_regulator", "12378", '"12378"'),
        ("channel_credit_centre", "400-810-8866, www.pbccrc.org.cn", '["400-810-8866", "www.pbccrc.org.cn"]'),
        ("repair_paid_by", "2026-12-31", '"2026-12-31"'),
        ("repair_amount", "20000", "20000"),
    ],
)
def test_what_is_typed_is_what_a_file_would_say(id: str, typed: str, expected: str) -> None:
    assert written(typed, known(id)) == expected


@pytest.mark.parametrize(
    ("id", "typed", "what"),
    [
        ("lpr_1y", "", "rules.bad.number"),
        ("lpr_1y", "three", "rules.bad.number"),
        ("lpr_1y", "3, 4", "rules.bad.parts"),
        ("penalty_times", "1.5", "rules.bad.parts"),
        ("dispute_answer", "2.5", "rules.bad.whole"),
        ("dispute_answer", "-5", "rules.bad.whole"),
        ("lpr_1y", "–3", "rules.bad.number"),
        ("dispute_answer", "9000000", "rules.bad.long"),
        ("record_kept", "5000", "rules.bad.long"),
        ("quiet_hours", "22", "rules.bad.hours"),
        ("repair_paid_by", "soon", "rules.bad.date"),
    ],
)
def test_what_is_no_value_is_refused_with_how_it_is_written(id: str, typed: str, what: str) -> None:
    with pytest.raises(BadInput) as refused:
        written(typed, known(id))
    assert (refused.value.where, refused.value.what) == ("value", what)


@pytest.mark.parametrize("rule", shipped().current(ON), ids=lambda rule: f"{rule.country}.{rule.id}")
def test_every_value_there_is_can_be_typed_again(rule: Rule) -> None:
    if rule.unit not in ("words", "fact"):
        assert written(as_typed(rule), rule).replace(".0", "") == value_in_toml(rule).replace(".0", "")


@pytest.mark.parametrize(
    ("typed", "far"),
    [("3.45", False), ("1", False), ("9", False), ("0.03", True), ("290", True), ("0", True)],
)
def test_a_value_far_from_the_one_before_is_asked_about(typed: str, far: bool) -> None:
    assert is_far(known("lpr_1y"), typed) is far
    assert not is_far(known("channel_regulator"), '"12345"') and not is_far(known("quiet_hours"), '["01:00"]')


def test_a_correction_begins_where_the_known_value_ended_or_today_or_holds_always() -> None:
    assert usual_start(known("lpr_1y"), ON) == JULY
    assert usual_start(known("dispute_answer"), ON) == ON
    assert usual_start(known("platform_grace_days"), ON) is None
    mine = replace(known("lpr_1y"), own="rules/app-cn.toml", start=JULY, end=None, confirmed=ON)
    assert usual_start(mine, ON) == JULY, "corrected on the day it was entered"
    assert usual_start(mine, Date(2026, 12, 21)) == Date(2026, 12, 21)


def test_the_rate_of_july_is_kept_and_counts_for_a_contract_of_august(tmp_path: Path) -> None:
    entry = Entry("lpr_1y", "cn", "2.9", JULY, authority='NIFC "announcement"', note="同业拆借中心")
    path = keep(entry, ON, tmp_path)
    found = rules.load(tmp_path)
    assert path.name == "app-cn.toml" and found.faults == ()
    rule = found.find("lpr_1y", Date(2026, 8, 15), "cn")
    assert rule is not None and rule == entered(found, entry) and rule.own == "rules/app-cn.toml"
    assert (float(rule.number), rule.start, rule.confirmed) == (2.9, JULY, ON)
    assert rule.authority == 'NIFC "announcement"' and rule.note == "同业拆借中心"
    assert rule.marks(ON) == () and rule.marks(Date(2027, 11, 25)) == ("unconfirmed",)
    before = found.find("lpr_1y", Date(2026, 7, 19), "cn")
    assert before is not None and not before.own


def test_entered_again_it_is_replaced_and_other_lines_stay(tmp_path: Path) -> None:
    keep(Entry("lpr_1y", "cn", "2.9", JULY, authority="x"), ON, tmp_path)
    keep(Entry("dispute_answer", "cn", "25", Date(2026, 1, 1), authority="y"), ON, tmp_path)
    path = tmp_path / "app-cn.toml"
    path.write_text("# mine\n" + path.read_text("utf-8"), "utf-8")
    keep(Entry("lpr_1y", "cn", "2.8", JULY, Date(2026, 8, 19), "z"), ON, tmp_path)
    keep(Entry("lpr_1y", "cn", "2.7", Date(2026, 8, 20), authority="z"), ON, tmp_path)
    text, found = path.read_text("utf-8"), rules.load(tmp_path)
    assert text.startswith("# mine\n") and text.count("[rule.lpr_1y.2026-07-20]") == 1 and found.faults == ()
    numbers = [float(rule.number) for rule in found.history("lpr_1y", "cn") if rule.own]
    assert numbers == [2.7, 2.8]
    answer = found.find("dispute_answer", ON, "cn")
    assert answer is not None and answer.whole == 25


def test_what_was_entered_last_comes_before_files_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "cn.toml").write_text("[rule.dispute_answer]\nvalue = 21\n", "utf-8")
    keep(Entry("dispute_answer", "cn", "25", Date(2026, 1, 1), authority="y"), ON, tmp_path)
    found = rules.load(tmp_path).find("dispute_answer", ON, "cn")
    assert found is not None and found.whole == 25


def test_a_rule_of_another_country_has_a_file_of_that_country(tmp_path: Path) -> None:
    path = keep(Entry("dispute_answer", "us", "31", authority="y"), ON, tmp_path)
    assert path.name == "app-us.toml" and rules.load(tmp_path).find("dispute_answer", ON, "us").whole == 31  # type: ignore[union-attr]


def test_an_entry_is_taken_back_and_others_stay(tmp_path: Path) -> None:
    keep(Entry("lpr_1y", "cn", "2.9", JULY, authority="x"), ON, tmp_path)
    path = keep(Entry("dispute_answer", "cn", "25", Date(2026, 1, 1), authority="y"), ON, tmp_path)
    mine = rules.load(tmp_path).last("lpr_1y", ON, "cn")
    assert mine is not None and forget(mine, tmp_path) == path
    found = rules.load(tmp_path)
    assert [rule.id for rule in found.all if rule.own] == ["dispute_answer"] and found.faults == ()
    assert forget(known("lpr_1y"), tmp_path) is None, "ours is no entry"


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x7f"])
def test_a_source_with_an_odd_letter_in_it_spoils_no_later_entry(tmp_path: Path, odd: str) -> None:
    keep(Entry("dispute_answer", "cn", "25", Date(2026, 1, 1), authority=f"a{odd}b"), ON, tmp_path)
    keep(Entry("lpr_1y", "cn", "2.9", JULY, authority="x"), ON, tmp_path)
    own = next(one for one in rules.load(tmp_path).history("lpr_1y", "cn") if one.own)
    assert forget(own, tmp_path) is not None
    found = rules.load(tmp_path)
    assert found.faults == () and found.history("dispute_answer", "cn")[0].own


def test_an_own_value_is_cited_as_such_beside_the_weight_of_its_rule() -> None:
    mine = replace(known("lpr_1y"), own="rules/app-cn.toml")
    assert said.cited(Words("en"), mine).endswith("(regulator's notice, your own entry)")
    assert "own entry" not in said.cited(Words("en"), known("lpr_1y"))


def test_an_entry_that_is_no_rule_changes_nothing(tmp_path: Path) -> None:
    keep(Entry("lpr_1y", "cn", "2.9", JULY, authority="x"), ON, tmp_path)
    before = (tmp_path / "app-cn.toml").read_text("utf-8")
    with pytest.raises(BadInput):
        keep(Entry("lpr_1y", "cn", '"x"', JULY, authority="x"), ON, tmp_path)
    with pytest.raises(BadInput):
        keep(Entry("lpr_1y", "cn", "2.8", JULY, Date(2026, 7, 1), "x"), ON, tmp_path)
    assert (tmp_path / "app-cn.toml").read_text("utf-8") == before


# -- days without a value --------------------------------------------------------------------------


def with_own(*spans: tuple[Date, Date | None]) -> Rules:
    own = [replace(known("lpr_1y"), start=first, end=last, own="mine.toml") for first, last in spans]
    return Rules((*own, *shipped().all))


@pytest.mark.parametrize(
    ("spans", "gaps"),
    [
        ((), [(JULY, ON)]),
        (((JULY, None),), []),
        (((Date(2026, 11, 20), None),), [(JULY, Date(2026, 11, 19))]),
        (
            ((JULY, Date(2026, 8, 19)), (Date(2026, 9, 21), Date(2026, 10, 19))),
            [(Date(2026, 8, 20), Date(2026, 9, 20)), (Date(2026, 10, 20), ON)],
        ),
        (((Date(2026, 11, 25), None),), [(JULY, ON)]),
    ],
)
def test_days_without_a_value_are_told_up_to_today(
    spans: tuple[tuple[Date, Date | None], ...], gaps: list[tuple[Date, Date]]
) -> None:
    assert list(with_own(*spans).gaps("lpr_1y", "cn", ON)) == gaps


def test_an_own_value_that_ended_before_one_that_always_holds_leaves_no_day_without() -> None:
    always = replace(known("lpr_1y"), start=None, end=None)
    mine = replace(always, end=Date(2025, 12, 31), own="mine.toml")
    assert Rules((mine, always)).gaps("lpr_1y", "cn", ON) == ()
    assert Rules((mine, replace(mine, end=JULY))).gaps("lpr_1y", "cn", ON) == ((Date(2026, 7, 21), ON),)


def test_a_rule_with_one_value_has_no_days_between() -> None:
    assert shipped().gaps("repair_amount", "cn", ON) == () == shipped().gaps("dispute_answer", "cn", ON)
    assert shipped().gaps("lpr_1y", "cn", Date(2026, 7, 19)) == ()


def test_the_months_that_are_not_known_are_named() -> None:
    words = Words("en")
    [told] = said.gaps_of(words, shipped(), known("lpr_1y"), ON)
    assert "2026-07-20 to 2026-11-24 (2026-07, 2026-08, 2026-09, 2026-10, 2026-11)" in told
    [long] = said.gaps_of(Words("zh"), shipped(), known("lpr_1y"), Date(2027, 12, 1))
    assert "2026-07 – 2027-12" in long


def test_a_file_in_another_encoding_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "app-cn.toml"
    path.write_bytes(saved := '# 说明\ncountry = "cn"\n'.encode("gbk"))
    with pytest.raises(BadInput) as refused:
        keep(Entry("lpr_1y", "cn", "2.95", JULY, authority="NIFC"), ON, tmp_path)
    assert refused.value.what == "rules.bad.encoding" and path.read_bytes() == saved


def test_an_entry_whose_heading_a_person_commented_is_replaced_all_the_same(tmp_path: Path) -> None:
    entry = Entry("lpr_1y", "cn", "2.95", JULY, authority="NIFC")
    path = keep(entry, ON, tmp_path)
    heading = entry.heading
    path.write_text(path.read_text("utf-8").replace(heading, f"{heading}  # looked up"), "utf-8")
    keep(entry._replace(value="2.9"), ON, tmp_path)
    assert path.read_text("utf-8").count("[rule.") == 1
