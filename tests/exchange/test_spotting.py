"""What is found of people in free text, and what is left although it looks like it."""

from __future__ import annotations

import time

import pytest

from finterm.exchange.evidence.spotting import Spotter, parts_of

SPOT = Spotter(
    {"李梅": "[1]", "Ann Lee": "[2]", "客服": "[3]", "工号 8823": "[4]"},
    mask="[x]",
    kept=["来分期客服", "WO-20260820-17"],
    guessed=["李梅", "Ann Lee"],
    others=["幸福路12号", "珠", "room 12B"],
    known=["5550134"],
    own=["4000000000"],
    mails=["help@example.com"],
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("李梅 李 梅 李\n梅 李\u200b梅", "[1] [1] [1] [1]"),
        ("给李梅买的", "给[1]买的"),
        ("小梅 李女士 梅姐 李梅女士", "[x] [x] [x] [1]女士"),
        ("ann lee, ANN  LEE", "[2], [2]"),
        ("Mrs Lee, Lee's, Leela, leek", "Mrs [x], [x]'s, Leela, leek"),
        ("来分期客服 客服", "来分期客服 [3]"),
        ("工号8823 工号 8823", "[4] [4]"),
        ("住幸福路 12号", "住[x]"),
        ("Room 12b, ROOM 12B", "[x], [x]"),
        ("阿珠和珠姐", "阿[x]和[x]姐"),  # one letter, since the person asked for it
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, left: str) -> None:
    assert SPOT(text) == left


@pytest.mark.parametrize(
    "number",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138–0013–8000",
        "138\u00a00013\u00a08000",
        "138.0013.8000",
        "138/0013/8000",
        "１３８００１３８０００",
        "一三八零零一三八零零零",
        "+44 20 7946 0000",
        "(021) 5555-6666",
        "555-0134",
        "555 0134",
        "110101199003077578",
        "11010119900307757X",
        "6222 0212 3456 7890 123",
        "01 23 45 67 89",
    ],
)
def test_a_number_is_found_wherever_it_stands(number: str) -> None:
    for before, after in (
        ("", ""),
        ("电话", "找我"),
        ("IMG_", ".png"),
        ("see ", " 2026-08-20"),
        ("：", "，"),
    ):
        left = SPOT(f"{before}{number}{after}")
        assert left == f"{before}[x]{after}"


@pytest.mark.parametrize(
    "kept",
    [
        "400-000-0000",
        "+86 400-000-0000",
        "邮箱help@example.com回复",
        "2026-08-19 2026-08-20",
        "2026-08-20到2026-08-25 10:15",
        "2026年8月20日",
        "08-20 08-21 08-22",
        "3 2026-08-20",
        "545.00 2026-08-20",
        "12345678.00",
        "1,000,000.00",
        "¥12,345,678",
        "12345678元",
        "1000-2000元",
        "1234567",
        "case WO-20260820-17.",
        "支付宝扣了15000",
        "WeChat: they said",
        "10:15:20 13.5%",
    ],
)
def test_dates_amounts_references_and_the_institutions_own_stay(kept: str) -> None:
    assert SPOT(kept) == kept


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mei@example.com", "[x]"),
        ("写信到mei@example.com好", "写信到[x]好"),
        ("李梅@公司.中国", "[x]"),
        ("微信号：limei", "微信号：[x]"),
        ("加微信limei_88聊", "加微信[x]聊"),
        ("QQ 12345678", "QQ [x]"),
        ("on @limei_88", "on [x]"),
    ],
)
def test_an_address_is_found_between_other_letters(text: str, left: str) -> None:
    assert SPOT(text) == left


@pytest.mark.parametrize(
    ("name", "parts", "others"),
    [
        ("李梅", {"小梅", "李女士"}, {"梅", "李"}),
        ("李小梅", {"小梅", "李小姐"}, {"李小"}),
        ("王经理", {"小王", "王总"}, {"经理"}),
        ("Ann Lee", {"Ann", "Lee"}, set()),
        ("客服", set(), {"客"}),
        ("妈妈", set(), set()),
        ("Ann", set(), {"Ann"}),
    ],
)
def test_parts_of_a_name_are_the_usual_ones(name: str, parts: set[str], others: set[str]) -> None:
    found = set(parts_of(name))
    assert parts <= found and not others & found


def test_hundreds_of_names_in_a_long_text_take_no_time() -> None:
    people = {f"工号 {n}": f"[{n}]" for n in range(1000)}
    spot = Spotter(people, mask="[x]")
    begun = time.process_time()
    assert "[999]" in spot("他们说本月内还清可减免罚息三元 " * 5000 + "工号 999")
    assert time.process_time() - begun < 2
