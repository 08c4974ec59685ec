"""Editions of published reviews: kept as printed, opened again as they were, withdrawn with a reason.

What was published stays known: the next review, and each ward sheet, is made as if whoever reads it had all editions, those
too that were withdrawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError, NotFoundError
from casebook.records import ReviewEdition, ReviewPapers, SheetEdition
from casebook.records.base import require
from desk.errors import DeskError
from desk.period import Dates, fiscal_year
from desk.publication import Told, read_told, told_by_reviews
from desk.review.published.printed import checksum_of, printed_figures, read_record, to_record
from desk.review.published.publishing import read_published
from desk.review.published.relations import Key
from desk.review.review import Review
from words.eras import FiscalYear


@dataclass(frozen=True)
class Publication:
    """A version for publication, and what it was made beside.

    Attributes
    ----------
    told
        All that earlier reviews tell.
    taken
        The editions of reviews that were taken into account, the first one first.
    sheets
        How many editions of ward sheets were.
    record, checksum
        What is printed, as it is kept.
    kept
        The edition that stands and prints these figures; None: it is not kept.
    """

    review: Review
    told: Mapping[Key, Told]
    taken: tuple[ReviewEdition, ...]
    sheets: int
    record: Mapping[str, Any]
    checksum: str
    kept: ReviewEdition | None


def review_editions(book: Casebook) -> tuple[ReviewEdition, ...]:
    """Return all editions that the actor may see, those too that were withdrawn, the first one first."""
    return tuple(sorted(book.all(ReviewEdition), key=lambda one: require(one.id)))


def edition_params(edition: ReviewEdition) -> dict[str, object]:
    """Return by what an edition is named in a sentence: of which year, when it was kept and by whom."""
    return {"year": FiscalYear(edition.fiscal_year), "at": edition.made_at, "who": edition.made_by}


def read_publication(book: Casebook, days: Dates, today: date, limit: int, beside: Iterable[Any] = ()) -> Publication:
    """Count a fiscal year for publication, beside all editions that were kept.

    Parameters
    ----------
    book
        Of whoever may be told figures of everybody.
    limit
        The smallest count that is told, other than 0.
    beside
        The JSON of what was published elsewhere.

    Raises
    ------
    DeskError
        If the period is no whole fiscal year that is over, or what is beside it is no such JSON.
    NotAllowedError
        If the actor may not be told figures of everybody.
    """
    taken, sheets, told = review_editions(book), len(book.all(SheetEdition)), told_by_reviews(book, beside)
    review = read_published(book, days, today, limit, told)
    record = to_record(review, told)
    kept = _kept(book, taken, fiscal_year(days[0]), printed_figures(review))
    if kept is not None and review.withheld is not None:
        review = replace(review, withheld=replace(review.withheld, kept_on=kept.made_at.date()))
    return Publication(review, told, taken, sheets, record, checksum_of(record), kept)


def _kept(
    book: Casebook, editions: Iterable[ReviewEdition], year: int, figures: Mapping[Key, Told]
) -> ReviewEdition | None:
    """Return the edition of a year that stands and prints some figures."""
    for one in editions:
        if one.fiscal_year == year and one.withdrawn_at is None:
            papers = book.all(ReviewPapers, edition_id=one.id)
            if papers and figures.items() <= read_told([papers[0].record["told"]]).items():
                return one
    return None


def keep_review(book: Casebook, publication: Publication) -> ReviewEdition:
    """Keep a version as what was published; whoever makes papers from now on starts from it.

    Raises
    ------
    DeskError
        It is kept already.
    NotAllowedError
        If the actor publishes no reviews.
    ChangedMeanwhileError
        If another review or ward sheet was published since it was made.
    """
    if publication.kept is not None or publication.review.withheld is None:
        raise DeskError("review.kept_already")
    with book.writing("keep a review") as writer:
        now = len(writer.all(ReviewEdition)), len(writer.all(SheetEdition))
        if now != (len(publication.taken), publication.sheets):
            raise ChangedMeanwhileError("casebook.changed_meanwhile")
        made = ReviewEdition(
            fiscal_year=fiscal_year(publication.review.days[0]),
            small_cell=publication.review.withheld.limit,
            checksum=publication.checksum,
            made_at=writer.now,
            made_by=book.actor.name,
        )
        key = writer.add(made)
        writer.add(ReviewPapers(edition_id=key, record=publication.record))
    return replace(made, id=key)


def edition_review(book: Casebook, edition: ReviewEdition) -> Review:
    """Return what an edition prints, whatever was recorded since.

    Raises
    ------
    NotFoundError
        If there is nothing that the actor may see.
    DeskError
        If it is not what was kept.
    """
    found = book.all(ReviewPapers, edition_id=edition.id)
    if not found:
        raise NotFoundError("casebook.not_found", entity="review_edition", id=edition.id)
    if checksum_of(found[0].record) != edition.checksum:
        raise DeskError("review.edition_damaged", year=FiscalYear(edition.fiscal_year), at=edition.made_at)
    return read_record(found[0].record, edition.made_at.date())


def edition_record(book: Casebook, edition: ReviewEdition) -> Any:
    """Return the JSON of what an edition and those before it tell, for whoever publishes elsewhere."""
    return book.all(ReviewPapers, edition_id=edition.id)[0].record["told"]


def withdraw_review(book: Casebook, key: int, reason: str) -> None:
    """Hand out no more of an edition, since there is a mistake in it. What it told stays known.

    Raises
    ------
    DeskError
        There is none, it was withdrawn already, or no reason is given.
    NotAllowedError
        If the actor publishes no reviews.
    """
    if not reason.strip():
        raise DeskError("sheet.reason_missing")
    with book.writing("withdraw a review") as writer:
        found = writer.all(ReviewEdition, id=key)
        if not found or found[0].withdrawn_at is not None:
            raise DeskError("review.no_edition")
        writer.change(replace(found[0], withdrawn_at=writer.now, withdrawn_by=book.actor.name, reason=reason.strip()))
