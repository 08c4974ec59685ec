"""What stands at the top of a person's page beside her details: her name, who is with her, what is to be done next."""

import streamlit as st

from casebook.records import Contact, ExitPlan, FollowUp, JointCase, Proposal
from desk.city import City, PersonFile
from desk.proposals import OPEN
from ui.components.care.phone import phone_button
from ui.components.details import show_labelled
from ui.components.finding.on_the_way import on_the_way
from ui.components.page_link import page_link, told_of
from ui.components.text import bullets, plain
from ui.context import Context


def who(ctx: Context, file: PersonFile) -> None:
    """Show name, reading and notes, as far as the reader is told them."""
    person = file.person
    told = [(ctx.t(f"field.{name}"), getattr(person, name)) for name in ("real_name", "kana", "note")]
    if known := [(label, value) for label, value in told if value]:
        show_labelled(ctx, known)


def with_her(ctx: Context, file: PersonFile) -> None:
    """Show the caregivers and the support team, with their telephone numbers as they were noted."""
    st.markdown(f"**{plain(ctx.t('person.with_her'))}**")
    caregiver = file.person.caregiver
    family = ctx.t(f"caregiver.{caregiver}") if caregiver else ctx.show(None)
    st.markdown(plain(ctx.pair(ctx.t("field.caregiver"), family)))
    for member in file.team:
        lead = [ctx.t("person.lead")] if member.is_lead else []
        more = [*lead, *([member.role] if member.role else [])]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = ctx.aside(member.agency, ctx.join(more)) if more else member.agency
            st.markdown(plain(told), width="content")
            if member.contact:
                phone_button(ctx, member.contact, f"team.{member.id}")
    if not file.team:
        st.markdown(plain(ctx.t("person.no_team")))
    for case in ctx.book.all(JointCase, person_id=file.key):
        state = ctx.t("joint.is_open" if case.is_open else "joint.is_ended")
        page_link("joint", ctx.t("joint.with_centre", centre=case.core_centre, state=state), case=str(case.id))


def next_actions(ctx: Context, city: City, file: PersonFile) -> None:
    """Show what is to be done next: of open proposals, of a stay that goes on, and when the file is reviewed."""
    st.markdown(f"**{plain(ctx.t('person.next'))}**")
    names = city.facility_names[ctx.language]
    lines = [ctx.pair(ctx.t("field.review_on"), ctx.show(file.person.review_on))] if file.person.review_on else []
    lines += [
        ctx.pair(ctx.t("field.looked_after_next"), ctx.show(one.next_on))
        for one in ctx.book.all(FollowUp, person_id=file.key)
        if one.next_on is not None
    ]
    lines += [
        ctx.pair(ctx.show(one.awaits), one.next_step or ctx.t("today.next_unsaid"))
        for one in ctx.book.all(Contact, person_id=file.key)
        if one.awaits is not None
    ]
    leaves = [
        (stay.facility_id, plan.expected_until)
        for stay in file.stays
        for plan in (ctx.book.all(ExitPlan, stay_id=stay.id) if stay.end_on is None else ())
    ]
    proposals = [one for one in ctx.book.all(Proposal, person_id=file.key) if one.status in OPEN]
    if not (lines or leaves or proposals):
        st.markdown(plain(ctx.t("person.nothing_next")))
    if lines:
        st.markdown(bullets(lines))
    for facility, day in leaves:
        place = names.get(facility, ctx.t("common.unknown"))
        told_of("facility", facility, place, ctx.t("person.leaves", day=day))
    if ctx.book.may("add", Contact):
        page_link("contacts", ctx.t("contacts.record_for"), view="record", person=str(file.key))
    for one in proposals:
        on_the_way(ctx, one, "facility", one.facility_id, names.get(one.facility_id))
