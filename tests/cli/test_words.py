"""Every word of the command line comes from the catalogues, in the language asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finterm.cli import language_wanted, reminding
from finterm.cli.output import width
from finterm.cli.program import VERBS
from tests.cli.conftest import Finterm

CALLS = [[], *([verb] for verb in VERBS), ["calc", "schedule"], ["calc", "rate"]]
CALLS += [["remind", verb] for verb in reminding.VERBS]
PROSE = [call for call in CALLS if call != ["import"]]  # it ends in a list of columns, laid out by hand
SENTENCE = re.compile(r"\b(the|a|an|of|is|are|to|and|with|for|from|how|this)\b", re.IGNORECASE)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call) or "finterm")
def test_help_is_whole_in_both_languages(finterm: Finterm, call: list[str]) -> None:
    english, chinese = finterm(*call, "--help"), finterm(*call, "--help", "--lang", "zh")
    assert english.code == chinese.code == 0
    assert "cli." not in english.out + chinese.out and "exchange." not in english.out + chinese.out
    assert english.out.startswith("Usage: finterm") and chinese.out.startswith("用法： finterm")
    assert options(english.out) == options(chinese.out)
    # Apart from names of options, codes and placeholders, no English sentence is left.
    prose = [line for line in chinese.out.splitlines() if SENTENCE.search(re.sub("--[a-z-]+", "", line))]
    assert prose == []


@pytest.mark.parametrize("call", PROSE, ids=lambda call: " ".join(call) or "finterm")
def test_chinese_help_keeps_its_columns_and_the_width_of_the_terminal(
    finterm: Finterm, call: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = finterm(*call, "--help", "--lang", "zh").out.splitlines()
    # Names of choices, which have underscores, are one piece.
    assert [line for line in lines if "_" not in line and width(line) > 80] == []
    said = [re.fullmatch(r"(  -.*? {2,})\S.*", line) for line in lines]
    assert len({width(match[1]) for match in said if match}) == 1


def options(help_text: str) -> set[str]:
    return set(re.findall(r"^  (-[-a-z]+)(?=,| )", help_text, re.MULTILINE))


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (["loans", "--bogus"], "No such option", "没有选项"),
        (["pay"], "Missing argument", "缺少参数"),
        (["calc", "schedule"], "Missing option", "缺少选项"),
        (["loans", "a", "b"], "unexpected extra argument", "多余的参数"),
        (["loans", "--book"], "requires an argument", "需要一个值"),
        (["lons"], "did you mean loans", "是否指 loans"),
        (["export", "xml"], "is not one of", "不在可选值之内"),
        (["dues", "--days", "x"], "not a valid integer", "不是有效的"),
        (["dues", "--days", "99999"], "not in the range", "不在范围"),
        (["calc", "schedul"], "did you mean schedule", "是否指 schedule"),
        (["calc", "rate"], "[OPTIONS]", "[选项]"),
        (["nonsense"], "[OPTIONS] [VERB]", "[选项] [命令]"),
        (["loans", "--on", "x"], "is not a date", "不是日期"),
    ],
)
def test_usage_is_explained_in_both_languages(
    finterm: Finterm, call: list[str], english: str, chinese: str
) -> None:
    answer = finterm(*call)
    assert answer.code == 2 and english in answer.err
    answer = finterm("--lang", "zh", *call)
    assert answer.code == 2 and chinese in answer.err


def test_click_speaks_english_again_after_chinese(finterm: Finterm) -> None:
    finterm("--help", "--lang", "zh")
    assert finterm("--help").out.startswith("Usage:")


def test_the_language_is_asked_of_the_call_then_the_environment_then_the_settings(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "config").mkdir()
    (place / "config" / "config.toml").write_text('language = "zh"\n', "utf-8")
    assert language_wanted(["loans"]) == "en"  # FINTERM_LANG of the fixture
    assert language_wanted(["loans", "--lang", "zh"]) == "zh" == language_wanted(["--lang=zh"])
    monkeypatch.delenv("FINTERM_LANG")
    assert language_wanted(["loans"]) == "zh"
    (place / "config" / "config.toml").unlink()
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language_wanted(["loans"]) == "zh"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert language_wanted(["loans"]) == "en"
