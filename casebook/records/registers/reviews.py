"""Yearly reviews that were published: an edition each time, and what is printed in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class ReviewEdition(Record):
    """A version for publication of a fiscal year, as it was kept.

    Attributes
    ----------
    fiscal_year
        The year in which it begins.
    small_cell
        The smallest count that it tells, other than 0.
    checksum
        SHA-256 of what is printed, as `desk.review.published.printed.checksum_of` works it out.
    withdrawn_at, withdrawn_by, reason
        That it is handed out no more. What it told stays known.
    """

    fiscal_year: int
    small_cell: int
    checksum: str
    made_at: datetime
    made_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewPapers(Record):
    """What an edition prints, hidden figures as hidden: it tells no more than the papers.

    Attributes
    ----------
    record
        As `desk.review.published.printed.to_record` writes it.
    """

    edition_id: int
    record: Mapping[str, Any]
