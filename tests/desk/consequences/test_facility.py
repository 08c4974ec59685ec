"""What closing a facility touches is told, as it is; what touches nothing says nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from casebook.records import (
    Adoption,
    ExitPlan,
    Facility,
    FacilityLink,
    FreeBed,
    IncomingAnswer,
    Stay,
)
from desk.answers import add_link, open_link
from desk.city import facility_files, save_facility
from desk.consequences import of_closing_facility, of_saving_facility
from tests.conftest import NOW, TODAY
from tests.desk.consequences.told import told
from tests.desk.proposals.world import QUARTER, make, way_to

DAY = timedelta(days=1)
TWO = [(0, 0, 0), (0, 1, 0)]


def test_nothing_is_told_of_a_facility_on_which_nothing_rests(little):
    world = make(little, [2, 2], TWO)
    assert of_closing_facility(little, world.facilities[1], TODAY) == ()
    [file] = facility_files(little, world.facilities[0])
    closed = replace(file.facility, status="closed")
    assert of_saving_facility(little, file.facility, file, TODAY) == ()
    assert of_saving_facility(little, closed, replace(file, facility=closed), TODAY) == ()
    assert of_saving_facility(little, closed, None, TODAY) == ()
    assert len(of_saving_facility(little, closed, file, TODAY)) == 2


def test_all_that_rests_on_it_is_told_and_stays(little):
    world = make(little, [2, 2], TWO)
    world.to(world.proposals[0], *way_to("booked"))
    site, other = world.facilities
    plan: dict[str, Any] = {"plan_id": world.plans[0], "period_start": QUARTER[0], "period_end": QUARTER[1]}
    link, secret = add_link(little, site, TODAY)
    with little.writing("meanwhile") as writer:
        writer.add(Adoption(**plan, adopted_at=NOW, adopted_by="x"))
        stay: dict[str, Any] = {"facility_id": site, "kind": "short_stay"}
        writer.add(Stay(person_id=world.people[0], start_on=TODAY - DAY, end_on=TODAY, **stay))
        writer.add(Stay(person_id=world.people[1], start_on=TODAY - DAY, **stay))
        guest = Stay(person_id=world.people[0], facility_id=other, kind="emergency", start_on=TODAY)
        writer.add(ExitPlan(stay_id=writer.add(guest), next_facility_id=site))
        waits: dict[str, Any] = {
            "link_id": link.id,
            "facility_id": site,
            "received_at": NOW,
            "form": "a" * 64,
            "part": 0,
        }
        writer.add(IncomingAnswer(**waits, what="beds", payload={}))
        writer.add_many([FreeBed(facility_id=site, night=TODAY + days * DAY, beds=days % 2) for days in (-1, 0, 1)])
    found: Any = of_closing_facility(little, site, TODAY)
    assert told(found) == [
        ("proposal_dated", "then_booked"),
        ("proposal", "then_suggested"),
        ("plan", "then_plan_facility"),
        ("stay", "then_stay"),
        ("way_out", "then_way_out"),
        ("links", "then_links"),
        ("answers", "then_answers"),
        ("beds", "then_beds"),
    ]
    assert {found[2].params["what"].params["count"], found[-1].params["what"].params["count"]} == {2, 1}
    # What is said is what happens.
    [file] = facility_files(little, site)
    save_facility(little, replace(file.facility, status="closed"), file.condition, file)
    assert [world.status(one) for one in world.proposals] == ["booked", "suggested"]
    assert little.one(FacilityLink, link.id).revoked_at is None
    assert open_link(little, secret, TODAY) is None
    assert little.one(Facility, site).status == "closed"
