"""No text of finterm gives unsafe advice, in either language: not in a catalogue, the guide, a letter or a rule.

Unsafe is: borrowing to repay, more instalments to build credit, records that clear themselves in months,
paid repair of credit, invented hardship, complaints in bulk, waiting until a debt is out of time. A sentence may name them to warn of them. None may say that
something is illegal: finterm flags, a court judges.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import finterm

PACKAGE = Path(finterm.__file__).parent
TEXTS = (".md", ".txt", ".html", ".j2")

UNSAFE = {
    "borrowing to repay": (
        r"\bborrow\w*\b.*\b(?:to|and)\b (?:re)?pay|\b(?:new|another|second|fresh) (?:loan|credit|card)\b.*\b(?:to|and)\b (?:re)?pay",
        r"\b(?:re)?pay\w*\b.*\b(?:with|by|from)\b (?:a |an |the )?(?:new|another|second|other|fresh|more) (?:loan|credit|card|borrowing)",
        r"\bdebt consolidation\b|\bconsolidat\w+ (?:your )?(?:debts?|loans?)\b",
        r"借新还旧|以贷养贷|以贷还贷|以卡养卡|拆东墙|(?:新增|新的?|再|另|重新|向(?:亲友|朋友|平台))(?:借|贷).*(?:还|偿)|借(?:一笔|点|些)?(?:钱|款).*(?:先|来|去)(?:还|偿)",
    ),
    "more instalments to build credit": (
        r"\b(?:more|new|extra|another|additional) instalments?\b.*\b(?:credit|record|score|activity|history)\b",
        r"\binstalments?\b.*\b(?:build|builds|raise|raises|improve|improves|boost|boosts)\b",
        r"\b(?:build|raise|improve|boost)\b.*\bby\b.*\b(?:instalments?|borrowing|shopping|spending)\b",
        r"(?:多|继续|增加|频繁).{0,4}分期.*(?:信用|征信|记录|活跃|额度)|分期.*(?:养|刷|提升|提高|增加|积累).*(?:信用|征信|活跃|分数|额度)|养征信|养卡|刷流水",
    ),
    "records that clear themselves in months": (
        r"\b(?:automatic(?:ally)?|by itself|by themselves|on (?:its|their) own)\b.*\b(?:clear|delet|remov|disappear|vanish|expir|eras)\w*",
        r"\b(?:clear|delet|remov|disappear|vanish|eras|cover|overwrit)\w*\b.*\b(?:automatically|(?:in|within|after) (?:a few|some|several|\d+|three|six) (?:weeks|months))\b",
        r"\b(?:old|bad) (?:records?|marks?)\b.*\b(?:covered|overwritten|replaced)\b",
        r"自动(?:清除|消除|删除|消失|恢复|清零)|(?:几|数|三|六|半|\d+) ?(?:个月|周).*(?:清除|消除|消失|删除|清零|洗)|(?:覆盖|冲掉|替换).*(?:不良|旧|逾期)记录",
    ),
    "paid repair of credit": (
        r"\b(?:pay|paid|paying|fee|hire|buy|agents?|agency|companies|company)\b.*\b(?:repair|clean|fix)\w*\b",
        r"\b(?:repair|clean|fix)\w*\b.*\b(?:for a fee|agents?|agency|company|paid|services?)\b",
        r"征信(?:修复|洗白)|洗白|代理维权|反催收|(?:付费|花钱|找人|中介|代办).*(?:修复|消除|处理征信|申诉|投诉)|(?:修复|消除).*(?:付费|代办|中介|收费)",
    ),
    "invented hardship": (
        r"\b(?:invent\w*|make up|fak\w+|forge[ds]?|forging|pretend\w*|exaggerat\w+|fabricat\w+)\b",
        r"编造|虚构(?!账本|的一家)|伪造|夸大|假装|捏造|谎称|假(?:证明|病历|材料)",
    ),
    "complaints in bulk": (
        r"\b(?:mass|bulk|repeated|many|countless) complaints?\b|\bcomplain\w*\b.*\b(?:everywhere|again and again|until they give in)\b",
        r"(?:批量|反复|多次|轮番|到处|集体|恶意).{0,2}投诉",
    ),
    "waiting until a debt is out of time": (
        r"\b(?:wait|hold out|keep silent|hide)\b (?:it out|until|till|for)\b.*\b(?:limitation|runs? out|out of time|time-barred|expires?)\b",
        r"(?:拖|等|熬|躲)(?:到|过|着)?.*(?:时效|期限)(?:届满|过|到期|经过)?",
    ),
}
WARNS = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|cannot|without|scams?|frauds?|beware|avoid|stop|refuse|banned|warn\w*"
    r"|instead)\b|n't\b|不|勿|别|没有|未|无|拒|禁|骗|警惕|谨防|停止",
    re.IGNORECASE,
)
# What holds such a word and warns of nothing: "why not", "不妨".
IDLE = re.compile(
    r"\b(?:why not|no problem|not only|nothing wrong|not (?:a )?bad|no need to worry|no doubt)\b"
    r"|不妨|不如|不错|不仅|不但|不难|不少|不断|不用担心|无妨|无疑|没问题|没有问题|别人|别的|别处|未来|未还|不良",
    re.IGNORECASE,
)
JUDGES = re.compile(
    r"\b(?:illegal|unlawful|against the law|(?:breaks?|broke|violat\w+) the law|criminal)\b"
    r"|违法|非法|不合法|犯法|触犯法律|违反法律",
    re.IGNORECASE,
)
STOPS = re.compile(r"(?<=[.!?;:])\s+|(?<=[。！？；：])|\n")


def faults(text: str) -> list[tuple[str, str]]:
    """What is unsafe in `text`, with the sentence it stands in."""
    found = []
    for sentence in filter(None, (part.strip() for part in STOPS.split(text))):
        if JUDGES.search(sentence):
            found.append(("judging", sentence))
        for name, patterns in UNSAFE.items():
            hit = any(re.search(pattern, sentence, re.IGNORECASE) for pattern in patterns)
            if hit and not WARNS.search(IDLE.sub("", sentence)):
                found.append((name, sentence))
    return found


def strings(value: object) -> Iterator[str]:
    """Every text in what a file of tables says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def texts() -> Iterator[tuple[str, str]]:
    """Where each text for people stands, and the text: catalogues, guide, letters, rules."""
    for path in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=path.parts[-3]):
                for form in message.string if isinstance(message.string, tuple) else (message.string,):
                    if message.id and form:
                        yield f"{path.parts[-3]}/{message.id}", str(form)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".toml":
            yield from (
                (path.relative_to(PACKAGE).as_posix(), text)
                for text in strings(tomllib.loads(path.read_text("utf-8")))
            )
        elif path.suffix in TEXTS and path.is_file():
            yield path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")
    for page in ("README.md", "README.zh-CN.md"):
        yield page, (PACKAGE.parent / page).read_text("utf-8")


def test_no_text_gives_unsafe_advice_or_judges() -> None:
    assert [(where, fault) for where, text in texts() for fault in faults(text)] == []


def test_every_kind_of_text_is_read() -> None:
    places = [where for where, _ in texts()]
    assert len(places) > 2000 and {"rules/cn.toml", "README.md"} <= set(places)
    assert any(where.startswith("en/") for where in places) and any(
        where.startswith("zh_CN/") for where in places
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("borrowing to repay", "Borrow a little from another app to pay the bill."),
        ("borrowing to repay", "Take out a new loan and repay the old one."),
        ("borrowing to repay", "You could pay it with another card."),
        ("borrowing to repay", "Debt consolidation may help you."),
        ("borrowing to repay", "可以先借新还旧，缓一缓。"),
        ("borrowing to repay", "向朋友借钱先还上这一期。"),
        ("borrowing to repay", "再贷一笔来偿还逾期。"),
        ("more instalments to build credit", "Taking more instalments shows activity and helps your credit."),
        ("more instalments to build credit", "Instalments build trust with the platform."),
        ("more instalments to build credit", "Raise your score by shopping often."),
        ("more instalments to build credit", "多做几笔分期，有助于恢复信用。"),
        ("more instalments to build credit", "办理分期可以提升信用活跃度。"),
        ("records that clear themselves in months", "The record is automatically cleared."),
        ("records that clear themselves in months", "Bad marks disappear within six months."),
        ("records that clear themselves in months", "Old records are covered by good ones."),
        ("records that clear themselves in months", "记录会在几个月后自动消除。"),
        ("records that clear themselves in months", "还清后六个月记录即可清除。"),
        ("paid repair of credit", "Pay an agent to repair your record."),
        ("paid repair of credit", "An agency cleans up the report quickly."),
        ("paid repair of credit", "可以找专业的征信修复机构。"),
        ("paid repair of credit", "花钱找人消除逾期记录。"),
        ("invented hardship", "Make up a reason, such as an illness."),
        ("invented hardship", "可以适当夸大困难。"),
        ("borrowing to repay", "不妨再借一笔去还旧的。"),
        ("borrowing to repay", "Why not borrow a little to pay it?"),
        ("complaints in bulk", "Send many complaints to every office."),
        ("complaints in bulk", "可以批量投诉，逼对方让步。"),
        ("waiting until a debt is out of time", "Wait until the limitation period is over."),
        ("waiting until a debt is out of time", "拖到诉讼时效届满。"),
        ("judging", "This fee is illegal."),
        ("judging", "Not illegal, but close."),
        ("judging", "该收费违法。"),
    ],
)
def test_unsafe_advice_is_found(name: str, sentence: str) -> None:
    assert name in [found for found, _ in faults(f"Keep calm. {sentence} 请保持冷静。")]


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
    ],
)
def test_a_warning_and_plain_facts_are_no_unsafe_advice(sentence: str) -> None:
    assert faults(sentence) == []
