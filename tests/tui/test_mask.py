"""Which numbers of a written sentence are amounts."""

from __future__ import annotations

import pytest

from finterm.tui.view.mask import has_amount, masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("先还八百块", "先还•••"),
        ("答应三千五", "答应•••"),
        ("要两万，最少一千元", "要•••，最少•••"),
        ("一万二千三百四十五元六角七分", "•••"),
        ("三块五", "•••"),
        ("几百块钱", "•••钱"),
        ("还二十", "还•••"),
        ("壹仟贰佰元整", "•••整"),
        ("先还1.2万", "先还•••"),
        ("3万5", "•••"),
        ("还８００", "还•••"),
        ("还 5k 或 2w", "还 ••• 或 •••"),
        ("1个月300", "1个月•••"),
        ("每期1,109.50元", "每期•••元"),
        ("pay 500 on Friday", "pay ••• on Friday"),
        ("1,109 is overdue", "••• is overdue"),
        ("¥15号", "¥•••号"),
        ("2000-3000", "•••-•••"),
        ("they want two thousand five hundred", "they want •••"),
        ("a hundred a week", "••• a week"),
        ("fifty dollars", "••• dollars"),
        ("300 a month for 3 months", "••• a month for 3 months"),
        ("5个亿", "•••个亿"),
        ("2000年费", "•••年费"),
    ],
)
def test_amounts_in_figures_and_in_words_are_masked(text: str, left: str) -> None:
    assert masked(text, "•••") == left and has_amount(text)


@pytest.mark.parametrize(
    "text",
    [
        "15号",
        "3期",
        "第3期",
        "#3",
        "12月",
        "12月15日",
        "2026年12月",
        "3天",
        "十五号",
        "三十天",
        "十二个月",
        "第三十六期",
        "百分之八十",
        "80%",
        "0.05%",
        "千万别再打电话",
        "万一",
        "一起商量",
        "10:30",
        "2026-05-20",
        "2026/5/20",
        "2026.5.20",
        "on May 15th",
        "15 May 2026",
        "March 2026",
        "the 3rd instalment",
        "called 3 times in 2 weeks",
        "13812345678",
        "138 1234 5678",
        "400-123-4567",
        "010-12345678",
        "+86 13812345678",
    ],
)
def test_dates_counts_shares_and_numbers_to_call_are_left(text: str) -> None:
    assert masked(text, "•••") == text and not has_amount(text)


def test_an_amount_beside_a_date_goes_and_the_date_stays() -> None:
    assert masked("2026年12月15号前还两千元，分3期，每期700", "•••") == (
        "2026年12月15号前还•••，分3期，每期•••"
    )
