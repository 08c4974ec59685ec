"""One facility: what is published beside what was learnt, its free beds, who knows the place; and all that happened there."""

import streamlit as st

from casebook.book import Casebook
from casebook.records import FreeBed, Person, Proposal, Stay
from desk.city import City
from desk.correcting import OF_FACILITY, of_facility
from desk.proposals import HELD, OPEN
from desk.timeline import Entry, facility_timeline, known_people
from ui.components.details import facility_details
from ui.components.finding.addressed import addressed
from ui.components.finding.on_the_way import on_the_way
from ui.components.finding.tab import name_tab
from ui.components.finding.timeline import show_timeline
from ui.components.page_link import named_link
from ui.components.records.correcting import cancelled_about, correcting_any
from ui.components.text import bullets, plain
from ui.context import Context, State
from ui.kept import kept

MOST_KNOWN = 30
MOST_PROPOSALS = 10
MOST_NIGHTS = 31


def page(ctx: Context) -> None:
    """Show the facility that the address asks for."""
    city = ctx.city()
    if not city.facilities:
        st.info(ctx.t("facilities.empty"))
        return
    chosen = addressed(ctx, city.facilities, "facilities")
    if chosen is None:
        return
    name_tab(ctx.language, "facility", city.facility_names[ctx.language][chosen])
    left, right = st.container(key="side_by_side_facility").columns(2, gap="medium")
    with left:
        facility_details(ctx, city.facilities[chosen], alone=True)
    with right:
        _proposals(ctx, city, chosen)
        _known(ctx, city, chosen)
        _beds(ctx, chosen)
    _timeline(ctx, city, chosen)
    correcting_any(ctx, OF_FACILITY, lambda kind: of_facility(ctx.book, kind, chosen), key=f"facility.{chosen}")
    cancelled_about(ctx, facility_id=chosen)


def _proposals(ctx: Context, city: City, facility_id: int) -> None:
    """Show whose trial there is on its way; what can no longer be comes first, as it is held until somebody settles it."""
    red = {one.proposal.id for one in ctx.no_longer(HELD)}
    found = [one for one in ctx.book.all(Proposal, facility_id=facility_id) if one.status in OPEN]
    if not found:
        return
    st.markdown(f"**{plain(ctx.t('facility_page.proposals'))}**")
    for one in sorted(found, key=lambda one: one.id not in red)[:MOST_PROPOSALS]:
        person = city.everyone.get(one.person_id)
        on_the_way(ctx, one, "person", one.person_id, person.person.code_name if person else None)
    if len(found) > MOST_PROPOSALS:
        st.caption(ctx.t("common.more", count=len(found) - MOST_PROPOSALS))


def _known(ctx: Context, city: City, facility_id: int) -> None:
    st.markdown(f"**{plain(ctx.t('facility_page.known_to'))}**")
    found = _known_at(ctx.state, facility_id, city)
    if not found:
        st.markdown(plain(ctx.t("facility_page.known_to_nobody")))
    for person, stay in found[:MOST_KNOWN]:
        kind = ctx.t(f"stay_kind.{stay.kind}")
        said = ctx.t("facility_page.known", person=person.code_name, kind=kind, day=stay.start_on)
        named_link("person", person.id, said)
    if len(found) > MOST_KNOWN:
        st.caption(ctx.t("common.more", count=len(found) - MOST_KNOWN))


def _beds(ctx: Context, facility_id: int) -> None:
    st.markdown(f"**{plain(ctx.t('facility_page.beds'))}**")
    beds = [one for one in ctx.book.all(FreeBed, facility_id=facility_id) if one.night >= ctx.today]
    lines = [
        ctx.t("facility_page.night", night=one.night, beds=one.beds)
        for one in sorted(beds, key=lambda one: one.night)[:MOST_NIGHTS]
    ]
    st.markdown(bullets(lines or [ctx.t("facility_page.no_beds")]))


def _timeline(ctx: Context, city: City, facility_id: int) -> None:
    names = {key: file.person.code_name for key, file in city.everyone.items()}
    show_timeline(ctx, _happened(ctx.state, facility_id, ctx.book), "person", names, key=f"facility.{facility_id}")


@kept
def _known_at(state: State, facility_id: int, _city: City) -> list[tuple[Person, Stay]]:  # noqa: ARG001 - what it is kept under
    return known_people(_city.facilities[facility_id].stays, _city.everyone)


@kept
def _happened(state: State, facility_id: int, _book: Casebook) -> list[Entry]:  # noqa: ARG001 - what it is kept under
    return facility_timeline(_book, facility_id)
