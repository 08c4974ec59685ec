"""What was corrected or cancelled, why, and what of it was undone."""

from dataclasses import dataclass
from datetime import datetime

from casebook.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """A record was corrected or cancelled, or that was undone.

    Attributes
    ----------
    entity, entity_id
        Table and row; what is cancelled has no row.
    person_id
        Whom it is about, None if about nobody; somebody else's it was before has a row of her own.
    facility_id
        Where it was, None if at no facility; another's it was before has a row of its own. Not known of what was corrected
        before this was kept.
    since
        The last audit row before: from there to its own row stands all that was done. What was done at once shares it.
    taken_back
        Whether it was undone; what undid it is ``restored``, and taken back from the first.
    """

    entity: str
    entity_id: int
    kind: str
    reason: str
    at: datetime
    who: str
    since: int
    person_id: int | None = None
    facility_id: int | None = None
    taken_back: bool = False
