"""Where things are: areas, towns, centres, public facilities, the base map, facilities with what is known, visits."""

from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.records.base import Record, YesNo, group


@dataclass(frozen=True, kw_only=True)
class Area(Record):
    """A ward, or a municipality without wards; ``geometry`` is WKT in EPSG:6668 (JGD2011 degrees)."""

    code: str
    prefecture: str
    city: str
    name: str
    geometry: str
    schematic: bool = False
    credit: str | None = None

    @property
    def ward(self) -> str | None:
        """The ward that it is; None where a municipality has none."""
        return None if self.name == self.city else self.name


@dataclass(frozen=True, kw_only=True)
class Centre(Record):
    """A community care centre (地域包括支援センター) and its catchment, in words and by its towns.

    ``outline`` is the catchment's polygon as WKT in EPSG:6668, where a file of school districts gave one.
    """

    name: str
    city: str
    ward: str | None = None
    address: str | None = None
    phone: str | None = None
    lat: float | None = None
    lon: float | None = None
    located_at: str = "none"
    catchment: str | None = None
    note: str | None = None
    outline: str | None = None


@dataclass(frozen=True, kw_only=True)
class Town(Record):
    """A town (町丁目): the finest place that is kept of a person's home. Empty ``ward``: none there."""

    city: str
    name: str
    ward: str = ""
    koaza: str = ""
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    centre_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Statistic(Record):
    """A published count of people or households of a town, ward or city on a day; no single person is in it."""

    level: str
    city: str
    kind: str
    on: date
    value: int
    source: str
    ward: str = ""
    town: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicFacility(Record):
    """A building of a municipality, where a new place might find room; nobody stays there. Empty texts: not told."""

    city: str
    name: str
    ward: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    located_at: str = "none"
    missing_since: date | None = None


@dataclass(frozen=True, kw_only=True)
class BaseLayer(Record):
    """A layer of the map beneath all that we draw: railways, stations, rivers, the coast or emergency roads.

    ``shapes`` is JSON, in steps of 1/100,000 of a degree: of each line its first corner and how far to the next, and so
    on; of each station its name and place.
    """

    kind: str
    credit: str
    shapes: str
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facility(Record):
    """An office in one service, as published, with what coordinators corrected (``corrected_fields``)."""

    source: str
    service_code: str
    service_name: str
    name: str
    office_number: str | None = None
    office_seq: int = 0
    edition_no: str | None = None
    edition: str | None = None
    name_original: str | None = None
    name_kana: str | None = None
    operator: str | None = None
    operator_number: str | None = None
    authority_code: str | None = None
    prefecture: str | None = None
    city: str | None = None
    ward: str | None = None
    address: str | None = None
    address_original: str | None = None
    phone: str | None = None
    fax: str | None = None
    url: str | None = None
    capacity: int | None = None
    hours_weekday: str | None = None
    hours_saturday: str | None = None
    hours_sunday: str | None = None
    hours_holiday: str | None = None
    closed_days: str | None = None
    notes: str | None = None
    lat: float | None = None
    lon: float | None = None
    located_at: str = "none"
    corrected_fields: str = ""
    missing_since: date | None = None
    status: str = "open"
    is_base: bool = False
    emergency_rooms: int | None = None


@dataclass(frozen=True, kw_only=True)
class FacilityCondition(Record):
    """What coordinators learnt about a facility; nothing of it is in the published files."""

    facility_id: int
    offers_trial: bool | None = None
    trial_places: int | None = None
    longest_stay_nights: int | None = None
    disability_kinds: YesNo = group("accepts_", v.DISABILITY_KINDS)
    adult_levels: YesNo = group("adult_level_", v.SUPPORT_LEVELS["adult"])
    child_levels: YesNo = group("child_level_", v.SUPPORT_LEVELS["child"])
    medical_care: YesNo = group("medical_", v.MEDICAL_CARE)
    severe_behaviour: bool | None = None
    wheelchair: bool | None = None
    sexes: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    weekdays: YesNo = group("day_", v.WEEKDAYS)
    emergency_policy: str | None = None
    vacancy: str | None = None
    vacancy_on: date | None = None
    vacancy_until: date | None = None
    sharing: str = "network"
    note: str | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FreeBed(Record):
    """How many beds a facility has for trial guests on one night, those that we booked not taken off."""

    facility_id: int
    night: date
    beds: int


@dataclass(frozen=True, kw_only=True)
class Visit(Record):
    """A visit of the base's coordinator to a facility or another place."""

    visited_on: date
    kind: str
    facility_id: int | None = None
    place: str | None = None
    purpose: str | None = None
    willingness: str | None = None
    note: str | None = None
