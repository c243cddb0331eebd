"""One document as Markdown, plain text and PDF: nothing a book holds acts, and the same words make the same bytes."""

from __future__ import annotations

import pypdfium2
import pytest

from finterm.exchange.document import Facts, Heading, Paragraph, Part, Quote, Table, as_markdown, as_text
from finterm.exchange.pdf import as_pdf
from finterm.exchange.typeset import face_of

PARTS: list[Part] = [
    Heading("手机分期 evidence"),
    Paragraph("First line\nsecond line"),
    Heading("Part", 2),
    Quote("本月内还清可减免罚息"),
    Facts([("Principal", "CN¥6,000.00"), ("名称", "某公司")]),
    Table(("Date", "Amount"), [("2026-04-15", "545.00"), ("2026-05-15", "1.00")], frozenset({1})),
]


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_markdown_reads_well_as_it_stands() -> None:
    assert as_markdown(PARTS) == (
        "# 手机分期 evidence\n\n"
        "First line  \nsecond line\n\n"
        "## Part\n\n"
        "> 本月内还清可减免罚息\n\n"
        "- Principal: CN¥6,000.00\n- 名称: 某公司\n\n"
        "| Date | Amount |\n|---|---:|\n| 2026-04-15 | 545.00 |\n| 2026-05-15 | 1.00 |\n"
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("# no heading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("---", "\\---"),
        ("a [link](x) *loud* <b>", "a \\[link\\](x) \\*loud\\* \\<b\\>"),
        ("a | b", "a \\| b"),
        ("2026-09-01 was 1.5 days", "2026-09-01 was 1.5 days"),
        ("bell\x07 and \u202eturned", "bell and turned"),
    ],
)
def test_what_a_book_holds_is_never_markup(said: str, written: str) -> None:
    assert as_markdown([Paragraph(said)]) == written + "\n"


def test_a_cell_and_a_fact_stay_on_one_line() -> None:
    assert as_markdown([Table(("a",), [("x\ny",)])]).splitlines()[-1] == "| x y |"
    assert as_markdown([Facts([("a", "x\ny")])]) == "- a: x y\n"


def test_plain_text_holds_the_same_words() -> None:
    told = as_text(PARTS)
    assert "手机分期 evidence\n\nFirst line\nsecond line" in told and "名称: 某公司" in told
    assert "#" not in told and "|" not in told


def test_a_pdf_holds_the_words_in_both_scripts_and_a_page_number() -> None:
    said = words_of(as_pdf(PARTS, "evidence"))
    for word in (
        "手机分期 evidence",
        "second line",
        "本月内还清可减免罚息",
        "CN¥6,000.00",
        "某公司",
        "545.00",
    ):
        assert word in said, said


def test_the_same_words_make_the_same_bytes() -> None:
    assert as_pdf(PARTS, "one", "zh") == as_pdf(PARTS, "one", "zh")


def test_a_long_table_and_a_long_word_go_over_pages() -> None:
    rows = [(str(n), "很长的一段话" * 12, "x" * 300) for n in range(60)]
    document = pypdfium2.PdfDocument(as_pdf([Table(("n", "said", "word"), rows)], "long", "zh"))
    assert len(document) > 3
    assert "59" in document[len(document) - 1].get_textpage().get_text_bounded()


def test_one_cell_longer_than_a_page_is_drawn_whole() -> None:
    said = words_of(as_pdf([Table(("said",), [("话" * 6000,)])], "long", "zh"))
    assert said.count("话") == 6000


@pytest.mark.parametrize(
    ("letter", "language", "face"),
    [
        ("a", "zh", "Times-Roman"),
        ("¥", "zh", "Times-Roman"),
        ("“", "en", "Times-Roman"),
        ("“", "zh", "STSong-Light"),
        ("期", "en", "STSong-Light"),
        ("😀", "en", ""),
    ],
)
def test_each_letter_stands_in_a_face_that_has_it(letter: str, language: str, face: str) -> None:
    assert face_of(letter, language) == face


def test_what_no_face_has_is_a_box_and_markup_is_text() -> None:
    said = words_of(as_pdf([Paragraph("<b>&amp; 😀 李")], "x"))
    assert "<b>&amp; □ 李" in said


def test_each_page_says_how_many_there_are_and_begins_no_table_it_cannot_go_on_with() -> None:
    table = Table(("n", "said"), [("1", "话" * 60), ("2", "x")])
    for above in range(32, 42):
        parts: list[Part] = [*(Paragraph("line") for _ in range(above)), table]
        document = pypdfium2.PdfDocument(as_pdf(parts, "long", "zh"))
        pages = [page.get_textpage().get_text_bounded() for page in document]
        assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(pages, 1))
        assert not [page for page in pages if "said" in page and "话" not in page and "x" not in page]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_signs_that_a_pdf_file_acts_on_are_words_on_paper(language: str) -> None:
    said = "a (b) ) \\ \\( é £ € — … “x” 名（称）\\ ·"
    told = words_of(as_pdf([Paragraph(said), Table(("n",), [(said,)])], "x", language))
    assert told.count(said) == 2


def test_amounts_in_a_wide_table_are_not_broken() -> None:
    row = ("1", "2026-01-05", *("51,440,328.76" for _ in range(5)), "0.00", "overdue 239 days")
    header = ("no.", "date", "principal", "interest", "penalty", "paid", "owed", "fee", "state")
    told = words_of(as_pdf([Table(header, [row], frozenset(range(2, 8)))], "wide"))
    assert told.count("51,440,328.76") == 5 and "2026-01-05" in told
