"""Reading delimited text as spreadsheets write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.errors import FintermError
from finterm.exchange.sheet import read_file, read_sheet, shielded, unshielded, write_sheet

TEXT = "name,note\n手机分期,五天\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_encoding_a_spreadsheet_writes_is_read(encoding: str) -> None:
    sheet = read_sheet(TEXT.encode(encoding), "a.csv")
    assert sheet.header == ("name", "note") and sheet.lines[0].cells == {"name": "手机分期", "note": "五天"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_separator_and_the_line_end_do_not_matter(separator: str, newline: str) -> None:
    text = newline.join([separator.join(row) for row in (("name", "note"), ("a", "b"), ("c", "d"))])
    assert [line.cells["note"] for line in read_sheet(text.encode(), "a").lines] == ["b", "d"]


def test_blank_lines_spaces_and_empty_columns_do_not_matter_and_lines_keep_their_numbers() -> None:
    sheet = read_sheet(b"\n,,\n Name , Note ,,\n\n a , b ,,\n   \n c ,,,\n", "a")
    assert sheet.header == ("name", "note") and sheet.header_line == 3
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (5, {"name": "a", "note": "b"}),
        (7, {"name": "c"}),
    ]


def test_a_cell_with_line_breaks_counts_its_lines() -> None:
    sheet = read_sheet(b'name,note\na,"one\ntwo"\nb,c\n', "a")
    assert [line.number for line in sheet.lines] == [2, 4] and sheet.lines[0].cells["note"] == "one\ntwo"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "exchange.error.empty"),
        (b"\xef\xbb\xbf", "exchange.error.empty"),
        (b" \n\n", "exchange.error.empty"),
        (b"\xff\xff\xff", "exchange.error.encoding"),
        (b"a,a\n1,2\n", "exchange.error.column_twice"),
        (b"a,,b\n1,2,3\n", "exchange.error.column_unnamed"),
    ],
)
def test_what_is_no_sheet_is_refused_with_its_reason(data: bytes, key: str) -> None:
    with pytest.raises(FintermError) as refused:
        read_sheet(data, "a.csv")
    assert refused.value.what == key


@pytest.mark.parametrize(
    "bad",
    [b"x\0y,1", b'"open,1', b'"a"b,1', b"1,2,3", b"x" * 2_000_000 + b",1"],
    ids="nul open stray long huge".split(),
)
def test_a_damaged_line_is_told_by_its_number_and_the_others_are_read(bad: bytes) -> None:
    sheet = read_sheet(b"a,b\n1,2\n3,4\n" + bad + b"\n", "a.csv")
    assert [number for number, _ in sheet.damaged] == [4] and len(sheet.lines) == 2


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FintermError, match="file_missing"):
        read_file(tmp_path / "none.csv")
    with pytest.raises(FintermError, match="file_folder"):
        read_file(tmp_path)


@given(st.text())
def test_a_shielded_text_comes_back(text: str) -> None:
    assert unshielded(shielded(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 10", "-5", "@SUM(A1)", "\tx", "＝1", " =cmd", "'=1", "\x01=1", "\u202a=1"]
)
def test_no_text_is_left_to_be_run_as_a_formula(text: str) -> None:
    assert shielded(text) == f"'{text}"


def test_usual_text_is_left_alone() -> None:
    assert shielded("Car loan") == "Car loan" and unshielded("'s-Gravenhage") == "'s-Gravenhage"


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip),
        min_size=1,
    )
)
def test_what_is_written_is_read(texts: list[str]) -> None:
    data = write_sheet(["n", "text"], [{"n": "1", "text": text} for text in texts])
    assert [line.cells.get("text", "") for line in read_sheet(data, "a").lines] == texts
