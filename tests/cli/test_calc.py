"""`calc`: a contract or a cash flow in, figures out, no book touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Finterm

BASE = (
    "calc",
    "schedule",
    "--principal",
    "10000",
    "--rate",
    "12%",
    "--periods",
    "12",
    "--start",
    "2026-01-15",
    "--json",
)


def test_equal_payment_gives_rows_totals_and_both_costs(finterm: Finterm, place: Path) -> None:
    told = finterm(*BASE, "--method", "equal_payment").json
    assert told["rows"][0] == {
        "n": 1, "due": "2026-02-15", "principal": 78849, "interest": 10000, "fee": 0, "payment": 88849,
        "remaining": 921151,
    }  # fmt: skip
    assert told["rows"][-1]["remaining"] == 0 and len(told["rows"]) == 12
    sums = {key: sum(row[part] for row in told["rows"]) for key, part in (
        ("total_principal", "principal"), ("total_interest", "interest"), ("total_fees", "fee"),
        ("total_payment", "payment"))}  # fmt: skip
    assert {key: told[key] for key in sums} == sums and sums["total_principal"] == 1_000_000
    assert told["nominal_yearly_cost"] == told["nominal"] == pytest.approx(0.12, abs=1e-5)
    assert told["effective_yearly_cost"] == told["effective"] == pytest.approx(0.126825, abs=1e-5)
    assert not (place / "book").exists()


@pytest.mark.parametrize(
    ("more", "interest", "fees"),
    [
        (["--method", "equal_principal"], 65000, 0),
        (["--method", "interest_only"], 120000, 0),
        (["--method", "flat_fee", "--rate", "0", "--fee-per-period", "0.75%"], 0, 90000),
        (["--method", "flat_fee", "--rate", "0", "--fee-per-period", "75.00"], 0, 90000),
        (["--method", "interest_only", "--rate", "1%", "--rate-unit", "month"], 120000, 0),
        (
            [
                "--method",
                "interest_only",
                "--rate",
                "0.04%",
                "--rate-unit",
                "day",
                "--day-count",
                "actual/365",
            ],
            146000,
            0,
        ),
        (["--method", "interest_only", "--frequency", "30d", "--day-count", "actual/360"], 120000, 0),
    ],
)
def test_every_method_unit_and_day_count_is_reached(
    finterm: Finterm, more: list[str], interest: int, fees: int
) -> None:
    told = finterm(*BASE, *more).json
    assert (told["total_interest"], told["total_fees"]) == (interest, fees)


def test_an_upfront_deduction_raises_the_cost(finterm: Finterm) -> None:
    told = finterm(*BASE, "--method", "equal_payment", "--received", "9,800").json
    assert told["upfront_deduction"] == 20000 and told["nominal"] > 0.15


def test_custom_rows_are_taken_as_they_are(finterm: Finterm) -> None:
    told = finterm(
        "calc", "schedule", "--principal", "1000", "--method", "custom_rows", "--start", "2026-01-01",
        "--rows", "2026-02-01:500+10; 2026-03-01:500+5+1", "--json",
    ).json  # fmt: skip
    assert [row["payment"] for row in told["rows"]] == [51000, 50600] and told["total_fees"] == 100


@pytest.mark.parametrize(
    ("given", "start", "first"),
    [
        (["--start", "2026-01-31"], "2026-01-31", "2026-02-28"),
        (["--first-due", "2026-02-28"], "2026-01-28", "2026-02-28"),
        (["--on", "2026-05-10"], "2026-05-10", "2026-06-10"),
        (["--start", "2026-01-31", "--first-due", "2026-03-15"], "2026-01-31", "2026-03-15"),
    ],
)
def test_dates_left_out_follow_from_the_others(
    finterm: Finterm, given: list[str], start: str, first: str
) -> None:
    told = finterm(
        "calc", "schedule", "--principal", "1", "--method", "flat_fee", "--periods", "2", *given, "--json"
    ).json
    assert (told["start"], told["rows"][0]["due"]) == (start, first)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--principal", "0"], "principal"),
        (["--rate", "12.9"], "12.9%"),
        (["--currency", "y€n"], "y€n"),
        (["--received", "20000"], "cash received"),
        (["--periods", "0"], "periods"),
        (["--frequency", "now and then"], "frequency"),
        (["--first-due", "2025-01-01"], "first due"),
    ],
)
def test_terms_that_make_no_sense_are_refused_with_a_sentence(
    finterm: Finterm, more: list[str], said: str
) -> None:
    answer = finterm(*BASE, "--method", "equal_payment", *more)
    assert (
        answer.code == 1
        and answer.out == ""
        and answer.err.count("\n") == 1
        and said.casefold() in answer.err.casefold()
    )


@pytest.mark.parametrize(
    ("text", "more", "nominal", "effective"),
    [
        ("period,amount\n0,1000\n12,-1120\n", [], 0.113865, 0.12),
        ("period,amount\n0,1000\n1,-1120\n", ["--periods-per-year", "1"], 0.12, 0.12),
        ("date,amount\n2025-01-01,1000\n2026-01-01,-1120\n", [], 0.113865, 0.12),
        (
            "Period;Amount\n0;1,000\n0.5;-500\n1;-512.345678\n",
            ["--periods-per-year", "2"],
            0.032900,
            0.033171,
        ),
        ("period,amount\n0,1000\n1,-1000\n", [], 0.0, 0.0),
    ],
)
def test_a_flow_has_a_nominal_and_an_effective_cost(
    finterm: Finterm, place: Path, text: str, more: list[str], nominal: float, effective: float
) -> None:
    (place / "flows.csv").write_text(text, "utf-8")
    told = finterm("calc", "rate", place / "flows.csv", *more, "--json").json
    assert (told["nominal"], told["effective"]) == (
        pytest.approx(nominal, abs=1e-4),
        pytest.approx(effective, abs=1e-4),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("period,amount\n0,1000\n1,1000\n", "positive"),
        ("period,amount\n0,1000\n1,x\n", "line 3"),
        ("period,amount\n0,1000\n,-5\n", "line 3"),
        ("date,amount\n0,1000\n", "line 2"),
        ("day,amount\n0,1000\n", "date,amount"),
        ("", "empty"),
    ],
)
def test_a_flow_without_a_rate_is_refused_with_a_sentence(
    finterm: Finterm, place: Path, text: str, said: str
) -> None:
    (place / "flows.csv").write_text(text, "utf-8")
    answer = finterm("calc", "rate", place / "flows.csv")
    assert answer.code == 1 and answer.out == "" and said in answer.err and answer.err.count("\n") == 1


def test_the_text_names_both_costs_in_both_languages(finterm: Finterm) -> None:
    call = [argument for argument in BASE if argument != "--json"] + ["--method", "equal_payment"]
    assert (
        "nominal yearly cost: 12.00" in finterm(*call).out
        and "effective yearly cost: 12.68" in finterm(*call).out
    )
    assert "年化(单利): 12.00" in finterm(*call, "--lang", "zh").out
