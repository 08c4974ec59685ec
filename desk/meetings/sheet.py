"""What a council did in a fiscal year, as the sheet (取組状況) that goes to the city's council: rows, page and paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import CouncilMeeting, CouncilPlan, CouncilYear
from desk.documents import MAKERS, Block, Document, Grid, Heading, Text
from desk.period import fiscal_year
from words.eras import FiscalYear
from words.say import say

TEXTS = ("main_work", "issues", "next_plans")
"""What a council says of its year, in the order of the sheet."""
WIDTHS = (30, 14, 56)
"""Of the columns: meeting, planned number, what it was about."""
CIRCLED = [chr(ord("①") + at) for at in range(20)]


@dataclass(frozen=True)
class SheetRow:
    """A row of the sheet: the meetings of a kind, or of what has its own name.

    Attributes
    ----------
    number
        That the sheet gives it, from 1; None of activities.
    name
        What the council itself calls it.
    planned
        How many were planned: as the council said, else as many as are known by their days.
    held
        How many were held.
    summary
        What they were about; empty if nobody said.
    """

    kind: str
    number: int | None
    name: str | None
    planned: int
    held: int
    summary: str


@dataclass(frozen=True)
class CouncilSheet:
    """What a council did in a fiscal year; its ward is None if it is the city's."""

    year: CouncilYear
    rows: tuple[SheetRow, ...]
    plans: tuple[CouncilPlan, ...]
    meetings: tuple[CouncilMeeting, ...]


def read_sheet(book: Casebook, year: int, ward: str | None) -> CouncilSheet:
    """Return what a council did in a fiscal year."""
    said = next(iter(book.all(CouncilYear, fiscal_year=year, ward=ward)), CouncilYear(fiscal_year=year, ward=ward))
    plans = [] if said.id is None else book.all(CouncilPlan, council_year_id=said.id)
    of_year = [one for one in book.all(CouncilMeeting, ward=ward) if fiscal_year(one.held_on) == year]
    meetings = sorted(of_year, key=lambda one: (one.held_on, one.id or 0))
    return CouncilSheet(said, tuple(sheet_rows(plans, meetings)), tuple(plans), tuple(meetings))


def sheet_rows(plans: Iterable[CouncilPlan], meetings: Iterable[CouncilMeeting]) -> Iterator[SheetRow]:
    """Yield the rows of a year's sheet: those of which anything is known, in the order of the kinds.

    Parameters
    ----------
    plans, meetings
        Of one council and year, the meetings in the order of their days.
    """
    planned = {_row_of(one): one for one in plans}
    days: dict[tuple[str, str | None], list[CouncilMeeting]] = {}
    for one in meetings:
        days.setdefault(_row_of(one), []).append(one)
    rows = sorted({**planned, **days}, key=lambda row: v.MEETING_KINDS.index(row[0]))
    for number, (kind, name) in enumerate(rows, 1):
        plan, some = planned.get((kind, name)), days.get((kind, name), [])
        yield SheetRow(
            kind,
            None if kind == "activity" else number,
            name or next((one.name for one in (plan, *reversed(some)) if one is not None and one.name), None),
            len(some) if plan is None else plan.planned,
            sum(one.held for one in some),
            (plan.summary if plan else None) or _in_order([one.summary for one in some if one.summary]),
        )


def _row_of(one: CouncilPlan | CouncilMeeting) -> tuple[str, str | None]:
    return one.kind, one.name if one.kind in v.NAMED_MEETINGS else None


def _in_order(summaries: Sequence[str]) -> str:
    """Return what several meetings were about, each behind its number."""
    if len(summaries) < 2:
        return "".join(summaries)
    numbers = [*CIRCLED, *(f"({at})" for at in range(len(CIRCLED) + 1, len(summaries) + 1))]
    return "\n".join(number + summary for number, summary in zip(numbers, summaries, strict=False))


def title(sheet: CouncilSheet, language: str) -> str:
    """Return what the sheet is called: 令和3年度 青葉区障害者自立支援協議会 取組状況."""
    code = "meetings.sheet_of_city" if sheet.year.ward is None else "meetings.sheet_of_ward"
    return say(code, language, year=FiscalYear(sheet.year.fiscal_year), ward=sheet.year.ward)


def cells(sheet: CouncilSheet, language: str) -> list[tuple[str, str, str]]:
    """Return the table of what was done: meeting, planned number, what it was about."""
    found: list[tuple[str, str, str]] = []
    for row in sheet.rows:
        if row.kind == "activity" and not any(one[0] == _word("activity", language) for one in found):
            found.append((_word("activity", language), "", "" if row.name else say("common.none", language)))
        if row.kind != "activity" or row.name:
            nothing = say("common.none", language) if row.planned == 0 else ""
            times = say("meetings.times", language, count=row.planned)
            found.append((called(row, language), times, row.summary or nothing))
    return found


def called(row: SheetRow, language: str) -> str:
    """Return what the sheet calls a row: its number, kind and own name; what is of no kind by its own name alone."""
    word = _word(row.kind, language)
    if row.kind in v.NAMED_MEETINGS:
        word = row.name or word
    elif row.name:
        word = say("meetings.own_name", language, kind=word, name=row.name)
    return (
        word
        if row.number is None
        else say("meetings.numbered", language, number=_wide(row.number, language), what=word)
    )


def _word(kind: str, language: str) -> str:
    return say(f"meeting_kind.{kind}", language)


def _wide(number: int, language: str) -> str:
    """Write a number as Japanese papers do, in full width."""
    return (
        str(number).translate({ord("0") + at: ord("０") + at for at in range(10)}) if language == "ja" else str(number)
    )


def paper(sheet: CouncilSheet, language: str, today: date) -> Document:
    """Return the sheet: what was done, the main work of the year, present issues, plans."""
    heads = [say(f"meetings.column.{name}", language) for name in ("meeting", "planned", "about")]
    blocks: list[Block] = [
        Heading(say("meetings.done", language)),
        Grid(heads, cells(sheet, language), widths=WIDTHS),
    ]
    for number, name in enumerate(TEXTS, 1):
        blocks.append(Heading(say(f"meetings.text_{name}", language, number=_wide(number, language))))
        blocks.append(Text(getattr(sheet.year, name) or ""))
    return Document(title(sheet, language), [say("meetings.made", language, day=today)], blocks, language)


def made(form: str, sheet: CouncilSheet, language: str, today: date) -> bytes:
    """Return the sheet in one of `desk.documents.FORMS`."""
    return MAKERS[form](paper(sheet, language, today))
