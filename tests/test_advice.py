"""No text of finterm gives unsafe advice, in either language: not in a catalogue, the guide, a letter or a rule.

Unsafe is: borrowing to repay, more instalments to build credit, records that clear themselves in months,
paid repair of credit, invented hardship, complaints in bulk, waiting until a debt is out of time. A sentence
may name them to warn of them. None may say that something is illegal: finterm flags, a court judges.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import finterm
from tests.advice import REVIEWED, UNSAFE, faults
from tests.advice_planted import PLANTED

PACKAGE = Path(finterm.__file__).parent
TEXTS = (".md", ".txt", ".html", ".j2")


def strings(value: object) -> Iterator[str]:
    """Every text in what a file of tables says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def texts(package: Path = PACKAGE) -> Iterator[tuple[str, str]]:
    """Where each text for people stands, and the text: catalogues, guide, letters, rules, pages beside the code."""
    for path in sorted(package.glob("locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=path.parts[-3]):
                for form in message.string if isinstance(message.string, tuple) else (message.string,):
                    if message.id and form:
                        yield f"{path.parts[-3]}/{message.id}", str(form)
    for path in sorted(package.rglob("*")):
        if path.suffix == ".toml":
            yield from (
                (path.relative_to(package).as_posix(), text)
                for text in strings(tomllib.loads(path.read_text("utf-8")))
            )
        elif path.suffix in TEXTS and path.is_file():
            yield path.relative_to(package).as_posix(), path.read_text("utf-8")
    for page in sorted(package.parent.glob("README*.md")):
        yield page.relative_to(package.parent).as_posix(), page.read_text("utf-8")


@cache
def every() -> tuple[tuple[str, str], ...]:
    """All texts of finterm, read once."""
    return tuple(texts())


def test_no_text_gives_unsafe_advice_or_judges() -> None:
    assert [(where, fault) for where, text in every() for fault in faults(text)] == []


def test_every_kind_of_text_is_read() -> None:
    places = {where for where, _ in every()}
    assert len(places) > 2000 and {"rules/cn.toml", "README.md", "README.zh-CN.md"} <= places
    for language in ("en", "zh_CN"):
        assert any(where.startswith(f"{language}/letters.") for where in places)
        assert f"guide/{language}/scams.md" in places


def test_what_was_reviewed_is_still_there() -> None:
    whole = "\n".join(text for _, text in every())
    assert [sentence for sentence in REVIEWED if sentence not in whole] == []


SENTENCES = [(name, sentence) for name, sentences in PLANTED.items() for sentence in sentences]


def test_each_sort_is_planted_in_both_languages_and_many_wordings() -> None:
    assert set(PLANTED) == set(UNSAFE)
    for name, sentences in PLANTED.items():
        chinese = [sentence for sentence in sentences if sentence[-1] == "。"]
        assert len(chinese) >= 3 and len(sentences) - len(chinese) >= 3, name


@pytest.mark.parametrize(("name", "sentence"), SENTENCES)
def test_unsafe_advice_is_found(name: str, sentence: str) -> None:
    assert name in [found for found, _ in faults(f"Keep calm. {sentence} 请保持冷静。")]


@pytest.mark.parametrize(
    ("file", "where"),
    [
        ("guide/en/budget.md", "guide/en/budget.md"),
        ("guide/zh_CN/first_hour.md", "guide/zh_CN/first_hour.md"),
        ("locale/en/LC_MESSAGES/letters.po", "en/letters.planted"),
        ("locale/zh_CN/LC_MESSAGES/credit.po", "zh_CN/credit.planted"),
    ],
)
def test_a_sentence_planted_in_a_file_is_found_where_it_stands(tmp_path: Path, file: str, where: str) -> None:
    copy = tmp_path / "finterm" / file
    copy.parent.mkdir(parents=True)
    shutil.copy(PACKAGE / file, copy)
    assert [fault for _, text in texts(tmp_path / "finterm") for fault in faults(text)] == []
    bad = "可以先借新还旧。" if "zh_CN" in file else "Take out a new loan and repay the old one."
    line = (
        f'\nmsgid "{where.partition("/")[2]}"\nmsgstr "{bad}"\n' if file.endswith(".po") else f"\n- {bad}\n"
    )
    with copy.open("a", encoding="utf-8") as text:
        text.write(line)
    found = [(place, name) for place, told in texts(tmp_path / "finterm") for name, _ in faults(told)]
    assert found == [(where, "borrowing to repay")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Never borrow from one lender to pay another.",
        "Do not take more instalments to build a record: they add to the debt.",
        "Nobody can be paid to repair a record; whoever offers it is after your money.",
        "The years begin once it is paid in full, and the record is removed after them.",
        "不要借新还旧。",
        "自称能付费修复征信的，都是骗局。",
        "请勿编造困难。",
        "Record a payment, charge or waiver.",
        "还清后五年删除。",
        "Never, whatever they say, take a new loan to pay this one.",
        "What does not help: paying an agent to repair a record.",
        "旧记录不会被覆盖。",
        "没有机构能花钱消除真实的逾期记录。",
    ],
)
def test_a_warning_and_plain_facts_are_no_unsafe_advice(sentence: str) -> None:
    assert faults(sentence) == []
