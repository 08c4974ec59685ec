"""Emergency stays that went on elsewhere: the one here ended on the day on which the one there began."""

from collections import defaultdict
from collections.abc import Iterable

from casebook.records import Stay
from casebook.records.base import require


def continued(stays: Iterable[Stay]) -> set[tuple[int, int]]:
    """Return the pairs of emergency stays, by id, of which the second goes on from the first at another facility."""
    kept = [stay for stay in stays if stay.kind == "emergency"]
    begun: dict[tuple[int, object], list[Stay]] = defaultdict(list)
    for stay in kept:
        begun[stay.person_id, stay.start_on].append(stay)
    return {
        (require(here.id), require(there.id))
        for here in kept
        if here.end_on is not None
        for there in begun.get((here.person_id, here.end_on), ())
        if there.facility_id != here.facility_id
        and (here.start_on, require(here.id)) < (there.start_on, require(there.id))
    }
