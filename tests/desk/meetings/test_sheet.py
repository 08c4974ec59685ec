"""The sheet of a council's year says what is recorded, as the papers of the five wards of Sendai do for 令和3年度."""

import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import docx
import pytest
from pypdf import PdfReader

from casebook.records import CouncilMeeting, CouncilPlan, CouncilYear
from desk.documents import FORMS, docx_of, pdf_of
from desk.meetings import cells, made, paper, read_sheet, record_meeting, save_plan, save_year, title
from words.say import LANGUAGES

YEAR, TODAY = 2021, date(2022, 3, 31)
Plans = list[tuple[str, str | None, int, str | None]]
COUNCILS: dict[str, tuple[Plans, list[tuple[str, str]]]] = {
    "青葉区": (
        [
            ("general", "青葉区高齢者障害者地域会議", 1, "事前アンケートと意見交換"),
            ("consultation_offices", None, 7, "話題提供が中心"),
            ("steering", None, 12, "進捗管理"),
            ("other", "地域展開チーム", 12, "つどいの場づくり"),
        ],
        [
            ("（１）全体協議会（青葉区高齢者障害者地域会議）", "１回"),
            ("（２）実務者ネットワーク会議（サポネットあおばのつどい）", "２回"),
            ("（３）障害者相談支援事業所等連絡会議", "７回"),
            ("（４）地域展開チーム", "１２回"),
            ("（５）運営会議", "１２回"),
        ],
    ),
    "宮城野区": (
        [
            ("general", None, 1, "書面開催"),
            ("practitioners", None, 4, "全体会とエリア会"),
            ("consultation_offices", None, 7, "事例検討"),
            ("project_team", None, 0, None),
            ("steering", None, 12, "活動の検討"),
            ("activity", None, 0, None),
        ],
        [
            ("（１）全体協議会", "１回"),
            ("（２）実務者ネットワーク会議", "4回"),
            ("（３）障害者相談支援事業所等連絡会議", "７回"),
            ("（４）プロジェクトチーム", "0回"),
            ("（５）運営会議", "１２回"),
            ("その他の活動", ""),
        ],
    ),
    "若林区": (
        [
            ("general", "IGASU会議", 1, "話題提供"),
            ("practitioners", None, 1, "実践報告"),
            ("consultation_offices", None, 11, "勉強会"),
            ("project_team", None, 0, "活動なし。"),
            ("steering", None, 12, "企画・運営"),
        ],
        [
            ("（１）全体協議会（IGASU会議）", "1回"),
            ("（２）実務者ネットワーク会議", "1回"),
            ("（３）障害者相談支援事業所等連絡会議", "11回"),
            ("（４）プロジェクトチーム", "0回"),
            ("（５）運営会議", "12回"),
        ],
    ),
    "太白区": (
        [
            ("general", None, 0, "感染症の拡大のため中止。"),
            ("practitioners", None, 5, "エリアごとの課題"),
            ("consultation_offices", None, 5, "事例のレビュー"),
            ("project_team", None, 0, None),
            ("steering", None, 10, "運営や進捗"),
            ("activity", "研修協力", 1, "取組みの報告"),
            ("activity", "太白地域丸ごと相談事業", 8, "サロンに出向く"),
            ("activity", "太白地域丸ごと健康運動教室", 4, "健康運動教室"),
        ],
        [
            ("（１）全体協議会", "0回"),
            ("（２）実務者ネットワーク会議", "5回"),
            ("（３）障害者相談支援事業所等連絡会議", "5回"),
            ("（４）プロジェクトチーム", "0回"),
            ("（５）運営会議", "10回"),
            ("その他の活動", ""),
            ("研修協力", "1回"),
            ("太白地域丸ごと相談事業", "8回"),
            ("太白地域丸ごと健康運動教室", "4回"),
        ],
    ),
    "泉区": (
        [
            ("general", None, 1, "三か年計画の提案"),
            ("practitioners", None, 5, "思いを語り合う場"),
            ("consultation_offices", None, 8, "模擬レビュー"),
            ("project_team", None, 0, "実績なし"),
            ("steering", None, 12, "進捗管理"),
            ("activity", None, 0, None),
        ],
        [
            ("（１）全体協議会", "1回"),
            ("（２）実務者ネットワーク会議", "5回"),
            ("（３）障害者相談支援事業所等連絡会議", "8回"),
            ("（４）プロジェクトチーム", "0回"),
            ("（５）運営会議", "12回"),
            ("その他の活動", ""),
        ],
    ),
}
"""What each council said of its year, and how the paper prints what it is called and how often it was planned."""
GATHERINGS = ("他事業所での取り組みに学ぶ", "地域における支援のヒント")
FULL_WIDTH = {ord("０") + at: ord("0") + at for at in range(10)}


def plan(kind, name, planned, summary):
    return CouncilPlan(council_year_id=0, kind=kind, name=name, planned=planned, summary=summary)


@pytest.fixture
def councils(book):
    for ward, (plans, _) in COUNCILS.items():
        year = CouncilYear(fiscal_year=YEAR, ward=ward)
        for one in plans:
            save_plan(book, year, plan(*one))
        texts = replace(year, main_work=f"{ward}の取組み", issues=f"{ward}の課題", next_plans=f"{ward}の予定")
        save_year(book, texts, year)
    for day, about in zip((date(2021, 8, 2), date(2022, 1, 20)), GATHERINGS, strict=True):
        held = CouncilMeeting(
            kind="practitioners", name="サポネットあおばのつどい", held_on=day, held=True, ward="青葉区"
        )
        record_meeting(book, replace(held, summary=about, meeting_form="online"), TODAY)
    return book


@pytest.mark.parametrize("ward", COUNCILS)
def test_the_sheet_of_a_ward_has_every_number_and_name_of_its_paper(councils, ward):
    plans, printed = COUNCILS[ward]
    sheet = read_sheet(councils, YEAR, ward)
    assert title(sheet, "ja") == f"令和3年度 {ward}障害者自立支援協議会 取組状況"
    found = cells(sheet, "ja")
    assert [(what, times) for what, times, _ in found] == [
        (what, times.translate(FULL_WIDTH)) for what, times in printed
    ]
    about = {what: text for what, _, text in found}
    said = {summary for _, _, _, summary in plans if summary}
    assert said <= set(about.values())
    if ward in ("宮城野区", "太白区"):
        assert about["（４）プロジェクトチーム"] == "なし"
    if ward in ("宮城野区", "泉区"):
        assert about["その他の活動"] == "なし"
    if ward == "青葉区":
        told = about["（２）実務者ネットワーク会議（サポネットあおばのつどい）"]
        assert told == "".join(f"①{GATHERINGS[0]}\n②{GATHERINGS[1]}")
    texts = [
        one.items if hasattr(one, "items") else getattr(one, "text", "") for one in paper(sheet, "ja", TODAY).blocks
    ]
    assert texts[2:] == [
        "１ 今年度の主な取組み", f"{ward}の取組み",
        "２ 現状における課題（地域ニーズや課題、協議会運営上の課題など）", f"{ward}の課題",
        "３ 課題に対する次年度以降の取組予定", f"{ward}の予定",
    ]  # fmt: skip


def test_docx_and_pdf_say_what_the_sheet_says(councils):
    sheet = read_sheet(councils, YEAR, "太白区")
    papers = {form: made(form, sheet, "ja", TODAY) for form in FORMS}
    [table] = docx.Document(io.BytesIO(papers["docx"])).tables
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows == [("会議", "年間実施予定回数", "主な内容・議題等"), *cells(sheet, "ja")]
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(papers["pdf"])).pages)
    said = "".join(said.split())
    wanted = [title(sheet, "ja"), *chain.from_iterable(cells(sheet, "ja")), "太白区の課題", "太白区の予定"]
    assert [one for one in wanted if "".join(one.split()) not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_no_row_and_the_longest_text_is_printed(book, language):
    sheet = read_sheet(book, YEAR, None)
    assert cells(sheet, language) == []
    assert pdf_of(paper(sheet, language, TODAY)).startswith(b"%PDF")
    year = CouncilYear(fiscal_year=YEAR)
    save_plan(book, year, plan("steering", None, 3, "長い文。" * 2_500))
    save_year(book, replace(year, issues="長い文。" * 2_500), year)
    sheet = read_sheet(book, YEAR, None)
    assert pdf_of(paper(sheet, language, TODAY)).startswith(b"%PDF")
    assert docx_of(paper(sheet, language, TODAY))


def test_a_planned_meeting_counts_as_planned_until_it_is_held(book):
    first = CouncilMeeting(kind="general", held_on=date(2021, 4, 1), held=True, ward="泉区")
    record_meeting(book, first, TODAY)
    record_meeting(book, replace(first, held_on=TODAY + timedelta(days=1), held=False), TODAY)
    record_meeting(book, replace(first, held_on=TODAY, held=False), TODAY)
    [row] = read_sheet(book, YEAR, "泉区").rows
    assert (row.planned, row.held, row.summary) == (2, 1, "")
    [row] = read_sheet(book, YEAR + 1, "泉区").rows
    assert (row.planned, row.held) == (1, 0)
