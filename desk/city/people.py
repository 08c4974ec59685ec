"""People at risk: their files with tier and consent, and saving what a coordinator typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import Area, Consent, Needs, Person, PersonAvoid, Record, Stay, SupportTeamMember, Town
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.city.facilities import past_use
from desk.city.names import AreaNames, town_key
from desk.errors import Fault, InvalidInputError, fault
from desk.policy import load_policy
from geodata.address import without_block
from geodata.sheets import CodeNames
from matching.policy import Policy
from matching.problem import (
    ABUSE,
    THRESHOLDS,
    PastUse,
    TierResult,
    of_another_age,
    risk_tier,
    tier_of_points,
    tier_table,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class PersonFile:
    """A person with everything that hangs on her, and what follows from it today."""

    person: Person
    tier: int
    computed: TierResult
    consents: tuple[Consent, ...]
    consent_valid: bool
    sharing_valid: bool
    team: tuple[SupportTeamMember, ...]
    avoid: tuple[PersonAvoid, ...]
    stays: tuple[Stay, ...]

    @property
    def key(self) -> int:
        """The person's id, known for every file that was read."""
        return require(self.person.id)

    @cached_property
    def past_use(self) -> tuple[PastUse, ...]:
        """The stays as matching knows them; made once for all plans of the day."""
        return tuple(map(past_use, self.stays))

    @property
    def information_ready(self) -> bool:
        """Whether a facility can be sent what it needs to know: an intake sheet was made, and sharing was agreed to."""
        return self.person.identified_on is not None and self.sharing_valid

    def scale_in_doubt(self, day: date) -> bool:
        """Whether the support level is, for her age on a day, on the scale of another age: it is to be confirmed."""
        return of_another_age(self.person.support_scale, self.person.ages_on(day))

    @property
    def lead_agency(self) -> str | None:
        """The agency that leads the support team (主たる支援機関)."""
        return next((member.agency for member in self.team if member.is_lead), None)


def by_person(rows: Iterable[R]) -> dict[int, list[R]]:
    """Group rows by the person they belong to."""
    grouped: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        grouped[row.person_id].append(row)  # type: ignore[attr-defined]
    return grouped


def tier_of(person: Person, policy: Policy) -> tuple[int, TierResult]:
    """Return the tier that holds (a coordinator's own comes first) and the one from the policy's table."""
    factors = [factor for factor, present in person.risk_factors.items() if present]
    computed = risk_tier(person.caregiver, factors, policy)
    return person.tier_override or computed.tier, computed


def tiered(file: PersonFile, policy: Policy) -> PersonFile:
    """Return a file with the tier that it has by a policy."""
    tier, computed = tier_of(file.person, policy)
    return file if computed == file.computed else replace(file, tier=tier, computed=computed)


def person_files(book: Casebook | Writer, today: date, person_id: int | None = None) -> list[PersonFile]:
    """Return the files of all people that the casebook's actor may see, by id; or of one. Tiers are the standard policy's."""
    policy = load_policy()
    own: dict[str, object] = {} if person_id is None else {"person_id": person_id}
    consents, team = by_person(book.all(Consent, **own)), by_person(book.all(SupportTeamMember, **own))
    avoid, stays = by_person(book.all(PersonAvoid, **own)), by_person(book.all(Stay, **own))
    files = []
    for person in book.all(Person) if person_id is None else [book.one(Person, person_id)]:
        key = require(person.id)
        tier, computed = tier_of(person, policy)
        files.append(
            PersonFile(
                person=person,
                tier=tier,
                computed=computed,
                consents=tuple(consents[key]) if key in consents else (),
                consent_valid=any(consent.valid_on(today) for consent in consents.get(key, ())),
                sharing_valid=any(consent.shares_on(today) for consent in consents.get(key, ())),
                team=tuple(team.get(key, ())),
                avoid=tuple(avoid.get(key, ())),
                stays=tuple(sorted(stays.get(key, ()), key=lambda stay: stay.start_on)),
            ),
        )
    return files


def check_person(writer: Writer, person: Person, today: date) -> list[Fault]:
    """Find what cannot be kept as typed: before the database says so in its own words."""
    faults = check_told(person, today)
    return faults + _check_code_name(writer, person) + _check_places(writer, person)


def _check_code_name(writer: Writer, person: Person) -> list[Fault]:
    """Hold a code name that is new, or typed anew, against those of others: one person has one file."""
    others = [other for other in writer.all(Person) if other.id != person.id]
    unchanged = person.id is not None and writer.one(Person, person.id).code_name == person.code_name
    if unchanged:
        others = [other for other in others if other.code_name == person.code_name]
    names = CodeNames((other.code_name, other) for other in others)
    if taken := names.find(person.code_name):
        return [fault("code_name", "input.taken", value=taken.code_name)]
    if alike := names.alike(person.code_name):
        return [fault("code_name", "input.looks_alike", value=person.code_name, known=alike)]
    # One sentence for a name that somebody had and for one that somebody has whom the actor may not see.
    if not unchanged and writer.once_called(person.code_name, person.id):
        return [fault("code_name", "input.once_used", value=person.code_name)]
    return []


def file_called(files: Mapping[int, PersonFile], name_or_id: str) -> PersonFile | None:
    """Return the file that a code name, however it is typed, or an id names."""
    found = CodeNames((file.person.code_name, file) for file in files.values()).find(name_or_id)
    return found or next((file for key, file in files.items() if str(key) == name_or_id), None)


def check_told(person: Person, today: date) -> list[Fault]:
    """Find what cannot be kept of a person, whoever and wherever else there is."""
    faults = [] if person.code_name.strip() else [fault("code_name", "input.required")]
    faults += out_of_bounds(person, birth_year=(v.BOUNDS["birth_year"][0], today.year))
    faults += _check_birth(person, today)
    faults += check_level(person)
    if person.tier_override is not None and not (person.tier_override_reason or "").strip():
        faults.append(fault("tier_override_reason", "input.reason_for_override"))
    if person.identified_on is not None and person.identified_on > today:
        faults.append(fault("identified_on", "input.not_in_future"))
    return faults


def _check_birth(person: Person, today: date) -> list[Fault]:
    """Hold the day of birth against today and against its year."""
    born = person.born_on
    if born is None:
        return []
    if born > today:
        return [fault("born_on", "input.not_in_future")]
    if person.birth_year not in (None, born.year):
        return [fault("born_on", "input.births_differ", year=str(person.birth_year))]
    return []


def check_level(person: Needs) -> list[Fault]:
    """Hold a support level against its scale."""
    if person.support_level is None:
        return []
    if person.support_scale is None:
        return [fault("support_scale", "input.level_needs_scale")]
    levels = v.SUPPORT_LEVELS[person.support_scale]
    if person.support_level not in levels:
        return [fault("support_level", "input.range", least=levels[0], most=levels[-1])]
    return []


def _check_places(writer: Writer, person: Person) -> list[Fault]:
    """Hold wards and towns against the imported ones, as far as any were imported; what a sheet brought may stay."""
    before = None if person.id is None else writer.one(Person, person.id)
    areas = AreaNames(writer.all(Area))
    towns = {(areas.label(town.city, town.ward or None), town_key(town.name)) for town in writer.all(Town)}
    names = {name for _, name in towns}
    faults = []
    for prefix in ("", "day_"):
        fields = [f"{prefix}{name}" for name in ("city", "ward", "town")]
        city, ward, town = place = [getattr(person, name) for name in fields]
        _, ward_field, town_field = fields
        if before and place == [getattr(before, name) for name in fields]:
            continue
        label = areas.label(city, ward)
        if ward and len(areas) and areas.labelled(label) is None:
            faults.append(fault(ward_field, "input.unknown_ward", value=ward))
        elif town and not label and len({at for at, name in towns if name == town_key(town)}) > 1:
            faults.append(fault(ward_field, "input.town_needs_ward", value=town))
        elif town and towns and label and (label, town_key(town)) not in towns:
            faults.append(fault(town_field, "input.unknown_town", town=town, ward=label))
        elif town and town_key(town) not in names and town_key(without_block(town)) != town_key(town):
            faults.append(fault(town_field, "input.town_only", value=town))
    return faults


@dataclass(frozen=True)
class PersonForm:
    """What the person page hands over: ``None`` for a group that the page did not touch.

    ``opened`` is the file as it was when the form was opened: what differs from it is written, what others wrote
    meanwhile stays, and what both changed is to be settled. If None, all is meant as it says.
    """

    person: Person
    opened: PersonFile | None = None
    new_consent: Consent | None = None
    withdraw_consents_on: date | None = None
    lead_agency: str | None = None
    avoid: Sequence[PersonAvoid] | None = None


def save_person(book: Casebook, form: PersonForm, today: date) -> int:
    """Write a person and what hangs on her in one transaction; return her id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since the form was opened; nothing was written.
    NotFoundError
        If the person is no longer there.
    """
    with book.writing("save person", about=[(Person, form.person.id), (Person, form.person.code_name)]) as writer:
        person = form.person
        if person.id is not None and form.opened is not None:
            person = writer.merge(person, form.opened.person)
        if faults := [*check_person(writer, person, today), *_check_consent(writer, form, today)]:
            raise InvalidInputError(faults)
        if person.id is None:
            key = writer.add(person)
        else:
            key = person.id
            writer.change(person)
        _save_consents(writer, key, form)
        if form.lead_agency is not None:
            _save_lead(writer, key, form.lead_agency, form.opened)
        if form.avoid is not None:
            _save_avoid(writer, key, form.avoid, form.opened)
    return key


def _check_consent(writer: Writer, form: PersonForm, today: date) -> list[Fault]:
    new = form.new_consent
    if new is None:
        return []
    if new.given_on > today:
        return [fault("given_on", "input.not_in_future")]
    known = writer.all(Consent, person_id=form.person.id) if form.person.id is not None else []
    if any(
        (consent.given_on, consent.given_by, consent.scope) == (new.given_on, new.given_by, new.scope)
        for consent in known
    ):
        return [fault("given_on", "input.consent_known")]
    return []


def _save_consents(writer: Writer, key: int, form: PersonForm) -> None:
    if form.withdraw_consents_on is not None:
        for consent in writer.all(Consent, person_id=key):
            if consent.withdrawn_on is None:
                writer.change(replace(consent, withdrawn_on=max(form.withdraw_consents_on, consent.given_on)))
    if form.new_consent is not None:
        writer.add(replace(form.new_consent, person_id=key))


def _save_lead(writer: Writer, key: int, agency: str, opened: PersonFile | None) -> None:
    team = writer.all(SupportTeamMember, person_id=key)
    if opened is not None:
        names = (agency, opened.lead_agency, next((one.agency for one in team if one.is_lead), None))
        typed, read, present = (SupportTeamMember(person_id=key, agency=name or "", is_lead=True) for name in names)
        agency = writer.merge(typed, read, present).agency
    set_lead(writer, key, team, agency)


def set_lead(writer: Writer, key: int, team: Sequence[SupportTeamMember], agency: str) -> None:
    """Make an agency the lead of a person's team; an empty name leaves the team without one."""
    for member in team:
        if member.is_lead and member.agency != agency:
            writer.change(replace(member, is_lead=False))
    lead = next((member for member in team if member.agency == agency), None)
    if lead is not None:
        writer.change(replace(lead, is_lead=True))
    elif agency:
        writer.add(SupportTeamMember(person_id=key, agency=agency, is_lead=True))


def _save_avoid(writer: Writer, key: int, wanted: Sequence[PersonAvoid], opened: PersonFile | None) -> None:
    """Write the places to avoid; what others wrote since the file was opened is neither taken away nor put back."""
    known = {(avoid.facility_id, avoid.ward): require(avoid.id) for avoid in writer.all(PersonAvoid, person_id=key)}
    opened_with = {(avoid.facility_id, avoid.ward) for avoid in opened.avoid} if opened else known.keys()
    places = {(avoid.facility_id, avoid.ward): avoid for avoid in wanted}
    for place in known.keys() & (opened_with - places.keys()):
        writer.remove(PersonAvoid, known[place])
    writer.add_many(
        [
            replace(avoid, person_id=key)
            for place, avoid in places.items()
            if place not in known and place not in opened_with
        ]
    )


@dataclass(frozen=True)
class TierTable:
    """How tiers are decided.

    Attributes
    ----------
    points
        (word code, points) of every caregiver situation and risk factor.
    least
        The least points of each tier.
    abuse_points, abuse_tier
        What suspected abuse alone comes to.
    """

    points: tuple[tuple[str, int], ...]
    least: Mapping[int, int]
    abuse_points: int
    abuse_tier: int


def read_tier_table(policy: Policy) -> TierTable:
    """Return how a policy decides tiers."""
    table = tier_table(policy)
    abuse = table[f"factor.{ABUSE}"]
    return TierTable(tuple(table.items()), dict(THRESHOLDS), abuse, tier_of_points(abuse))
