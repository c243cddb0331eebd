"""The evidence pack: whole, checkable, the same every time, and without third parties where that is wished for."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace

from finterm.domain.records import (
    Amendment,
    AttachedFile,
    Charge,
    Claim,
    Contact,
    ContractSheet,
    CreditAccount,
    CreditReport,
    CustomRow,
    Dispute,
    Event,
    FollowUp,
    Loan,
    Plan,
    Promise,
    Record,
    Talk,
    Task,
)
from finterm.exchange.evidence.pack import Pack, Wishes, file_name, pack, write, zipped
from finterm.exchange.evidence.redaction import Redaction
from finterm.exchange.evidence.subject import Span, Subject
from finterm.exchange.exporting import tables
from finterm.exchange.sheet import read_sheet
from finterm.locale import Words
from finterm.rules.loading import shipped
from tests.tui.household import credit, household

ON = Date(2026, 9, 1)
LOAN, CONTACT = Subject("loan", "loan-1"), Subject("contact", "contact-1")
SHOT = b"a picture of the screen"
DIGEST = sha256(SHOT).hexdigest()


def every(records: Iterable[Record]) -> Callable[[Any], Sequence[Any]]:
    kept = list(records)
    return lambda kind: [record for record in kept if type(record) is kind]


def with_people() -> list[Record]:
    """The household, in which other people turn up and a picture was kept."""
    records: list[Record] = []
    for record in household():
        if isinstance(record, Talk) and record.id == "talk-1":
            record = replace(
                record,
                said_by_them="They rang 李梅 on 138-0013-8000 and wrote to mei@example.com on 2026-08-19 2026-08-20.",
                files=(AttachedFile(name="李梅 截图.png", sha256=DIGEST),),
                number="400-000-0000",
                loans=("loan-1", "loan-2"),
            )
        records.append(record)
    sister = Contact(id="contact-9", name="李梅", kind="other", phone="13800138000", loans=("loan-1",))
    told = Talk(
        id="talk-9",
        at=replace_hour(records),
        contact="contact-9",
        third_party="family",
        number="13800138000",
        person="李梅",
        loans=("loan-1",),
        said_by_them="李梅 was told to call 400-000-0000.",
    )
    return [*records, sister, told]


def replace_hour(records: Iterable[Record]) -> Any:
    first = next(record for record in records if isinstance(record, Talk))
    return first.at.replace(hour=22, minute=0)


@pytest.fixture
def attachments(tmp_path: Path) -> Path:
    (tmp_path / DIGEST).write_bytes(SHOT)
    return tmp_path


def made(
    attachments: Path,
    subject: Subject = LOAN,
    *,
    span: Span = Span(),  # noqa: B008
    redacted: bool = False,
    others: tuple[str, ...] = (),
    language: str = "en",
    records: list[Record] | None = None,
) -> Pack:
    found = with_people() if records is None else records
    wishes = Wishes(subject, ON, span, redacted, others)
    return pack(tables(every(found)), attachments, wishes, Words(language), shipped())


def content(pack: Pack, path: str) -> bytes:
    """What is in the file at `path` of the pack."""
    found = pack.files[path]
    return found if isinstance(found, bytes) else found.read_bytes()


def markdown(pack: Pack) -> str:
    return content(pack, "timeline.md").decode()


def rows(pack: Pack, name: str) -> list[dict[str, str]]:
    return [line.cells for line in read_sheet(content(pack, f"csv/{name}.csv"), name).lines]


class TestWhole:
    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize("subject", [LOAN, CONTACT])
    def test_it_is_the_same_byte_for_byte_when_made_twice(
        self, attachments: Path, subject: Subject, language: str
    ) -> None:
        one, other = (made(attachments, subject, language=language) for _ in range(2))
        assert one.files == other.files and zipped(one, ON) == zipped(other, ON)

    @pytest.mark.parametrize("redacted", [False, True])
    def test_sha256sum_accepts_it_and_finds_a_changed_byte(
        self, attachments: Path, tmp_path: Path, redacted: bool
    ) -> None:
        folder = tmp_path / "unpacked"
        with zipfile.ZipFile(io.BytesIO(zipped(made(attachments, redacted=redacted), ON))) as archive:
            archive.extractall(folder)
        names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"SHA256SUMS"}
        check = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
        told = subprocess.run(check, cwd=folder, capture_output=True, text=True)
        assert told.returncode == 0 and told.stdout.count(": OK") == len(names)
        (folder / "data.json").write_text("{}")
        assert subprocess.run(check, cwd=folder, capture_output=True).returncode == 1

    def test_paper_and_data_hold_every_wording_of_a_talk(self, attachments: Path) -> None:
        found = made(attachments)
        for told in (markdown(found), content(found, "data.json").decode()):
            assert "工号 8823" in told and "工号 8832" in told and "misheard the agent's number" in told
        assert rows(found, "talks")[0]["person"] == "工号 8823"
        assert rows(found, "amendments")[0]["person"] == "工号 8832"

    def test_the_pdf_says_what_the_markdown_says(self, attachments: Path) -> None:
        document = pypdfium2.PdfDocument(content(made(attachments, language="zh"), "timeline.pdf"))
        said = "".join(page.get_textpage().get_text_bounded() for page in document)
        for word in ("证据包：手机分期", "misheard", "罚息减免 3 元", "2026-08-20 10:15 (+08:00)"):
            assert word in said

    def test_dues_and_payments_add_up_to_the_book(self, attachments: Path) -> None:
        found = made(attachments)
        data = json.loads(content(found, "data.json"))
        assert len(data["dues"]) == len(rows(found, "dues")) == 12
        late = [due for due in data["dues"] if due["state"] == "overdue"]
        assert [due["n"] for due in late] == [4, 5] and late[0]["days_overdue"] == 48
        assert [row["amount"] for row in rows(found, "events")] == ["545.00"] * 3 + ["3.00"]
        overdue = sum(due["outstanding"] for due in late)
        assert f"CN¥{overdue / 100:,.2f}" in markdown(found)

    @pytest.mark.parametrize("subject", [LOAN, Subject("loan", "loan-2"), Subject("loan", "loan-3")])
    def test_what_each_instalment_owes_adds_up_in_its_line(self, attachments: Path, subject: Subject) -> None:
        found = made(attachments, subject, records=agreed())
        table = markdown(found).split("## Instalments of")[1].split("## ")[0]
        lines = [line.strip("| ").split(" | ") for line in table.splitlines() if "| 20" in line]
        assert len(lines) > 9
        for line in lines:
            principal, interest, fee, paid, penalty, late, owed = (
                float(c.replace(",", "")) for c in line[2:9]
            )
            assert principal + interest + fee - paid + penalty + late == pytest.approx(owed, abs=0.001)
        for row in rows(found, "dues"):
            made_of = float(row["principal"]) + float(row["interest"]) + float(row["fee"])
            left = made_of - float(row["paid"]) - float(row["waived"])
            assert left + float(row["penalty"]) + float(row["late_fee"]) == pytest.approx(
                float(row["outstanding"]), abs=0.001
            )

    @pytest.mark.parametrize(("language", "rate"), [("en", "0.04% a day"), ("zh", "每日 0.04%")])
    def test_a_rate_is_told_with_its_unit(self, attachments: Path, language: str, rate: str) -> None:
        assert rate in markdown(made(attachments, Subject("loan", "loan-2"), language=language))

    def test_attached_files_are_in_it_under_their_checksum(self, attachments: Path) -> None:
        found = made(attachments)
        (path,) = [name for name in found.files if name.startswith("attachments/")]
        assert content(found, path) == SHOT and path == f"attachments/{DIGEST[:12]}-李梅_截图.png"
        assert path.replace("_", "\\_") in markdown(found)

    @pytest.mark.parametrize("now", [None, b"another picture"])
    def test_a_file_that_is_gone_or_changed_is_told_and_left_out(
        self, attachments: Path, now: bytes | None
    ) -> None:
        (attachments / DIGEST).unlink()
        if now is not None:
            (attachments / DIGEST).write_bytes(now)
        found = made(attachments)
        assert found.missing == 1 and not [name for name in found.files if name.startswith("attachments/")]
        assert ("not in the book's folder" if now is None else "no longer what") in markdown(found)


class TestWhatBelongs:
    def test_a_loan_brings_its_own_story_and_no_other(self, attachments: Path) -> None:
        found = made(attachments, records=household())
        assert {row["loan"] for row in rows(found, "events")} == {"手机分期"}
        assert [row["contact"] for row in rows(found, "talks")] == ["来分期客服"]
        assert "借呗" not in markdown(found)

    def test_a_contact_brings_its_loans_and_every_talk_with_it(self, attachments: Path) -> None:
        found = made(attachments, CONTACT)
        assert {row["name"] for row in rows(found, "loans")} == {"手机分期", "借呗"}
        assert {row["contact"] for row in rows(found, "talks")} == {"来分期客服"}

    def test_budget_and_reminders_are_nobody_elses_business(self, attachments: Path) -> None:
        tables = json.loads(content(made(attachments), "data.json"))["tables"]
        assert not {"envelopes", "moves", "bills", "settings", "deliveries"} & set(tables)

    def test_the_credit_report_brings_what_it_shows_of_the_loan_and_the_disputes(
        self, attachments: Path
    ) -> None:
        mine = CreditAccount(id="account-1", report="copy-1", lender="来分期", currency="CNY", loan="loan-1")
        whole = AttachedFile(name="report.pdf", sha256="0" * 64)  # every other debt is in it
        others = CreditAccount(id="account-2", report="copy-2", lender="B", currency="CNY", loan="loan-2")
        records = [
            *household(),
            CreditReport(id="copy-1", date=Date(2026, 8, 1), files=(whole,)),
            CreditReport(id="copy-2", date=Date(2026, 8, 2)),
            mine,
            others,
            Dispute(
                id="dispute-1",
                what="month of June is wrong",
                filed_on=Date(2026, 8, 5),
                days=20,
                loan="loan-1",
                outcome="corrected",
                answered_on=Date(2026, 8, 20),
            ),
            Task(id="task-1", date=ON, what="look again", loan="loan-1"),
        ]
        found = made(attachments, records=records)
        tables = json.loads(content(found, "data.json"))["tables"]
        assert [one["id"] for one in tables["credit_accounts"]] == ["account-1"]
        assert [one["id"] for one in tables["credit_reports"]] == ["copy-1"] and "tasks" not in tables
        assert (
            "report.pdf" not in markdown(found) and "report.pdf" not in content(found, "data.json").decode()
        )
        assert "month of June is wrong · corrected · answered on 2026-08-20" in markdown(found)

    def test_an_amount_they_named_stands_beside_what_the_book_said_then(self, attachments: Path) -> None:
        claim = Claim(id="claim-1", loan="loan-1", on=ON, minor=150000, ours=110471, talk="talk-1")
        told = markdown(made(attachments, records=[*household(), claim]))
        assert "| 2026-09-01 | amount they named | by the book CN¥1,104.71 | CN¥1,500.00 |" in told

    def test_a_talk_amended_away_from_the_loan_still_belongs(self, attachments: Path) -> None:
        records = [
            replace(r, amended=replace(r.amended, loans=("loan-2",))) if r.table == "amendments" else r  # type: ignore[attr-defined]
            for r in household()
        ]
        assert [row["id"] for row in rows(made(attachments, records=records), "talks")] == ["talk-1"]

    @pytest.mark.parametrize(
        ("first", "last", "events", "talks"),
        [
            (None, None, 4, 1),
            (Date(2026, 6, 15), None, 2, 1),
            (Date(2026, 6, 16), Date(2026, 8, 19), 0, 0),
            (Date(2026, 8, 20), Date(2026, 8, 20), 1, 1),
            (None, Date(2026, 5, 15), 2, 0),
        ],
    )
    def test_the_days_asked_for_are_all_included(
        self, attachments: Path, first: Date | None, last: Date | None, events: int, talks: int
    ) -> None:
        found = made(attachments, span=Span(first, last), records=household())
        tables = json.loads(content(found, "data.json"))["tables"]
        assert len(tables.get("events", [])) == events and len(tables.get("talks", [])) == talks

    @pytest.mark.parametrize(
        ("at", "amended", "belongs"),
        [
            ("2026-07-31T23:59:59+08:00", None, False),
            ("2026-08-01T00:00:00+08:00", None, True),
            ("2026-08-31T23:59:59+08:00", None, True),
            ("2026-09-01T00:00:00+08:00", None, False),
            ("2026-08-31T23:30:00-11:00", None, True),  # its day is the one of the clock it was noted by
            ("2026-09-05T10:00:00+08:00", "2026-08-05T10:00:00+08:00", True),
            ("2026-08-05T10:00:00+08:00", "2026-09-05T10:00:00+08:00", True),
            ("2026-09-05T10:00:00+08:00", "2026-09-06T10:00:00+08:00", False),
        ],
    )
    def test_a_talk_at_the_edge_of_the_days_belongs_with_every_wording(
        self, attachments: Path, at: str, amended: str | None, belongs: bool
    ) -> None:
        talk = Talk(
            id="talk-7", at=DateTime.fromisoformat(at), loans=("loan-1",), said_by_them="the old words"
        )
        records: list[Record] = [*household(), talk]
        if amended:
            new = replace(talk, at=DateTime.fromisoformat(amended), said_by_them="the new words")
            later = DateTime.fromisoformat("2026-09-20T09:00:00+08:00")
            records.append(Amendment(id="amend-7", talk="talk-7", at=later, amended=new, why="wrong day"))
        found = made(attachments, span=Span(Date(2026, 8, 1), Date(2026, 8, 31)), records=records)
        told, data = markdown(found), content(found, "data.json").decode()
        assert ("the old words" in told, "the old words" in data) == (belongs, belongs)
        new_too = belongs and bool(amended)
        assert ("the new words" in told, "Amended on 2026-09-20 09:00" in told) == (new_too, new_too)
        assert "every correction, however much later" in told

    def test_an_amendment_made_after_the_last_day_is_part_of_its_talk(self, attachments: Path) -> None:
        found = made(attachments, span=Span(None, Date(2026, 8, 20)), records=household())
        assert "Amended on 2026-08-21" in markdown(found) and rows(found, "amendments")
        assert "Days covered: up to and including 2026-08-20." in markdown(found)

    def test_what_is_owed_counts_payments_before_the_days_asked_for(self, attachments: Path) -> None:
        whole = made(attachments, records=household())
        part = made(attachments, span=Span(Date(2026, 8, 1)), records=household())
        owed = [line for line in markdown(whole).splitlines() if line.startswith("- payoff")]
        assert owed and owed[0] in markdown(part)

    def test_a_next_step_without_a_talk_belongs_to_its_loan(self, attachments: Path) -> None:
        step = FollowUp(id="follow-9", date=ON, what="write to them", loan="loan-1")
        assert "write to them" in markdown(made(attachments, records=[*household(), step]))


def agreed() -> list[Record]:
    """The household with a contract sheet, two arrangements of which one is broken, and what others hold."""
    row = CustomRow(due=Date(2026, 10, 15), principal=100000, interest=500)
    plan = Plan(
        rows=(row,),
        interest_runs=False,
        if_broken="comes_back",
        waived=("penalty",),
        conditions="收入证明；按月还",
    )
    event = Event(
        id="event-901", loan="loan-1", date=Date(2026, 8, 20), kind="arrangement", minor=100500, plan=plan
    )
    return [
        *household(),
        replace(event, talk="talk-1", note="read out twice"),
        Event(id="event-902", loan="loan-1", date=Date(2026, 8, 30), kind="broken", minor=0),
        ContractSheet(
            id="sheet:loan-1",
            loan="loan-1",
            forum="合同签订地法院",
            shown_on=Date(2026, 3, 15),
            shown_rate=Decimal("0.09"),
            shown_way="simple",
            charges=(Charge(name="分期服务费", minor=50000, collector="某担保公司"), Charge(name="会员费")),
            late_charges=(Charge(name="催收费", minor=100),),
            files=(AttachedFile(name="合同.pdf", sha256=DIGEST),),
        ),
        Claim(id="claim-1", loan="loan-1", on=ON, minor=120000, ours=110000, talk="talk-1", penalty=5000),
        Claim(id="claim-2", loan="loan-2", on=ON, minor=777777, ours=1, talk="talk-1"),
        Promise(id="promise-9", by="me", date=ON, minor=888888, currency="CNY", talk="talk-1", loan="loan-2"),
        *credit(),
    ]


class TestTimeLine:
    @pytest.mark.parametrize(
        ("language", "line"),
        [
            ("en", "| 2026-07-15 | instalment 4 due | on 2026-09-01: overdue 48 days | CN¥545.00 |"),
            ("zh", "| 2026-07-15 | 第4期应还 | 截至 2026-09-01：逾期48天 | ¥545.00 |"),
        ],
    )
    def test_what_fell_due_stands_in_it_before_what_happened_that_day(
        self, attachments: Path, language: str, line: str
    ) -> None:
        lines = markdown(made(attachments, language=language)).splitlines()
        assert line in lines
        april = [line for line in lines if line.startswith("| 2026-04-15 |")]
        assert len(april) == 2 and "1" in april[0].split("|")[2] and "545.00" in april[1]
        assert not [line for line in lines if line.startswith("| 2026-09-15 |")]  # which is to come

    def test_the_days_asked_for_hold_for_it_too(self, attachments: Path) -> None:
        told = markdown(made(attachments, span=Span(Date(2026, 7, 15), Date(2026, 8, 14))))
        assert (
            "instalment 4 due" in told and "instalment 5 due" not in told and "instalment 3 due" not in told
        )


class TestWhatWasAgreed:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "en",
                (
                    "penalty interest: 0.05% a day on the",
                    "court or arbitration: 合同签订地法院",
                    "| 分期服务费 | CN¥500.00 | 某担保公司 | in time |",
                    "| 催收费 | CN¥1.00 | not said | late |",
                    "yearly rate they show: 9.00% (simple)",
                    "### Arrangement of 2026-08-20",
                    "agreed in the talk: talk 1",
                    "penalty interest if late: no",
                    "what is waived: penalty interest CN¥8.17",
                    "To end the loan that day would have taken CN¥4,913.17",
                    "> 收入证明；按月还",
                    "| 2026-10-15 | CN¥1,000.00 | CN¥5.00 | CN¥0.00 |",
                ),
            ),
            (
                "zh",
                (
                    "每日 0.05%",
                    "| 分期服务费 | ¥500.00 | 某担保公司 |",
                    "9.00%",
                    "### 2026-08-20 的协商还款",
                    "> 收入证明；按月还",
                    "| 2026-10-15 | ¥1,000.00 | ¥5.00 | ¥0.00 |",
                ),
            ),
        ],
    )
    def test_terms_sheet_and_arrangement_stand_in_it_whole(
        self, attachments: Path, language: str, said: tuple[str, ...]
    ) -> None:
        told = markdown(made(attachments, language=language, records=agreed()))
        assert not [part for part in said if part not in told]

    def test_conditions_are_told_in_the_time_line_too(self, attachments: Path) -> None:
        lines = markdown(made(attachments, records=agreed())).splitlines()
        assert [line for line in lines if line.startswith("| 2026-08-20 |") and "收入证明；按月还" in line]

    def test_a_named_amount_is_taken_apart_and_stands_beside_the_reference_lines(
        self, attachments: Path
    ) -> None:
        told = markdown(made(attachments, records=agreed()))
        assert "### Amount named on 2026-09-01" in told and "named in: talk 1" in told
        assert "of it, penalty interest: CN¥50.00" in told
        assert "the book said when it was noted: CN¥1,100.00" in told
        assert "reference line" in told and "unknown" in told
        assert (
            "ask " not in told.split("### Amount named")[1].split("###")[0]
        )  # it does not speak to its owner

    def test_the_copies_of_the_credit_report_show_the_loan(self, attachments: Path) -> None:
        told = markdown(made(attachments, records=agreed()))
        assert (
            "| 2026-08-20 | 来分期, LFQ-20260315, as printed | open | 3,270.00 | 545.00 | 2026-07 1 (545.00) |"
            in told
        )
        assert "Old Bank" not in told.split("### In the credit report")[1].split("##")[0]

    def test_what_came_up_about_another_loan_is_not_in_the_pack_of_this_one(self, attachments: Path) -> None:
        found = made(attachments, records=agreed())
        for told in (markdown(found), content(found, "data.json").decode()):
            assert "777777" not in told and "7,777.77" not in told and "888888" not in told
        both = markdown(made(attachments, CONTACT, records=agreed()))
        assert "8,888.88" not in both  # nobody talked with them about it

    def test_a_file_under_two_names_is_told_twice_and_in_it_once(self, attachments: Path) -> None:
        records = [
            replace(one, files=(AttachedFile(name="照片.jpg", sha256=DIGEST),))
            if isinstance(one, Talk)
            else one
            for one in agreed()
        ]
        found = made(attachments, records=records)
        (path,) = [name for name in found.files if name.startswith("attachments/")]
        told = json.loads(content(found, "data.json"))["files"]
        assert [(file["name"], file["path"]) for file in told] == [("照片.jpg", path), ("合同.pdf", path)]

    @pytest.mark.parametrize("redacted", [False, True])
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_word_is_known(self, attachments: Path, language: str, redacted: bool) -> None:
        told = markdown(made(attachments, language=language, records=agreed(), redacted=redacted))
        assert not re.search(r"\b(?:evidence|claims|core|tui|conduct|credit)\.[a-z_]+", told)


class TestConduct:
    @pytest.mark.parametrize(
        ("language", "said"), [("en", "What the log suggests"), ("zh", "沟通记录显示的情况")]
    )
    def test_what_the_log_suggests_stands_beside_its_rule_and_is_no_verdict(
        self, attachments: Path, language: str, said: str
    ) -> None:
        late = Talk(
            id="talk-late",
            at=replace_hour(household()).replace(hour=23),
            contact="contact-1",
            loans=("loan-1",),
            third_party="family",
            conduct=("threat",),
        )
        told = markdown(made(attachments, records=[*household(), late], language=language))
        assert said in told and "22:00–08:00" in told and "GB/T 45251" in told
        assert not any(word in told for word in ("illegal", "违法", "非法"))

    def test_a_log_that_suggests_nothing_says_nothing(self, attachments: Path) -> None:
        assert "What the log suggests" not in markdown(made(attachments, records=household()))


class TestRedacted:
    def all_of(self, pack: Pack) -> str:
        return "\n".join(
            content(pack, name).decode("utf-8-sig", errors="replace")
            for name in pack.files
            if not name.endswith(".pdf")
        )

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_nobody_but_institutions_is_in_it(self, attachments: Path, language: str) -> None:
        found = made(attachments, redacted=True, language=language)
        said = self.all_of(found)
        document = pypdfium2.PdfDocument(content(found, "timeline.pdf"))
        said += "".join(page.get_textpage().get_text_bounded() for page in document)
        for gone in ("李梅", "13800138000", "138-0013-8000", "mei@example.com", "工号 8823", "借呗"):
            assert gone not in said, gone
        assert not any("attachments" in name for name in found.files) and SHOT.decode() not in said

    def test_the_institution_its_number_and_the_dates_stay(self, attachments: Path) -> None:
        said = markdown(made(attachments, redacted=True))
        assert "来分期客服" in said and "400-000-0000" in said and "WO-20260820-17" in said
        assert "on 2026-08-19 2026-08-20" in said and "LFQ-20260315" in said

    def test_one_person_has_one_number_everywhere(self, attachments: Path) -> None:
        said = markdown(made(attachments, redacted=True))
        assert "They rang \\[person 1\\] on \\[masked\\] and wrote to \\[masked\\]" in said
        assert "\\[person 1\\] was told to call 400-000-0000" in said

    def test_the_file_left_out_is_named_with_its_checksum(self, attachments: Path) -> None:
        said = markdown(made(attachments, redacted=True))
        assert "file-1.png" in said and DIGEST[:8] in said and "left out" in said
        assert "截图" not in said  # what a picture is called may tell whom it shows

    def test_a_word_for_a_person_stays_in_the_name_of_an_institution(self, attachments: Path) -> None:
        records = [replace(r, person="客服") if isinstance(r, Talk) else r for r in household()]
        told = tables(every(records))
        say = Redaction(told, Words("zh")).text
        assert say("来分期客服 说，客服 会回电") == "来分期客服 说，〔第三方1〕 会回电"

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_nothing_of_a_person_is_left_wherever_it_was_noted(
        self, attachments: Path, language: str
    ) -> None:
        gone = "李梅 limei 13800138000 5550134 幸福路 女士 小梅 mei@ sister-li-mei 王强".split()
        told = "李 梅说: 打我电话13800138000, 微信号:limei_88, 小梅住幸福路12号, 李女士 mei@example.com 王强"
        extra: list[Record] = [
            Contact(
                id="sister-li-mei", name="李梅", phone="13800138000、555-0134", note=told, loans=("loan-1",)
            ),
            Event(id="event-901", loan="loan-1", date=ON, kind="charge", minor=1, component="fee", note=told),
            Event(
                id="event-902",
                loan="loan-1",
                date=ON,
                kind="arrangement",
                minor=1,
                plan=Plan(rows=(CustomRow(due=ON, principal=1),), conditions=told),
                note=told,
            ),
            Promise(id="promise-9", by="them", date=ON, loan="loan-1", contact="sister-li-mei", note=told),
            FollowUp(id="follow-9", date=ON, what=told, loan="loan-1"),
            Claim(id="claim-9", loan="loan-1", on=ON, minor=1, ours=1, note=told),
            Dispute(id="dispute-9", what=told, filed_on=ON, days=20, loan="loan-1", evidence=told, note=told),
            CreditReport(id="copy-9", date=ON, reference="13800138000", note=told),
            CreditAccount(
                id="account-9", report="copy-9", lender="来分期", currency="CNY", loan="loan-1", note=told
            ),
            ContractSheet(
                id="sheet:loan-1",
                loan="loan-1",
                forum=told,
                charges=(Charge(name=told, collector="王强"),),
                files=(AttachedFile(name=f"{told}.png", sha256=DIGEST),),
                note=told,
            ),
        ]
        records = [
            replace(one, name="给李梅的手机", note=told) if isinstance(one, Loan) else one
            for one in (*household(), *extra)
        ]
        records = [
            replace(
                one,
                contact="sister-li-mei",
                person="王强",
                number="5550134",
                reference="李梅 13800138000",
                reason=told,
                said_by_me=told,
                said_by_them=told,
                outcome=told,
                third_party="family",
                files=(AttachedFile(name="和李梅的聊天.png", sha256=DIGEST),),
            )
            if isinstance(one, Talk)
            else replace(one, why=told, amended=replace(one.amended, reason=told))
            if isinstance(one, Amendment)
            else one
            for one in records
        ]
        for subject in (LOAN, Subject("contact", "sister-li-mei")):
            found = made(
                attachments,
                subject,
                redacted=True,
                language=language,
                records=records,
                others=("幸福路12号",),
            )
            said = self.all_of(found) + " ".join([*found.files, found.name, file_name(found.name, ON, True)])
            document = pypdfium2.PdfDocument(content(found, "timeline.pdf"))
            said += "".join(page.get_textpage().get_text_bounded() for page in document)
            said += str(document.get_metadata_dict())
            flat = "".join(said.split())
            assert not [word for word in gone if word in flat]

    @pytest.mark.parametrize(("loan", "stays"), [("loan-1", False), ("loan-9", True)])
    def test_a_friend_who_lent_is_named_in_the_pack_of_that_loan_alone(
        self, attachments: Path, loan: str, stays: bool
    ) -> None:
        talk = Talk(id="talk-7", at=replace_hour(household()), loans=("loan-1", "loan-9"), outcome="找林姐凑")
        first = next(one for one in household() if isinstance(one, Loan))
        lent = replace(first, id="loan-9", name="向林姐借的", brand="林姐", legal_lender="林姐")
        records = [*household(), Contact(id="c", name="林姐", kind="other"), lent, talk]
        found = made(attachments, Subject("loan", loan), redacted=True, records=records)
        assert ("林姐" in self.all_of(found)) == stays

    def test_two_of_a_name_are_never_told_as_one(self) -> None:
        people = [Contact(id="c", name="李梅"), Contact(id="d", name="李强")]
        say = Redaction(tables(every(people)), Words("en")).text
        assert say("李女士, 李梅") == "[masked], [person 1]"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("手机分期", "evidence-手机分期-2026-09-01.zip"),
        ("../a b/c\n", "evidence-a_b_c-2026-09-01.zip"),
        ("...", "evidence-file-2026-09-01.zip"),
    ],
)
def test_its_name_is_one_that_any_system_takes(name: str, file: str) -> None:
    assert file_name(name, ON, False) == file


@pytest.mark.parametrize(
    "name",
    [
        "=HYPERLINK(1)",
        "a/b\\c",
        "line\nbreak",
        "😀" * 30,
        "𠮷" * 100,
        "\x1b[31mred\x07",
        "\x07=1+1",
        "..",
        "-rf",
        "｜|<b>",
        "\u202eabc",
    ],
)
@pytest.mark.parametrize("redacted", [False, True])
def test_odd_names_do_no_harm(attachments: Path, tmp_path: Path, name: str, redacted: bool) -> None:
    records: list[Record] = []
    for one in household():
        if isinstance(one, Loan) and one.id == "loan-1":
            one = replace(one, name=name, legal_lender=name, note=name)
        elif isinstance(one, Contact):
            one = replace(one, name=name, email=name)
        elif isinstance(one, Talk):
            file = AttachedFile(name=name, sha256=DIGEST)
            one = replace(one, person=name, said_by_them=name, reference=name, files=(file,))
        records.append(one)
    found = made(attachments, records=records, redacted=redacted)
    for target in (tmp_path / file_name(found.name, ON, redacted), tmp_path / "pack"):
        write(found, target, ON)
    assert len(file_name(found.name, ON, redacted).encode()) < 200  # bytes; a system takes 255
    check = ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path / "pack").returncode == 0
    assert {p.name for p in (tmp_path / "pack").rglob("*") if p.is_file()} == {
        Path(n).name for n in found.files
    }
    sheets = "".join(content(found, path).decode() for path in found.files if path.startswith("csv/"))
    assert not any(c in sheets for c in "\x1b\x07\u202e")  # nor does a terminal act on what it shows
    for kind in ("talks", "contacts", "loans"):
        (first, *_) = rows(found, kind)
        assert not [cell for cell in first.values() if cell.lstrip().startswith(("=", "-r"))]
    shown = markdown(found)
    assert not any(c in shown for c in "\x1b\x07\u202e") and "<b>" not in shown.replace("\\<b\\>", "")
