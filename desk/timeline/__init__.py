"""All that happened to one person, or at one facility, in the order in which it did."""

from desk.timeline.entry import Entry
from desk.timeline.facility import MOST, facility_timeline, known_people
from desk.timeline.person import person_timeline
from desk.timeline.sentences import in_words, name_of

__all__ = ["MOST", "Entry", "facility_timeline", "in_words", "known_people", "name_of", "person_timeline"]
