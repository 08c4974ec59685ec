"""The yearly review of the base: its tables for any period, the papers made of them, and a version for publication."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from desk.review.flow import drawn_flow
    from desk.review.papers import FLOW, FORMS, drawable, made
    from desk.review.published.editions import (
        Publication,
        edition_params,
        edition_record,
        edition_review,
        keep_review,
        read_publication,
        review_editions,
        withdraw_review,
    )
    from desk.review.published.printed import publication_record
    from desk.review.published.publishing import publish
    from desk.review.records import ReviewRecords, first_day, read_records
    from desk.review.review import TABLES, Review, read_review, review_of, review_record
    from desk.review.sentences import Said, facts
    from desk.review.table import Behind, Counted, Measure, ReviewTable, measures, tally
    from desk.review.wording import beside, column_word, row_word, title_of, withheld_texts, written
else:
    __getattr__ = when_asked_for(__file__)

__all__ = [
    "FLOW",
    "FORMS",
    "TABLES",
    "Behind",
    "Counted",
    "Measure",
    "Publication",
    "Review",
    "ReviewRecords",
    "ReviewTable",
    "Said",
    "beside",
    "column_word",
    "drawable",
    "drawn_flow",
    "edition_params",
    "edition_record",
    "edition_review",
    "facts",
    "first_day",
    "keep_review",
    "made",
    "measures",
    "publication_record",
    "publish",
    "read_publication",
    "read_records",
    "read_review",
    "review_editions",
    "review_of",
    "review_record",
    "row_word",
    "tally",
    "title_of",
    "withdraw_review",
    "withheld_texts",
    "written",
]
