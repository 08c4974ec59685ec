"""New places in the city, recounted by trying every choice; who and what takes part, and what is left out and said."""

from dataclasses import replace
from itertools import combinations
from typing import Any, cast

import numpy as np
import pytest

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Person, PublicFacility, Town
from desk.city.facilities import facility_files
from desk.city.people import person_files
from desk.city.places import lonlats, read_places
from desk.coverage.sites import AMONG, DEMANDS, MODELS, find_sites
from desk.demo.demo import make_demo
from desk.errors import DeskError
from desk.plan.edits import Edits, Imagined
from geodata.travel import straight_metres
from matching.policy import load_policy
from tests.conftest import TODAY

POLICY = load_policy()


@pytest.fixture(scope="module")
def demo(shared_book: Casebook) -> Casebook:
    make_demo(shared_book, TODAY)
    return shared_book


def search(book: Casebook, **asked):
    return find_sites(book, TODAY, POLICY, **asked)


def metres_of(book: Casebook) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return metres from each person to the places with trials and to each town, and the towns' ids."""
    places, towns = read_places(book), [town for town in book.all(Town) if not town.koaza and town.lat]
    homes = lonlats(
        places.home(file.person).lonlat for file in person_files(book, TODAY) if file.person.status != "closed"
    )
    offering = lonlats(
        (file.facility.lon, file.facility.lat)
        for file in facility_files(book)
        if file.facility.status != "closed"
        and not file.facility.is_base
        and file.condition.sharing != "private"
        and file.condition.trial_places != 0
        and file.condition.offers_trial is not False
        and (file.condition.offers_trial or file.condition.trial_places)
    )
    points = lonlats((town.lon, town.lat) for town in towns)
    ids = np.array([town.id for town in towns])
    return straight_metres(homes, offering, 1300), straight_metres(homes, points, 1300), ids


def worth(model: str, nearest: np.ndarray, radius: int) -> int:
    if model == "mclp":
        return -int((nearest <= radius).sum())
    return int(nearest.sum()) if model == "pmedian" else int(nearest.max())


@pytest.mark.parametrize("model", ["mclp", "pmedian", "pcentre"])
def test_no_two_towns_help_more(demo, model):
    now, towns, ids = metres_of(demo)
    before = now.min(axis=1)
    best = min(
        worth(model, np.minimum(before, towns[:, pair].min(axis=1)), 3000)
        for pair in map(list, combinations(range(len(ids)), 2))
    )
    found = search(demo, model=model, new=2, radius_m=3000)
    chosen = [int(np.flatnonzero(ids == site.id)[0]) for site in found.sites]
    after = np.minimum(before, towns[:, chosen].min(axis=1, initial=10**9))
    assert found.proven
    assert worth(model, after, 3000) == best
    for reach, nearest in ((found.before, before), (found.after, after)):
        assert reach.covered == (nearest <= 3000).sum()
        assert reach.mean_metres == round(nearest.mean())
        assert reach.farthest_metres == nearest.max()
        assert reach.unreached == 0


def test_the_fewest_towns_bring_everybody_near(demo):
    now, towns, _ = metres_of(demo)
    left = np.flatnonzero(now.min(axis=1) > 3000)
    near = towns[left] <= 3000
    near = near[near.any(axis=1)]
    fewest = next(
        count
        for count in range(len(near) + 1)
        if any(near[:, list(some)].any(axis=1).all() for some in combinations(np.flatnonzero(near.any(axis=0)), count))
    )
    found = search(demo, model="lscp", radius_m=3000)
    assert found.new == len(found.sites) == fewest
    assert found.after.covered == found.before.covered + len(near)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("among", AMONG)
@pytest.mark.parametrize("demand", DEMANDS)
def test_what_sites_add_adds_up(demo, model, among, demand):
    found = search(demo, model=model, among=among, demand=demand, new=4, radius_m=2500)
    covered = found.before.covered
    for rank, site in enumerate(found.sites, start=1):
        covered += site.adds
        assert (site.rank, site.after.covered) == (rank, covered)
        assert site.kind == {"towns": "town", "facilities": "facility", "public": "public"}[among]
    assert found.after.covered == covered
    assert len(found.sites) <= found.new
    assert found.total == sum(one.population or 0 for one in demo.all(Town)) if demand == "population" else found.total


def test_candidates_are_open_facilities_in_trial_services_without_trials(demo):
    found = search(demo, among="facilities", new=5, radius_m=1000)
    files = {file.key: file for file in facility_files(demo)}
    fit = [
        file
        for file in files.values()
        if file.facility.service_code in POLICY.scope.trial_services
        and file.facility.status != "closed"
        and not file.facility.is_base
        and file.condition.sharing != "private"
        and not file.condition.offers_trial
        and not (file.condition.offers_trial is None and file.condition.trial_places)
        and file.facility.lat is not None
    ]
    assert found.candidates == len(fit)
    assert {site.id for site in found.sites} <= {file.key for file in fit}
    assert all(files[site.id].facility.name == site.label for site in found.sites)


def test_a_closed_or_added_place_changes_the_outset(demo):
    found = search(demo)
    offering = [file.key for file in facility_files(demo) if file.condition.offers_trial]
    closed = search(demo, edits=Edits(closed=frozenset(offering)))
    assert closed.existing < found.existing
    assert closed.before.covered < found.before.covered
    town = next(one for one in demo.all(Town) if one.id == found.sites[0].id)
    there = search(demo, edits=Edits(imagined=(Imagined("新しい家", "24", town.city, town.ward, town.name, 2),)))
    assert there.existing == found.existing + 1
    assert there.before.covered == found.sites[0].after.covered


@pytest.fixture
def corner(little: Casebook) -> Casebook:
    """Return two people far from the only place, one whose home nobody knows, and a place nobody can find."""
    with little.writing("before") as writer:
        for name, ward, town in (
            ("甲", "青葉区", "中央"),
            ("乙", "泉区", "中央"),
            ("丙", "泉区", None),
            ("丁", None, None),
            ("戊", "青葉区", "国分町一丁目"),
        ):
            status = "closed" if name == "戊" else "active"
            writer.add(Person(code_name=name, city=ward and "仙台市", ward=ward, town=town, status=status))
        common: dict[str, Any] = {
            "source": "manual",
            "service_code": "24",
            "service_name": "短期入所",
            "city": "仙台市",
        }
        for name, lat, lon, offers in (
            ("ある所", 38.25, 140.86, True),
            ("どこか", None, None, True),
            ("まだの所", 38.25, 140.95, None),
            ("断る所", 38.25, 140.94, False),
        ):
            place: dict[str, Any] = {"lat": lat, "lon": lon, "located_at": "office" if lat else "none"}
            key = writer.add(Facility(name=name, ward="青葉区", **common, **place))
            writer.add(FacilityCondition(facility_id=key, offers_trial=offers))
    return little


def test_whose_place_nobody_knows_is_left_out_and_said(corner):
    found = search(corner, radius_m=1000)
    assert (found.total, found.nowhere) == (4, 1)
    assert (found.existing, found.unplaced, found.candidates) == (1, 1, 3)
    assert found.before.covered == 1
    assert [site.label for site in found.sites] == ["泉区中央"]
    assert found.sites[0].adds + found.before.covered == found.after.covered


def test_a_facility_that_has_not_said_and_one_that_refuses_can_be_asked(corner):
    found = search(corner, among="facilities", radius_m=1000)
    assert found.candidates == 2
    assert [site.label for site in found.sites] == ["まだの所"]


def test_public_facilities_are_candidates_while_they_are_listed_and_their_town_is_known(corner):
    assert search(corner, among="public").why_none == "sites.no_public"
    hall = PublicFacility(city="仙台市", ward="泉区", name="見本会館", lat=38.25, lon=140.951, located_at="office")
    with corner.writing("before") as writer:
        kept = writer.add(hall)
        writer.add(replace(hall, name="もうない", missing_since=TODAY))
        writer.add(replace(hall, name="区のどこか", located_at="ward"))
        writer.add(replace(hall, name="どこか", lat=None, lon=None, located_at="none"))
    found = search(corner, among="public", radius_m=1000)
    assert found.candidates == 1
    assert [(site.kind, site.id, site.label) for site in found.sites] == [("public", kept, "泉区 見本会館")]
    assert found.existing == search(corner).existing


def test_why_there_is_no_place_is_told(corner):
    assert search(corner, radius_m=100_000).why_none == "sites.none"
    assert search(corner, demand="population").why_none == "sites.nobody_population"


def test_without_any_way_nobody_is_reached(corner):
    found = find_sites(corner, TODAY, POLICY, travel=lambda here, there: np.full((len(here), len(there)), -1, np.int32))
    assert (found.sites, found.after) == ((), found.before)
    assert (found.after.unreached, found.after.mean_metres, found.after.farthest_metres) == (3, None, None)
    assert cast("int", found.travel["unreached"]) > 0
    assert search(corner).travel == {"kind": "straight", "unreached": 0}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("among", AMONG)
@pytest.mark.parametrize("demand", DEMANDS)
def test_an_empty_casebook_has_no_sites(book, model, among, demand):
    found = search(book, model=model, among=among, demand=demand)
    assert (found.total, found.candidates, found.sites) == (0, 0, ())
    assert found.why_none == f"sites.nobody_{demand}"
    assert found.proven


@pytest.mark.parametrize(
    "asked", [{"model": "guess"}, {"among": "stars"}, {"demand": "luck"}, {"new": 0}, {"new": 51}, {"radius_m": 0}]
)
def test_what_cannot_be_asked_is_refused(book, asked):
    with pytest.raises(DeskError):
        search(book, **asked)


def test_the_real_city_gets_its_places(sendai):
    with sendai.writing("before") as writer:
        for town in sendai.all(Town)[::7]:
            writer.add(Person(code_name=f"{town.id}", city=town.city, ward=town.ward, town=town.name, status="active"))
        for facility in sendai.all(Facility)[::5]:
            writer.add(FacilityCondition(facility_id=facility.id, offers_trial=True))
    town, facility = search(sendai), search(sendai, among="facilities")
    assert town.proven
    assert facility.proven
    assert town.after.covered > facility.after.covered > facility.before.covered
    assert replace(town, sites=(), candidates=0, after=town.before) == replace(
        facility, sites=(), among="towns", candidates=0, after=town.before
    )
