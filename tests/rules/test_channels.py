"""Which body takes a complaint about which lender, by what the name of the lender says."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

import pytest

from finterm.locale import Words
from finterm.rules import load
from finterm.rules.channels import channels, kind_of_lender, office

ON = Date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "kind", "first"),
    [
        ("港湾银行股份有限公司", "bank", "regulator"),
        ("梨子消费金融有限公司", "consumer_finance", "regulator"),
        ("小石小额贷款有限公司", "microloan", "government"),
        ("梨子消费金融公司（原小石小额贷款公司）", "consumer_finance", "regulator"),
        ("Harbour Bank", "bank", "regulator"),
        ("Pebble Microcredit", "microloan", "government"),
        ("林姐", "", None),
        ("", "", None),
    ],
)
def test_a_complaint_goes_to_the_body_that_takes_such_lenders(
    name: str, kind: str, first: str | None
) -> None:
    rules = load(Path("nowhere"))
    assert kind_of_lender(name) == kind
    offered = [rule.id for rule in channels(rules, "complaint", name, ON, "cn")]
    found = office(Words("en"), rules, "complaint", name, ON, "cn")
    assert len(offered) == 4
    if first is None:
        assert found is None
    else:
        assert offered[0] == f"channel_{first}"
        assert found and found.phone == rules.history(offered[0], "cn")[0].texts[0]


def test_an_address_is_noted_and_is_no_telephone_number() -> None:
    rules, words = load(Path("nowhere")), Words("zh")
    centre = office(words, rules, "dispute", "", ON, "cn")
    assert centre and centre.kind == "bureau" and centre.phone.startswith("400") and "pbccrc" in centre.note


def test_where_no_body_is_known_none_is_offered() -> None:
    rules = load(Path("nowhere"))
    for country in ("gb", "eu", ""):
        assert not channels(rules, "complaint", "A Bank", ON, country)
        assert office(Words("en"), rules, "complaint", "A Bank", ON, country) is None
    assert not channels(rules, "replan", "A Bank", ON, "cn")


def test_a_body_that_takes_all_lenders_is_called_by_its_own_name() -> None:
    rules = load(Path("nowhere"))
    for language, name in (("en", "CFPB"), ("zh", "美国消费者金融保护局")):
        bureau = office(Words(language), rules, "complaint", "Anybody", ON, "us")
        assert bureau and bureau.name == name and bureau.phone and "consumerfinance" in bureau.note
