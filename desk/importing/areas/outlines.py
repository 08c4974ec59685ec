"""Imports of areas: wards and municipalities by the place that they are, whatever their code was and is."""

from collections.abc import Iterator, Sequence

from casebook.book import Casebook
from casebook.records import Area
from desk.importing.areas.moves import Moves
from desk.importing.areas.successors import Successors, successors
from desk.importing.edition import covers, records_of, twice
from desk.importing.preview import ImportPreview, RecordChange, compare
from geodata.findings import Finding, Reading
from geodata.municipality import place_key
from words.message import Message

AREA_CREDIT = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"


def preview_areas(
    book: Casebook, reading: Reading, files: tuple[str, ...], city: str | None, *, retire: bool = True
) -> ImportPreview:
    """Compare wards and municipalities with those in the casebook.

    A new code for the same city and ward replaces the old one. Areas of the file's cities (or of `city`) that the
    edition no longer has are told. With `retire` they go, as far as the edition holds their ground, and what lay in
    them moves to where it lies now: two areas on one ground would count it twice.
    """
    revision, problems = book.revision(), list(reading.problems)
    known = book.all(Area)
    edition = list(_without_wholes(list(_edition(reading, problems)), known, problems))
    pairs, left_over = _paired(edition, known)
    changes = [compare(area, before, area.name) for area, before in pairs]
    renamed = [
        Successors(before, (area,), whole=True)
        for area, before in pairs
        if before and (before.city, before.name) != (area.city, area.name)
    ]
    kept = {_place(area) for area in edition}
    again = [area for area in left_over if _place(area) in kept]
    cities = {place_key(area.city) for area in edition}
    gone = [
        area
        for area in left_over
        if _place(area) not in kept and (covers(city, area) if city else place_key(area.city) in cities)
    ]
    replaced = [one for one in successors(gone, edition) if one.covered]
    retired = {one.old.code for one in replaced} if retire else set()
    changes += [RecordChange("missing", area.name, area, removed=True) for area in again]
    changes += [RecordChange("missing", area.name, area, removed=area.code in retired) for area in gone]
    moves = Moves(book, [*renamed, *(replaced if retire else ())], edition)
    moved = moves.changes()
    changes += moved
    problems += moves.problems
    if replaced:
        problems.append(_told(replaced, moved if retire else None))
    return ImportPreview("areas", files, revision, changes, problems, reading.rejects, reading.facts)


def _edition(reading: Reading, problems: list[Finding]) -> Iterator[Area]:
    """Yield each area of the files once."""
    geometries = reading.frame.geometry.to_wkt(rounding_precision=6)
    seen = set()
    for row, wkt in zip(records_of(reading.frame), geometries, strict=True):
        if row["code"] in seen:  # the same ward in two files: of the city, and of the prefecture
            problems.append(twice(row, row["code"]))
            continue
        seen.add(row["code"])
        yield Area(
            code=row["code"],
            prefecture=row["prefecture"] or "",
            city=row["city"] or row["name"],
            name=row["name"],
            geometry=wkt,
            credit=AREA_CREDIT,
        )


def _without_wholes(edition: Sequence[Area], known: Sequence[Area], problems: list[Finding]) -> Iterator[Area]:
    """Leave out a city as a whole where its wards are in the edition or known: a coarser edition retires none of them."""
    in_wards = {place_key(area.city) for area in [*edition, *known] if area.ward}
    for area in edition:
        if area.ward is None and place_key(area.city) in in_wards:
            message = Message("import.area_of_wards", {"value": area.name})
            problems.append(Finding("", None, None, area.name, message, "note"))
        else:
            yield area


def _place(area: Area) -> tuple[str, str]:
    return place_key(area.city), place_key(area.name)


def _paired(edition: Sequence[Area], known: Sequence[Area]) -> tuple[list[tuple[Area, Area | None]], list[Area]]:
    """Find for each area the one that it was before: of its city and name, else of its code; and who is left over."""
    by_place = {_place(area): area for area in reversed(known)}
    by_code = {area.code: area for area in known}
    coming = {_place(area) for area in edition}
    pairs = []
    for area in edition:
        before = by_place.get(_place(area)) or by_code.get(area.code)
        if before and _place(before) != _place(area) and _place(before) in coming:
            before = None  # its code was given to another place
        pairs.append((area, before))
    matched = {before.code for _, before in pairs if before}
    return pairs, [area for area in known if area.code not in matched]


def _told(replaced: Sequence[Successors], moved: Sequence[RecordChange] | None) -> Finding:
    """Say which areas were replaced by which, and how much moves with them; None: nothing, they stay."""
    params = {
        "old": "、".join(one.old.name for one in replaced),
        "new": "、".join(dict.fromkeys(area.name for one in replaced for area in one.new)),
        "count": len(moved or ()),
    }
    code = "import.areas_kept" if moved is None else "import.areas_retired"
    return Finding("", None, None, None, Message(code, params), "note")
