"""The city on a map: wards, facilities, community care centres, catchments."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from casebook.book import Casebook
from casebook.records import Adoption, Centre, Proposal, Town
from desk.city.built_up import BuiltUp
from desk.city.facilities import FacilityFile, facility_files, facility_names, in_its_ward
from desk.city.people import PersonFile, person_files
from desk.city.places import Places, read_places
from desk.city.travel import Floats, Travel
from geodata.catchments import catchments
from geodata.coordinates import JGD2011
from words.say import LANGUAGES

STANDING = ("suggested", "asked", "no_answer", "accepted", "booked", "done")


MOST_WAYS = 4
"""From homes and from day activities, today's and a plan's: so many tables of metres are kept."""


@dataclass(frozen=True)
class City:
    """What the map shows, as of one day."""

    places: Places
    facilities: dict[int, FacilityFile]
    everyone: dict[int, PersonFile]
    centres: dict[int, Centre]
    towns: tuple[Town, ...]
    proposals: tuple[Proposal, ...]

    @cached_property
    def people(self) -> dict[int, PersonFile]:
        """The people whose support goes on."""
        return {key: file for key, file in self.everyone.items() if file.person.status != "closed"}

    @cached_property
    def facility_names(self) -> dict[str, dict[int, str]]:
        """What to call each facility, by language and id."""
        return {language: facility_names(self.facilities, language) for language in LANGUAGES}

    @property
    def area_labels(self) -> list[str]:
        """What each imported ward or municipality is called, to choose from."""
        return self.places.names.labels

    def ways(self, travel: Travel, origins: Floats, destinations: Floats) -> npt.NDArray[np.int32]:
        """Return the metres between points as travel gives them; the last few asked for are kept, and shared."""
        asked = travel, origins.tobytes(), destinations.tobytes()
        metres = self._ways.get(asked)
        if metres is None:
            metres = travel(origins, destinations)
            if len(self._ways) >= MOST_WAYS:
                self._ways.pop(next(iter(self._ways)), None)
            self._ways[asked] = metres
        return metres

    @cached_property
    def _ways(self) -> dict[tuple[Travel, bytes, bytes], npt.NDArray[np.int32]]:
        return {}

    def town_names(self, area: str | None) -> list[str]:
        """Return the towns of an area, by name; of the only one if none is said."""
        if area is None and len(self._towns_by_area) == 1:
            return next(iter(self._towns_by_area.values()))
        return self._towns_by_area.get(area or "", [])

    @cached_property
    def _towns_by_area(self) -> dict[str, list[str]]:
        names_by_area: dict[str, set[str]] = defaultdict(set)
        for town in self.towns:
            names_by_area[self.places.label_of(town) or ""].add(town.name)
        return {area: sorted(names) for area, names in names_by_area.items()}

    @property
    def credits(self) -> list[str]:
        """The credits that the outlines ask for."""
        return self.places.credits

    @property
    def schematic(self) -> bool:
        """Whether any outline is a sketch of ours rather than a published one."""
        return bool(self.places.areas["schematic"].any())

    @cached_property
    def built_up(self) -> BuiltUp:
        """Where facilities and people's towns are; in wards with few of them, where towns are."""
        homes = (
            (self.places.label_of(file.person) or "", self.places.home(file.person)) for file in self.people.values()
        )
        return BuiltUp.of(
            [
                *(
                    (self.places.label_of(one.facility) or "", one.facility.lon, one.facility.lat)
                    for one in self.facilities.values()
                    if one.facility.lon is not None and one.facility.lat is not None and not in_its_ward(one.facility)
                ),
                *((ward, home.lon, home.lat) for ward, home in homes if home.level == "town" and home.lon and home.lat),
            ],
            ((ward, place.lon, place.lat) for (ward, _), place in self.places.towns.items() if place.lon and place.lat),
        )

    def plan_lines(self) -> gpd.GeoDataFrame:
        """Return the lines of the plan adopted last, as far as its proposals stand; suggestions nobody acted on are dashed."""
        pairs = (
            (self.everyone[proposal.person_id], self.facilities[proposal.facility_id], proposal.status == "suggested")
            for proposal in self.proposals
            if proposal.status in STANDING
            and proposal.person_id in self.everyone
            and proposal.facility_id in self.facilities
        )
        return town_lines(self.places, pairs)

    def catchments(self) -> gpd.GeoDataFrame:
        """Return the centres' catchments (columns ``centre_id``, ``label``): outlines as imported, else by their towns."""
        towns = [town for town in self.towns if town.lat is not None and not town.koaza]
        frame = gpd.GeoDataFrame(
            {
                "ward": [self.places.label(town.city, town.ward) for town in towns],
                "centre_id": [town.centre_id for town in towns],
            },
            geometry=gpd.points_from_xy([town.lon for town in towns], [town.lat for town in towns]),
            crs=JGD2011,
        )
        catchment_frame = _outlined(catchments(frame, self.places.areas), self.centres.values())
        return catchment_frame.assign(label=[self.centres[int(key)].name for key in catchment_frame["centre_id"]])


def read_city(book: Casebook, today: date) -> City:
    """Read everything that the map shows."""
    return City(
        places=read_places(book),
        facilities={file.key: file for file in facility_files(book)},
        everyone={file.key: file for file in person_files(book, today)},
        centres={centre.id: centre for centre in book.all(Centre) if centre.id is not None},
        towns=tuple(book.all(Town)),
        proposals=_adopted_proposals(book),
    )


def _outlined(drawn: gpd.GeoDataFrame, centres: Iterable[Centre]) -> gpd.GeoDataFrame:
    """Put imported outlines in the place of drawn catchments, and cut the others at them."""
    outlined = {one.id: shapely.from_wkt(one.outline) for one in centres if one.outline}
    if not outlined:
        return drawn
    others = drawn[~drawn["centre_id"].isin(outlined)]
    others = others.set_geometry(others.geometry.difference(shapely.union_all(list(outlined.values()))))
    outlines = gpd.GeoDataFrame({"centre_id": list(outlined)}, geometry=list(outlined.values()), crs=JGD2011)
    return gpd.GeoDataFrame(pd.concat([outlines, others[~others.geometry.is_empty]], ignore_index=True), crs=JGD2011)


def _adopted_proposals(book: Casebook) -> tuple[Proposal, ...]:
    adoptions = [one for one in book.all(Adoption) if one.replaced_at is None]
    return tuple(book.all(Proposal, plan_id=adoptions[-1].plan_id)) if adoptions else ()


def town_lines(places: Places, pairs: Iterable[tuple[PersonFile, FacilityFile, bool]]) -> gpd.GeoDataFrame:
    """Return a line a pair (person, facility, whether it is drawn dashed); pairs without a town or place are left out.

    Returns
    -------
    GeoDataFrame
        Columns ``id`` (of the person), ``facility``, ``label``, ``to_confirm``, geometry in JGD2011 degrees.
    """
    rows = []
    for person, file, dashed in pairs:
        home, facility = places.home(person.person), file.facility
        if home.level != "town" or home.lat is None or home.lon is None:
            continue
        if in_its_ward(facility) or facility.lat is None or facility.lon is None:
            continue
        line = shapely.linestrings([(home.lon, home.lat), (facility.lon, facility.lat)])
        rows.append((person.key, file.key, f"{person.person.code_name} → {facility.name}", dashed, line))
    data = {name: [row[index] for row in rows] for index, name in enumerate(("id", "facility", "label", "to_confirm"))}
    return gpd.GeoDataFrame(data, geometry=[row[4] for row in rows], crs=JGD2011)
