"""The papers of a review: a workbook with a sheet a table."""

import io
from datetime import date

from desk.export import to_xlsx
from desk.review.review import Review
from desk.review.wording import beside, title_of
from words.say import say, show

FORMS = ("xlsx",)


def made(form: str, review: Review, language: str, today: date) -> bytes:
    """Return the review in one of `FORMS`."""
    return {"xlsx": workbook}[form](review, language, today)


def workbook(review: Review, language: str, today: date) -> bytes:
    """Return a workbook of live numbers, a sheet a table; what adds up is added up by the workbook itself."""
    from openpyxl import load_workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    frames = {name: beside(review, name, language) for name in review.tables}
    unknown = show(None, language)
    sheets = {title_of(name, language): frame.where(frame.notna(), unknown) for name, frame in frames.items()}
    book = load_workbook(io.BytesIO(to_xlsx(sheets, head="  ".join(about(review, language, today)))))
    for (name, frame), sheet in zip(frames.items(), book.worksheets, strict=True):
        if not review.tables[name].adds or frame.empty:
            continue
        bottom = len(frame) + 1
        sheet.cell(bottom + 1, 1, say("review.column.total", language)).font = Font(bold=True)
        for at in range(2, len(frame.columns) + 1):
            column = get_column_letter(at)
            sheet.cell(bottom + 1, at, f"=SUM({column}2:{column}{bottom})").font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def about(review: Review, language: str, today: date) -> list[str]:
    """Return what stands beneath the title of every paper: the period before, how far was counted, the day."""
    first, last = review.before
    lines = [say("review.before_days", language, first=first, last=last)]
    if not review.over:
        lines.append(say("review.until", language, until=review.until))
    return [*lines, say("review.made", language, day=today)]
