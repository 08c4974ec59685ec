"""Calls in progress: each kept in the casebook as it is taken down, seen by everybody at the desk, gone on with, taken over."""

from datetime import datetime
from typing import NoReturn

import streamlit as st

from casebook.errors import NotReadyError
from casebook.records import Draft as Kept
from desk.city import City
from desk.drafts import MovedOnError, close, keep, new_draft, open_drafts, packed, take_over
from desk.emergency import NOBODY
from ui.components.form import saving, say_saved
from ui.components.listing.sentences import show_sentences
from ui.components.text import plain
from ui.context import Context
from ui.pages.emergency.draft import KEY, Draft, clear, draft, read_draft
from ui.pages.emergency.draft import keep as remember
from words.names import leading, marked
from words.zone import TOKYO

KIND = ADDRESS = "call"
HELD, BEHIND = "emergency.held", "emergency.behind"


def held() -> Kept | None:
    """Return this session's call as it was kept last; None before its first words."""
    found: Kept | None = st.session_state.get(HELD)
    return found


def resume(ctx: Context) -> None:
    """Go on with one's own call that the address names, as after a reload."""
    asked = st.query_params.get(ADDRESS)
    if asked is None or KEY in st.session_state:
        return
    found = {str(one.id): one for one in open_drafts(ctx.book, KIND)}.get(asked)
    if found is None:
        del st.query_params[ADDRESS]
        st.info(ctx.t("emergency.not_open"))
    elif found.typed_by == ctx.book.actor.name:
        _go_on(found)


def hold(ctx: Context) -> None:
    """Keep the call in the casebook, if anything was said since it was kept last."""
    call, last = draft(), held()
    if (last is None and call.empty) or BEHIND in st.session_state:
        return
    content = packed(call)
    if last is None or (last.content, last.person_id) != (content, call.person_id):
        try:
            last = keep(ctx.book, last or new_draft(ctx.book, KIND, call.opened_at), content, call.person_id)
        except MovedOnError as error:
            fall_behind(error)
        except NotReadyError as error:  # the call goes on, and is kept with the next input
            st.warning(plain(ctx.t("draft.not_kept", why=error.message)))
            return
        st.session_state[HELD] = last
    if st.query_params.get(ADDRESS) != str(last.id):
        st.query_params[ADDRESS] = str(last.id)


def kept_caption(ctx: Context) -> None:
    """Say since when what was typed is safe."""
    if (last := held()) is not None and BEHIND not in st.session_state:
        at = last.changed_at.astimezone(TOKYO)
        st.caption(ctx.t("emergency.kept", at=f"{at:%H:%M}"))


def fall_behind(error: MovedOnError) -> NoReturn:
    """Remember that somebody else went on with this session's call, and say so."""
    st.session_state[BEHIND] = error.message
    st.rerun()


def show_behind(ctx: Context) -> None:
    """Say that somebody else went on with the call, and let choose: what is kept, or one's own as another call."""
    last = held()
    if last is None or (why := st.session_state.get(BEHIND)) is None:
        return
    st.error(plain(ctx.t(why)))
    present = next((one for one in open_drafts(ctx.book, KIND) if one.id == last.id), None)
    theirs, mine = st.columns(2)
    with theirs:
        if present is None:
            if st.button(ctx.t("emergency.next_call"), key="emergency.behind.next"):
                set_aside()
        elif st.button(ctx.t("emergency.take_over"), key="emergency.behind.theirs"):
            with saving(ctx):
                _take_over(ctx, present)
    with mine:
        if st.button(ctx.t("emergency.keep_apart"), key="emergency.behind.mine"):
            del st.session_state[HELD], st.session_state[BEHIND]
            st.rerun()


def show_open_calls(ctx: Context, city: City) -> None:
    """List the calls in progress but this session's own; nothing where there are none."""
    last = held()
    others = [one for one in open_drafts(ctx.book, KIND) if last is None or one.id != last.id]
    if not others:
        return
    st.subheader(ctx.t("emergency.open_calls", count=len(others)), anchor=False)
    for one in others:
        with st.container(border=True, gap="small", key=f"emergency.open.{one.id}"):
            _open_call(ctx, city, one)


def close_panel(ctx: Context, one: Kept) -> None:
    """End a call without recording it, with a reason."""
    key = f"emergency.close.{one.id}"
    with st.expander(ctx.t("emergency.close")):
        reason = st.text_input(ctx.must(ctx.t("field.closed_because")), key=f"{key}.reason")
        if st.button(ctx.t("emergency.close_button"), key=key):
            with saving(ctx):
                close(ctx.book, one, reason)
                say_saved(ctx.t("common.saved"))
                own = held()
                if own is not None and own.id == one.id:
                    set_aside()
                st.rerun()


def set_aside() -> NoReturn:
    """Leave the call as it is kept, and let the next one begin."""
    for name in (HELD, BEHIND):
        st.session_state.pop(name, None)
    st.query_params.pop(ADDRESS, None)
    clear()
    st.rerun()


def _open_call(ctx: Context, city: City, one: Kept) -> None:
    call = read_draft(one.content)
    since = ctx.t("emergency.open_since", who=one.typed_by, at=_clock(one.opened_at), kept=_clock(one.changed_at))
    said = ctx.t("emergency.unreadable") if call is None else leading(_in_brief, ctx, city, call)
    st.markdown(f"**{plain(since)}**")
    show_sentences([said], f"emergency.open.{one.id}", bullets=False)
    own = one.typed_by == ctx.book.actor.name
    if call is not None and st.button(
        ctx.t("emergency.go_on" if own else "emergency.take_over"), key=f"emergency.open.{one.id}.go"
    ):
        with saving(ctx):
            _take_over(ctx, one)
    close_panel(ctx, one)


def _clock(at: datetime) -> str:
    return f"{at.astimezone(TOKYO):%Y/%m/%d %H:%M}"


def _in_brief(ctx: Context, city: City, call: Draft) -> str:
    file = city.everyone.get(call.who) if call.who else None
    if file is not None:
        person: str | None = marked("person", file.key, file.person.code_name)
    else:
        person = ctx.t("emergency.no_file") if call.who == NOBODY else None
    source = ctx.t(f"source.{call.source}") if call.source else None
    asked = len({enquiry.facility_id for enquiry in call.enquiries})
    caller = ctx.join(filter(None, (source, call.caller_office, call.caller_name)))
    return ctx.join(
        (
            ctx.pair(ctx.t("emergency.caller"), caller or ctx.t("common.unknown")),
            ctx.pair(ctx.t("emergency.whom"), person or ctx.t("common.unknown")),
            ctx.t("emergency.asked_so_far", count=asked),
        )
    )


def _take_over(ctx: Context, one: Kept) -> None:
    _go_on(one if one.typed_by == ctx.book.actor.name else take_over(ctx.book, one))
    st.rerun()


def _go_on(one: Kept) -> None:
    """Show a kept call in the fields, which start afresh."""
    call = read_draft(one.content)
    if call is None:
        return
    clear()
    remember(call)
    st.session_state.pop(BEHIND, None)
    st.session_state[HELD] = one
