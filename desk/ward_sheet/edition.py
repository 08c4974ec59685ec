"""Sheets leave the desk in editions: the first that is handed out in a month settles what all of the month tell.

Each edition tells of the day on which it was made, and of the past nothing that was told already (`desk.ward_sheet.told`).
What it prints is kept, and every sheet of the month comes from there, whatever was recorded since.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from dateutil.relativedelta import relativedelta

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError
from casebook.records import Area, EditionPapers, ReviewEdition, SheetEdition
from casebook.records.base import require
from desk.city import AreaNames, find_label
from desk.coverage import MUNICIPALITY, Snapshot, coverage_of, year_end
from desk.errors import DeskError
from desk.period import fiscal_year
from desk.publication import HIDDEN, MERGED, ReviewKey, told_by_reviews
from desk.ward_sheet.disclosure import SURROUNDINGS, measured, public, release
from desk.ward_sheet.history import IDENTIFIED, WHOLE
from desk.ward_sheet.nested import WARD, Key, Unit
from desk.ward_sheet.nested import Area as Place
from desk.ward_sheet.printed import Printed, to_record
from desk.ward_sheet.sheet import WardSheet, rounded, sheets_of
from desk.ward_sheet.told import NOTHING, STAYS, Figure, Told

LAYERS = {"areas": WARD, "municipalities": MUNICIPALITY, "catchments": "catchment", "towns": "town"}
"""The layers of a sheet that have figures, and the level of each."""


@dataclass(frozen=True)
class Edition:
    """The sheets of a month."""

    record: SheetEdition
    printed: Printed

    @property
    def next_on(self) -> date:
        """The first day on which there may be another."""
        return next_month(self.record.month)

    def sheet(self, ward: str) -> WardSheet:
        """Return the sheet of a ward or municipality, by its label.

        Raises
        ------
        DeskError
            It has none in this edition: it was not there on the day.
        """
        if ward not in self.printed.wards:
            raise DeskError("sheet.not_in_edition", ward=ward, day=self.record.day, next=self.next_on)
        return self.printed.sheet(ward)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    first: date = day.replace(day=1) + relativedelta(months=1)
    return first


def editions(book: Casebook) -> list[SheetEdition]:
    """Return all editions, those too that were withdrawn, by month."""
    return sorted(book.all(SheetEdition), key=lambda one: one.month)


def edition_of(book: Casebook, day: date) -> Edition | None:
    """Return the edition of a day's month, be it withdrawn; None if nothing was handed out in it."""
    found = book.all(SheetEdition, month=day.replace(day=1))
    return Edition(found[0], _printed(book, found[0])) if found else None


def label_of(book: Casebook, day: date, written: str) -> str:
    """Return the label, in a day's edition or else today, of the ward or municipality that people write so.

    Raises
    ------
    DeskError
        There is no such ward or municipality, or more than one.
    """
    edition = edition_of(book, day)
    if edition is not None and written in edition.printed.wards:
        return written
    return find_label(AreaNames(book.all(Area)), written)


def hand_out(book: Casebook, day: date, limit: int, read: Callable[[Casebook], Snapshot]) -> Edition:
    """Return the edition of the month, from which sheets are handed out; the first time it is made, and kept.

    Whoever is first while another is making it gets the same one.

    Parameters
    ----------
    limit
        The smallest count of people that is shown, other than 0.
    read
        Reads the day from the casebook that it is given.

    Raises
    ------
    DeskError
        The month's edition was withdrawn, there is one of a later month, or there are no areas.
    NotAllowedError
        If the actor may not be told figures of everybody.
    ChangedMeanwhileError
        If another edition was made or withdrawn, or a review kept meanwhile.
    """
    counted = book.counting().for_everyone()
    if (found := edition_of(book, day)) is None:
        before, reviews = _before(editions(book), day), book.all(ReviewEdition)
        released = release(read(counted), limit, told=_told(book, before))
        sheets = sheets_of(counted, released, limit)
        if not sheets:
            raise DeskError("sheet.no_areas")
        record = to_record(sheets)
        with book.writing("hand out sheets") as writer:
            now = sorted(writer.all(SheetEdition), key=lambda one: one.month)
            if not any(one.month == day.replace(day=1) for one in now):
                if now != before or len(writer.all(ReviewEdition)) != len(reviews):
                    raise ChangedMeanwhileError("casebook.changed_meanwhile")
                made = SheetEdition(month=day.replace(day=1), day=day, made_at=writer.now, made_by=book.actor.name)
                writer.add(EditionPapers(edition_id=writer.add(made), record=record))
        return hand_out(book, day, limit, read)
    if found.record.withdrawn_at is not None:
        raise DeskError("sheet.withdrawn", next=found.next_on)
    return found


def withdraw(book: Casebook, month: date, reason: str) -> None:
    """Hand out no more of a month's edition, since there is a mistake in it; the next one is the next month's.

    What it told first is not told again: later editions leave it out.

    Raises
    ------
    DeskError
        There is none, it was withdrawn already, or no reason is given.
    NotAllowedError
        If the actor is no coordinator.
    """
    if not reason.strip():
        raise DeskError("sheet.reason_missing")
    with book.writing("withdraw an edition") as writer:
        found = writer.all(SheetEdition, month=month.replace(day=1))
        if not found or found[0].withdrawn_at is not None:
            raise DeskError("sheet.no_edition")
        writer.change(replace(found[0], withdrawn_at=writer.now, withdrawn_by=book.actor.name, reason=reason.strip()))


def whole_told(book: Casebook) -> dict[tuple[str, int], Figure]:
    """Return what any edition prints of all areas together, of who was identified and of stays, by fiscal year.

    A number stays known, be its edition withdrawn and the figure left out since.
    """
    told: dict[tuple[str, int], Figure] = {}
    for edition in editions(book):
        printed = _printed(book, edition)
        of_years = told_by(edition.day, [printed.sheet(ward) for ward in printed.wards]).of_years
        for (code, area, year), figure in of_years.items():
            if area == WHOLE and not isinstance(told.get((code, year)), float):
                told[code, year] = figure
    return told


def told_of_whole(told: Mapping[ReviewKey, int | str]) -> dict[tuple[str, int], Figure]:
    """Return what reviews tell of all areas together, of who was identified and of stays, by fiscal year."""
    found: dict[tuple[str, int], Figure] = {}
    for year in {key[0] for key in told}:
        kinds = {(year, STAYS, kind, "stays") for kind in v.STAY_KINDS}
        for code, keys in ((IDENTIFIED, {(year, "table3", "total", "people")}), (STAYS, kinds)):
            figures_told = [told[key] for key in keys & told.keys()]
            numbers = [figure for figure in figures_told if isinstance(figure, int)]
            if figures_told:
                found[code, year] = float(sum(numbers)) if len(numbers) == len(keys) else HIDDEN
    return found


def changed(sheet: WardSheet, snapshot: Snapshot) -> list[tuple[str, float, float | None]]:
    """Return the figures of a sheet's area that are another today: the measure, as printed, and now.

    For the desk only: it tells small counts. Of what is hidden, it is not known what it was.
    """
    now = public(snapshot)
    level = WARD if sheet.parts == (sheet.ward,) else MUNICIPALITY
    values = measured(now, coverage_of(now, level))
    if sheet.ward not in values.index:
        return []
    rows = []
    for line in sheet.lines:
        value = float(values[line.code][sheet.ward]) if line.code in values else np.nan
        value = rounded(value) if line.code in SURROUNDINGS else value
        if isinstance(line.ward, float) and value != line.ward:
            rows.append((line.code, line.ward, None if np.isnan(value) else value))
    return rows


def _before(all_editions: list[SheetEdition], day: date) -> list[SheetEdition]:
    """Return the editions, none of which may be of a later month than a new one."""
    if any(one.month > day for one in all_editions):
        raise DeskError("sheet.later_edition", month=f"{all_editions[-1].month:%Y-%m}")
    return all_editions


def _printed(book: Casebook, edition: SheetEdition) -> Printed:
    return Printed(book.all(EditionPapers, edition_id=require(edition.id))[0].record)


def _told(book: Casebook, before: Sequence[SheetEdition]) -> Told:
    """Return what editions told: the last one that stands prints what those before it told too; and kept reviews."""
    reviews = told_of_whole(told_by_reviews(book))
    if not before:
        return replace(NOTHING, reviews=reviews)
    standing = [one for one in before if one.withdrawn_at is None]
    printed = _printed(book, standing[-1]) if standing else None
    sheets = [printed.sheet(ward) for ward in printed.wards] if printed else []
    return replace(told_by(before[-1].day, sheets), reviews=reviews)


def told_by(last: date, sheets: Sequence[WardSheet]) -> Told:
    """Return what was told, by the sheets of the last edition that stands.

    Parameters
    ----------
    last
        The day of the last edition, be it withdrawn.
    """
    ready: dict[Unit, dict[date, tuple[date, Figure]]] = {}
    of_years: dict[tuple[str, Place, int], Figure] = {}
    for sheet in sheets:
        own = WARD if sheet.parts == (sheet.ward,) else MUNICIPALITY, sheet.ward
        for side, area in (("ward", own), ("city", WHOLE)):
            shares = zip(sheet.trend.days, sheet.trend.ready[side], strict=True)
            ready[area] = {day.replace(day=1): (day, share) for day, share in shares}
            for year, figure in zip((sheet.year, sheet.year - 1), sheet.identified[side], strict=True):
                of_years[IDENTIFIED, area, year] = figure
    printed = figures(sheets)
    of_years |= {
        (code, (level, key), sheets[0].year): figure for (level, key, code), figure in printed.items() if code == STAYS
    }
    hidden = {key: figure for key, figure in printed.items() if isinstance(figure, str)}
    return Told(last.replace(day=1), fiscal_year(year_end(last)), ready, of_years, hidden)


def figures(sheets: Sequence[WardSheet]) -> dict[Key, Figure]:
    """Return what the sheets of an edition and their layers print, by level, area and measure."""
    found: dict[Key, Figure] = {(*WHOLE, line.code): line.city for sheet in sheets[:1] for line in sheet.lines}
    frames = {id(sheet.layers[name]): (name, sheet) for sheet in sheets for name in LAYERS if name in sheet.layers}
    for name, sheet in frames.values():
        frame, level, codes = sheet.layers[name], LAYERS[name], [line.code for line in sheet.lines]
        rows = frame[codes].to_numpy(dtype=np.float64)
        for key, row, *signs in zip(frame["key"], rows, frame[HIDDEN], frame[MERGED], strict=True):
            found |= {
                (level, key, code): None if np.isnan(value) else float(value)
                for code, value in zip(codes, row, strict=True)
            }
            for sign, hidden in zip((HIDDEN, MERGED), signs, strict=True):
                found |= {(level, key, code): sign for code in hidden.split(",") if code}
    return found
