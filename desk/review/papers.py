"""The papers of a review: a workbook with a sheet a table."""

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
    frames = {name: beside(review, name, language) for name in review.tables}
    unknown, total = show(None, language), say("review.column.total", language)
    sheets = {title_of(name, language): frame.where(frame.notna(), unknown) for name, frame in frames.items()}
    adding = [name for name, frame in frames.items() if review.tables[name].adds and not frame.empty]
    head = "  ".join(about(review, language, today))
    return to_xlsx(sheets, head=head, sums={title_of(name, language): total for name in adding})


def about(review: Review, language: str, today: date) -> list[str]:
    """Return what stands beneath the title of every paper: the period before, how far was counted, the day."""
    first, last = review.before
    lines = [say("review.before_days", language, first=first, last=last)]
    if not review.over:
        lines.append(say("review.until", language, until=review.until))
    return [*lines, say("review.made", language, day=today)]
