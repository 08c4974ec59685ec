"""The kinds of files that can be imported, and who reads and compares each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from casebook.book import Casebook
from casebook.records import Area
from desk.errors import DeskError
from desk.importing import calendars, care, centres, public, published, sheets, statistics
from desk.importing.areas import preview_areas
from desk.importing.areas.base_map import preview_base_map
from desk.importing.preview import ImportPreview
from desk.importing.spellings import Spellings
from geodata.findings import Finding
from geodata.municipality import Municipality, each_place, local_government_code
from geodata.reading.files import Source
from geodata.reading.limits import MAX_BYTES, MAX_SHEET_BYTES, MEGABYTE
from geodata.sources.a32 import read_school_districts
from geodata.sources.care import read_care
from geodata.sources.n03 import read_areas
from geodata.sources.p14 import read_welfare
from geodata.sources.population import read_population
from geodata.sources.public_facilities import read_public_facilities
from geodata.sources.small_areas import read_small_areas
from geodata.sources.towns import read_towns
from geodata.sources.wamnet import read_wamnet
from words.message import Message

PUBLISHED = ("areas", "wamnet", "kaigo", "towns", "estat", "population", "p14", "a32", "public", "basemap")
_SHEETS: dict[str, Callable[[Casebook, Sequence[Source], date], ImportPreview]] = {
    "people": sheets.preview_people,
    "stays": sheets.preview_stays,
    "conditions": sheets.preview_conditions,
    "centres": centres.preview_centres,
    "certificates": statistics.preview_certificates,
    "beds": calendars.preview_beds,
    "nights": calendars.preview_nights,
}
KINDS = (*PUBLISHED, *_SHEETS)


def largest(kind: str) -> int:
    """Return of how many megabytes a file of one of the ``KINDS`` may be."""
    return (MAX_SHEET_BYTES if kind in _SHEETS else MAX_BYTES) // MEGABYTE


def preview(
    book: Casebook,
    kind: str,
    paths: Sequence[Source],
    today: date,
    *,
    city: str | None = None,
    retire: bool = True,
    swapped: bool = False,
) -> ImportPreview:
    """Read files and say what they would change; nothing is written.

    Parameters
    ----------
    kind
        One of ``KINDS``.
    paths
        Paths, folders, archives, or uploads (``NamedBytes``).
    city
        Keep only this city's areas, offices or towns (or this ward's, known by its code or name if its area was
        imported), or several of them (「坂戸市、越生町」); filled-in sheets are taken whole, with a note.
    retire
        Of areas: let those go that this edition replaced by others, and move what lay in them; told like all the rest.
    swapped
        Published files hold latitude and longitude exchanged: read them the other way round.

    Raises
    ------
    DeskError
        If the kind is not known.
    UnreadableFile
        If a file cannot be read at all.
    """
    files = tuple(str(getattr(path, "name", path)) for path in paths)
    if kind == "basemap":  # it is cut to the areas themselves
        return _whole(preview_base_map(book, paths, files, swapped=swapped), city)
    if kind in PUBLISHED:
        place = _in_full(book, city)
        if kind == "areas":
            return preview_areas(book, read_areas(paths, place, swapped=swapped), files, place, retire=retire)
        return _published(book, kind, paths, today, files, place, swapped)
    if kind not in _SHEETS:
        raise DeskError("import.unknown_kind", value=kind, kinds="、".join(KINDS))
    return _whole(_SHEETS[kind](book, paths, today), city)


def _whole(taken: ImportPreview, city: str | None) -> ImportPreview:
    """Note of what is taken whole that it was not narrowed to the place that was asked for."""
    if city is None:
        return taken
    note = Finding("", None, None, city, Message("import.city_unused", {"value": city}), "note")
    return replace(taken, problems=[note, *taken.problems])


def _in_full(book: Casebook, city: str | None) -> str | None:
    """Name a ward with its city where the casebook knows one by that code or name only: no file's rows are told so."""
    if city is None:
        return None
    areas = [area for area in book.all(Area) if area.ward]
    in_full = []
    for place in each_place(city):
        code = local_government_code(place)
        wards = [area for area in areas if area.code == code or area.name == place]
        in_full.append(f"{wards[0].prefecture}{wards[0].city}{wards[0].name}" if len(wards) == 1 else place)
    return "、".join(in_full)


def _known(book: Casebook) -> dict[str, Municipality]:
    """Return the imported areas by their codes."""
    return {area.code: Municipality(area.prefecture, area.city, area.ward) for area in book.all(Area)}


def _published(
    book: Casebook,
    kind: str,
    paths: Sequence[Source],
    today: date,
    files: tuple[str, ...],
    city: str | None,
    swapped: bool,
) -> ImportPreview:
    spelt = Spellings(book).of
    if kind == "wamnet":
        return published.preview_offices(book, spelt(read_wamnet(paths, city, swapped=swapped)), files, city, today)
    if kind == "kaigo":
        return care.preview_kaigo(book, spelt(read_care(paths, city, swapped=swapped)), files, city, today)
    if kind == "towns":
        towns = read_towns(paths, city, known=_known(book), swapped=swapped)
        return published.preview_towns(book, spelt(towns), files)
    if kind == "estat":
        return statistics.preview_estat(book, spelt(read_small_areas(paths, city, swapped=swapped)), files)
    if kind == "population":
        return statistics.preview_population(book, spelt(read_population(paths, city, _known(book))), files)
    if kind == "p14":
        return centres.preview_p14(book, spelt(read_welfare(paths, city, swapped=swapped)), files)
    if kind == "public":
        return public.preview_public(book, spelt(read_public_facilities(paths, city, swapped=swapped)), files, today)
    return centres.preview_a32(book, read_school_districts(paths, swapped=swapped), files, city)
