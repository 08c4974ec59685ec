"""What papers told already of past days and years, which later ones repeat and add nothing to.

A figure about one reference day is told once. Sheets leave the desk in editions, one a month
(`desk.ward_sheet.edition`): all of a month's tell of one day. Of the months before, an edition tells anew only those
that no earlier one told of; and what is counted over a time is counted over whole fiscal years, which never overlap.
So each count on any paper belongs to one system of equations, that of the edition which told it first, where
`desk.publication.suppression` proved what is hidden; other papers repeat it or leave it out. All papers together
hence tell no more than each edition tells by itself.

With the yearly reviews that were published the sheets share what they tell of a year in the whole: who was identified,
and stays. Of such a year a sheet tells the whole, and of its areas what is proven whatever the whole is known to be; or it tells
nothing of it, where the whole must be hidden, a review hides it or tells another one. So nothing that is hidden on one
side ever moves with what is hidden on the other, and what each proved by itself is proven of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desk.period import fiscal_year
from desk.publication import HIDDEN
from desk.ward_sheet.nested import Area, Key, Unit

STAYS = "stays"
Figure = float | str | None
"""A number, `desk.publication.HIDDEN`, `desk.publication.MERGED`, or None where unknown."""


@dataclass(frozen=True)
class Told:
    """What editions told of the past; nothing if there were none.

    Attributes
    ----------
    month
        First day of the last edition's month, be it withdrawn: up to its end no month is told anew.
    year
        The last fiscal year that was told of: up to its end none is told anew.
    ready
        By area and first day of the month: the reference day and the percent of people with an option, as printed.
    of_years
        By what is counted, area and fiscal year, as printed.
    hidden
        Level, area and measure of what the last edition that stands hides, and in place of each what stands there.
    reviews
        By what is counted and fiscal year: what kept reviews tell of the whole; hidden where they do not.
    """

    month: date | None = None
    year: int | None = None
    ready: Mapping[Unit, Mapping[date, tuple[date, Figure]]] = field(default_factory=dict)
    of_years: Mapping[tuple[str, Area, int], Figure] = field(default_factory=dict)
    hidden: Mapping[Key, str] = field(default_factory=dict)
    reviews: Mapping[tuple[str, int], Figure] = field(default_factory=dict)

    def of_month(self, area: Unit, end: date) -> tuple[date, Figure] | None:
        """Return what was printed of a month, by its last day: hidden where nothing was; None if it may be told anew."""
        if self.may_tell(end):
            return None
        return self.ready.get(area, {}).get(end.replace(day=1), (end, HIDDEN))

    def may_tell(self, end: date) -> bool:
        """Tell whether a month, by its last day, was not told of yet."""
        return self.month is None or end.replace(day=1) > self.month

    def may_tell_year(self, year: int) -> bool:
        """Tell whether a fiscal year was not told of yet."""
        return self.year is None or year > self.year

    def still_hidden(self, day: date) -> Mapping[Key, str]:
        """Return what stays hidden on a day: within a fiscal year, what the edition before hid.

        Where nothing changed, the next edition hides and shows the same; elsewhere little more can be got from both.
        """
        same = self.month is not None and fiscal_year(self.month) == fiscal_year(day)
        return self.hidden if same else {}

    def of_year(self, what: str, area: Area, year: int) -> Figure:
        """Return what was printed of a fiscal year that was told of; hidden where nothing was."""
        return self.of_years.get((what, area, year), HIDDEN)

    def may_tell_stays(self, year: int, stays: int, limit: int) -> bool:
        """Tell whether so many stays of a year, at published facilities, may be told beside what a review tells of all.

        What is left are those at facilities that few know of: none, or no small count.
        """
        review = self.reviews.get((STAYS, year))
        if isinstance(review, str):
            return False
        left = 0 if review is None else round(review) - stays
        return left == 0 or left >= limit


NOTHING = Told()
