"""Imports: preview what a file would change, then commit all of it or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from desk.errors import DeskError
from desk.importing import calendars, published, sheets
from desk.importing.preview import Change, Difference, ImportPreview, commit
from geodata.problems import Problem
from geodata.sources.n03 import read_areas
from geodata.sources.towns import read_towns
from geodata.sources.wamnet import read_wamnet

__all__ = ["KINDS", "Change", "Difference", "ImportPreview", "commit", "preview"]

KINDS = ("areas", "wamnet", "towns", "people", "stays", "conditions", "centres", "beds", "nights")
_SHEETS: dict[str, Callable[[Casebook, Sequence[Any], date], ImportPreview]] = {
    "people": sheets.preview_people,
    "stays": sheets.preview_stays,
    "conditions": sheets.preview_conditions,
    "centres": sheets.preview_centres,
    "beds": calendars.preview_beds,
    "nights": calendars.preview_nights,
}


def preview(
    book: Casebook,
    kind: str,
    paths: Sequence[Any],
    today: date,
    *,
    city: str | None = None,
) -> ImportPreview:
    """Read files and say what they would change; nothing is written.

    Parameters
    ----------
    kind
        One of ``KINDS``.
    paths
        Paths, folders, archives, or uploads (``NamedBytes``).
    city
        Keep only this city's areas, offices or towns; filled-in sheets are taken whole, with a note.

    Raises
    ------
    DeskError
        If the kind is not known.
    UnreadableFile
        If a file cannot be read at all.
    """
    files = tuple(str(getattr(path, "name", path)) for path in paths)
    if kind == "areas":
        return published.preview_areas(book, read_areas(paths, city), files, city)
    if kind == "towns":
        return published.preview_towns(book, read_towns(paths, city), files)
    if kind == "wamnet":
        return published.preview_wamnet(book, read_wamnet(paths, city), files, city, today)
    if kind not in _SHEETS:
        raise DeskError("import.unknown_kind", value=kind)
    found = _SHEETS[kind](book, paths, today)
    if city is None:
        return found
    told = Problem("", None, None, city, "import.city_unused", {"value": city}, "note")
    return replace(found, problems=[told, *found.problems])
