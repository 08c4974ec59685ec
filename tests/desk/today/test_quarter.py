"""The strip counts each proposal at every step that it has reached."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from casebook import vocabulary as v
from casebook.records import Proposal
from desk.today import REACHED, strip
from tests.desk.proposals.world import make


def test_who_has_come_further_has_come_so_far_too():
    reached = [set(statuses) for statuses in REACHED.values()]
    assert all(later <= earlier for earlier, later in pairwise(reached))
    assert reached[0] == set(v.PROPOSAL_STATUS)


def test_the_quarter_or_else_the_coming_one_is_counted(book):
    make(book, [2], [(0, 0, 0), (0, 1, 0)])
    with book.writing("test") as writer:
        first = writer.all(Proposal)[0]
        writer.change(replace(first, status="booked", start_on=date(2027, 1, 10), end_on=date(2027, 1, 12)))
    for day in (date(2026, 11, 22), date(2027, 2, 1)):
        found = strip(book, day)
        assert found is not None
        assert str(found.period) == "2027-01/2027-03"
        assert tuple(found.reached.values()) == (len(book.all(Proposal)), 1, 1, 1, 0)
    assert strip(book, date(2027, 5, 1)) is None
