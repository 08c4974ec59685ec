"""The steps of setting a casebook up: which are done, and which is next."""

from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import Area, Consent
from desk.city import City


@dataclass(frozen=True)
class Step:
    """One step, by its code; the page on which it is done."""

    code: str
    done: bool
    page: str


def setting_up(book: Casebook, city: City, today: date) -> list[Step]:
    """Return all steps in their order; the first that is not done is next."""
    places = city.facilities.values()
    steps = (
        ("areas", bool(book.all(Area)), "imports"),
        ("towns", bool(city.towns), "imports"),
        ("facilities", bool(city.facilities), "imports"),
        ("base", any(file.facility.is_base for file in places), "facilities"),
        ("conditions", any(file.condition.offers_trial is not None for file in places), "facilities"),
        ("people", bool(city.everyone), "people"),
        ("consents", any(one.valid_on(today) for one in book.all(Consent)), "people"),
        ("plan", bool(book.periods()), "trials"),
    )
    return [Step(*step) for step in steps]
