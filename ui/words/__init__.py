"""The interface's catalogues, laid over those of the floors below: Japanese first, English complete."""

from desk.words import CATALOGUE as FLOORS
from desk.words import LANGUAGES, fill, show
from ui.words import (
    cli,
    common,
    coverage,
    emergency,
    facilities,
    imports,
    map,  # noqa: A004 - a page's name
    people,
    proposals,
    readiness,
    rooms,
    sheet,
    simulation,
    sites,
    trials,
    visits,
)

__all__ = ["CATALOGUE", "LANGUAGES", "say", "show"]

PAGES = (
    common,
    map,
    emergency,
    people,
    facilities,
    trials,
    readiness,
    coverage,
    proposals,
    visits,
    sheet,
    sites,
    rooms,
    simulation,
    imports,
    cli,
)
CATALOGUE: dict[str, tuple[str, str]] = dict(FLOORS)
for _page in PAGES:
    CATALOGUE.update(_page.WORDS)


def say(code: str, language: str, **params: object) -> str:
    """Return a code's text in a language, with its params filled in; an unknown code is an error here."""
    return fill(CATALOGUE[code][LANGUAGES.index(language)], language, params)
