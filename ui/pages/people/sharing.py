"""With whom a file is shared without consent, and to whom it is restricted."""

import streamlit as st

from casebook.records import NamedReader, SharingGround
from casebook.records.base import require
from casebook.vocabulary import LEGAL_GROUNDS
from desk.city import PersonFile, end_sharing, name_readers, possible_readers, share_on_ground
from desk.emergency import grounds_by_stay, needs_ground
from ui.components import inputs
from ui.components.form import after_saving, form_key, opened, saving, stands_refused
from ui.components.text import plain
from ui.context import Context
from ui.settings import now


def sharing_panel(ctx: Context, file: PersonFile) -> None:
    """Show both, and change them."""
    left, right = st.container(key="side_by_side_sharing").columns(2, gap="medium")
    with left:
        _grounds(ctx, file)
    with right:
        _readers(ctx, file)


def shared_lines(ctx: Context, file: PersonFile) -> None:
    """Say with whom a file is shared without consent today, and why."""
    for one in ctx.book.all(SharingGround, person_id=file.key):
        if one.holds_on(ctx.today):
            st.info(plain(ctx.pair(ctx.t("sharing.grounds"), _line(ctx, one))))
    grounds = grounds_by_stay(ctx.book, file.key)
    for stay in file.stays:
        if ground := grounds.get(require(stay.id)):
            words = ctx.t(f"legal_ground.{ground.ground}")
            line = ctx.t("rooms.ground_line", ground=words, day=ground.decided_on, who=ground.decided_by)
            st.info(plain(ctx.pair(ctx.t("sharing.admission", day=stay.start_on), line)))
        elif (stay.end_on is None or stay.end_on > ctx.today) and needs_ground(stay, file.consents, None):
            st.warning(plain(ctx.t("sharing.admission_open", day=stay.start_on)))


def shared_caption(ctx: Context) -> None:
    """Count whose file is shared without consent."""
    if people := {one.person_id for one in ctx.book.all(SharingGround) if one.holds_on(ctx.today)}:
        st.caption(ctx.t("sharing.people", count=len(people)))


def _line(ctx: Context, one: SharingGround) -> str:
    until = ctx.t("sharing.until", day=one.until) if one.until else ctx.t("sharing.no_end")
    line = ctx.t("sharing.line", shared_with=one.shared_with, who=one.decided_by, day=one.decided_on, reason=one.reason)
    return ctx.pair(ctx.t(f"legal_ground.{one.ground}"), ctx.aside(line, until))


def _grounds(ctx: Context, file: PersonFile) -> None:
    st.markdown(f"**{plain(ctx.t('sharing.grounds'))}**")
    st.caption(ctx.t("sharing.grounds_hint"))
    known = ctx.book.all(SharingGround, person_id=file.key)
    for one in known:
        st.markdown(f"- {plain(_line(ctx, one))}")
        if one.holds_on(ctx.today) and st.button(ctx.t("sharing.end"), key=f"sharing.end.{one.id}"):
            with saving(ctx):
                end_sharing(ctx.book, require(one.id), ctx.today)
                after_saving(ctx.t("common.saved"))
    key = f"sharing.{file.key}.{len(known)}"
    ground = inputs.required_choice(ctx, "ground", LEGAL_GROUNDS[0], "legal_ground", LEGAL_GROUNDS, key)
    shared_with = st.text_input(ctx.must(ctx.t("field.shared_with")), key=f"{key}.shared_with")
    reason = st.text_input(ctx.must(ctx.t("field.reason")), key=f"{key}.reason")
    until = inputs.day(ctx, "shared_until", None, key)
    if st.button(ctx.t("sharing.share"), key=f"{key}.share") and not stands_refused(ctx, key):
        with saving(ctx):
            share_on_ground(
                ctx.book,
                SharingGround(
                    person_id=file.key,
                    ground=ground,
                    shared_with=shared_with.strip(),
                    reason=reason.strip(),
                    decided_by=ctx.book.actor.name,
                    decided_on=ctx.today,
                    until=until,
                ),
            )
            after_saving(ctx.t("common.saved"))


def _readers(ctx: Context, file: PersonFile) -> None:
    st.markdown(f"**{plain(ctx.t('sharing.readers'))}**")
    form = form_key("readers", file.key)
    key = f"{form}.names"
    known = opened(form, "names", sorted(one.name for one in ctx.book.all(NamedReader, person_id=file.key)))
    st.caption(ctx.t("sharing.readers_hint" if known else "sharing.readers_none"))
    possible = possible_readers(ctx.book)
    if possible is None:
        named = st.text_area(ctx.t("sharing.names"), "\n".join(known), key=key).splitlines()
    else:
        named = st.multiselect(
            ctx.t("sharing.choose"),
            sorted({*possible, *known}),
            known,
            placeholder=ctx.t("common.choose"),
            format_func=lambda name: ctx.aside(name, ctx.t("sharing.gone")) if name not in possible else name,
            key=key,
        )
    if st.button(ctx.t("common.save"), key=f"{key}.save"):
        with saving(ctx):
            name_readers(ctx.book, file.key, named, now(), known)
            after_saving(ctx.t("common.saved"), "readers")
