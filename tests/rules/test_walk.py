"""Every rule has a source and a date, and no number of a rule stands in code outside the rules."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

import finterm
from finterm.rules.loading import shipped
from finterm.rules.rule import CONFIDENCES, STATUSES, Rule
from finterm.rules.units import COUNTED, MEASURED, is_unit

PACKAGE = Path(finterm.__file__).parent
DATED = ("law", "regulator", "recommended_standard")  # what is published on a day
RULES = shipped().all
# What is published on a day that was not found: left out instead of guessed. Each by country, name and start.
NO_DAY = {
    ("cn", "asset_class_days", "2023-07-01"),
    ("cn", "lpr_1y", "2023-08-21"),
    ("cn", "penalty_times", "2004-01-01"),
    ("cn", "misuse_times", "2004-01-01"),
    ("cn", "penalty_compound", "2004-01-01"),
    ("gb", "yearly_cost_effective", "None"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.country}.{rule.id}.{rule.start}")
def test_a_rule_says_where_it_is_from_from_when_and_how_sure(rule: Rule) -> None:
    assert rule.authority and rule.instrument and rule.confirmed
    assert rule.status in STATUSES and rule.confidence in CONFIDENCES and rule.confidence != "own"
    assert is_unit(rule.unit) and rule.value not in ("", ())
    if rule.status in DATED:
        unknown = (rule.country, rule.id, str(rule.start)) in NO_DAY
        assert (rule.dated is None) == unknown, "what is published has a day"
    if rule.confidence == "primary":
        assert rule.article, "who read the text can name the article"
    assert rule.start is None or rule.end is None or rule.start <= rule.end


def test_values_of_one_name_do_not_overlap() -> None:
    for rule in RULES:
        others = [one for one in shipped().history(rule.id, rule.country) if one is not rule]
        days = [day for day in (rule.start, rule.end) if day is not None]
        assert not [one for one in others for day in days if one.holds(day)], rule.id


ASKED = re.compile(r"""\b(?:find|last|history|whole)\(\s*["']([a-z0-9_]+)["']""")


def test_every_rule_that_code_asks_for_is_there() -> None:
    """A rule renamed under those who use it would silently be no rule at all."""
    ids = {rule.id for rule in RULES}
    asked = {
        (path.relative_to(PACKAGE).as_posix(), id)
        for path in sorted(PACKAGE.rglob("*.py"))
        for id in ASKED.findall(path.read_text("utf-8"))
    }
    assert {id for _, id in asked} & ids and [one for one in sorted(asked) if one[1] not in ids] == []


def literals(path: Path) -> set[tuple[int, str]]:
    """Line and text of every number and string in a module, docstrings and comments left out."""
    found = set()
    text = path.read_text("utf-8")
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        alone = before in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.NL)
        if token.type == tokenize.NUMBER or (token.type == tokenize.STRING and not alone):
            found.add((token.start[0], token.string.strip("\"'").replace("_", "")))
        if token.type not in (tokenize.COMMENT,):
            before = token.type
    return found


def telling(rule: Rule) -> set[str]:
    """The texts by which the value of a rule would be known in code.

    A number like 3 or 30 stands for many things, so those count only beside a unit (below); rates and
    shares as fractions or multiples, hours, addresses and dates are known by themselves.
    """
    if rule.unit in ("contact", "hours", "date"):
        return {text for text in rule.texts if len(text) > 2}
    if rule.unit in MEASURED:
        percent = rule.unit.startswith("percent")
        shares = {part / 100 for part in rule.numbers} if percent else set(rule.numbers)
        return {f"{share.normalize():f}" for share in shares if share % 1}
    return set()


# Figures in code that only look like a rule's: the module and the figure.
ALIKE = {
    ("domain/advertised.py", "0.0005"),
    ("exchange/pdf.py", "0.3"),
    ("exchange/sheeted.py", "0.0005"),
    ("notify/process.py", "0.2"),
    ("notify/sessions.py", "0.05"),
    ("tui/launch.py", "0.0005"),
    ("tui/widgets/form.py", "0.05"),
}


def modules() -> list[Path]:
    """Every module that may hold no rule: not the rules themselves, nor the contracts of the made-up households."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if PACKAGE / "rules" not in path.parents and "demo" not in path.parts
    ]


def test_no_rate_hour_address_or_date_of_a_rule_stands_in_code() -> None:
    wanted = {text: rule.id for rule in RULES for text in telling(rule)}
    assert {"0.24", "22:00", "12378", "1.5", "2026-03-31", "0.0345"} <= set(wanted)
    found = [
        (name, line, text, wanted[text])
        for path in modules()
        for name in [path.relative_to(PACKAGE).as_posix()]
        for line, text in literals(path)
        if text in wanted and (name, text) not in ALIKE
    ]
    assert found == []


# Counts that a rule sets, told by what stands beside the number: `days=20`, `30 days`, `years=5`.
COUNT = re.compile(
    r"\b(?:days|months|years|hours)\s*=\s*(\d+)\b"
    r"|\badd_(?:months|years)\([^()]*,\s*(\d+)\b"
    r"|\b[A-Z_]*(?:DAYS|MONTHS|YEARS|CALLS|REPORTS)[A-Z_]*(?:\s*:\s*\w+)?\s*=\s*(\d+)\b"
)
WEEK, YEAR = 7, 12  # days and months of the calendar
HABITS = {  # of the program itself: how long a snooze is, how far a picture looks ahead
    ("domain/snoozing.py", "USUAL_DAYS = 3"),
    ("tui/view/spoken.py", "add_months(today, 6"),
}


def test_no_term_of_a_rule_is_counted_in_code() -> None:
    """`timedelta(days=20)` or `KEPT_YEARS = 5` would be a rule's number in code."""
    terms = {int(part) for rule in RULES if rule.unit in COUNTED for part in rule.numbers}
    terms -= {0, 1, 2, WEEK, YEAR}
    found = [
        (path.relative_to(PACKAGE).as_posix(), match[0])
        for path in modules()
        for match in COUNT.finditer(path.read_text("utf-8"))
        if int(match[1] or match[2] or match[3]) in terms
    ]
    assert set(found) <= HABITS


# A day of a rule, and an hour of one, as code would make them.
MADE = re.compile(
    r"\b(?:Date|DateTime|date|datetime)\((\d{4}), (\d{1,2}), (\d{1,2})\b|\b(?:Time|time)\((\d{1,2})\)"
)


def made(text: str) -> set[str]:
    """Every date and full hour that code makes, in ISO form."""
    found = set()
    for year, month, day, hour in MADE.findall(text):
        found.add(f"{int(hour):02}:00" if hour else f"{year}-{int(month):02}-{int(day):02}")
    return found


def test_no_day_or_hour_of_a_rule_is_made_in_code() -> None:
    days = {str(day) for rule in RULES for day in (rule.start, rule.end, rule.dated) if day}
    values = {text for rule in RULES if rule.unit in ("date", "hours", "opening") for text in rule.texts}
    found = {
        (path.relative_to(PACKAGE).as_posix(), text)
        for path in modules()
        for text in made(path.read_text("utf-8"))
        if text in days | values
    }
    reminding = {
        one for one in found if one[0] == "domain/records/reminding.py"
    }  # when it tells nothing itself
    assert found - reminding == set() and all(":" in text for _, text in reminding)
    assert made("at = Time(22)\nsince = Date(2026, 8, 1)") == {"22:00", "2026-08-01"} <= days | values


def test_the_walk_would_see_a_number_of_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text(
        '"""Not 0.24."""\n# nor 12378\ncap = Decimal("0.24")\nat = 0.24\ncall("12378")\n', "utf-8"
    )
    assert {(3, "0.24"), (4, "0.24"), (5, "12378")} <= literals(path)
    assert not [one for one in literals(path) if one[0] < 3]
    for text in ("timedelta(days=20)", "add_months(day, 60)", "KEPT_YEARS = 5", "CALLS_MOST: int = 3"):
        assert COUNT.search(text), text
    assert telling(shipped().history("cap_financial", "cn")[0]) == {"0.24"}
