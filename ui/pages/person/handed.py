"""The versions of a sheet, to whom each was handed, and who has one that does not hold any more."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import PersonSheet, SheetHanding
from casebook.records.base import require
from desk.city import PersonFile
from desk.person_sheets import acknowledge, covered, hand_out, handings, holding, outdated, withdraw
from ui.components import inputs
from ui.components.details import show_known
from ui.components.form import after_saving, form_key, saving
from ui.components.listing.listing import show_list
from ui.components.pick import labels
from ui.components.records.correcting import correcting_some
from ui.components.text import plain
from ui.context import Context
from words.zone import TOKYO

VERSIONS = ("version", "made_at", "made_by", "handed", "state")
HANDED = ("version", "handed_on", "handed_to", "ground", "way", "received")


def handed(ctx: Context, file: PersonFile, kind: str, kept: list[PersonSheet], *, shared: bool) -> None:
    """Show the versions of one sheet and to whom they were handed; both can be recorded and put right."""
    given, now = handings(ctx.book, kept), holding(kept)
    _outdated(ctx, kept, given)
    st.subheader(ctx.t("person_sheets.versions"), anchor=False)
    if not kept:
        st.caption(ctx.t("person_sheets.no_versions"))
        return
    columns = {name: ctx.t(f"person_sheets.column.{name}") for name in VERSIONS}
    ids = [require(one.id) for one in kept]
    rows = [_row(ctx, one, given, now) for one in kept]
    label = ctx.t("person_sheets.versions")
    chosen = show_list(
        ctx, columns, rows, ids, f"sheets_of_person.{kind}", label, asked="version", finds=False, csv=False
    )
    if (sheet := next((one for one in kept if one.id == chosen), None)) is not None:
        _version(ctx, sheet, shared=shared)
    st.subheader(ctx.t("person_sheets.handings"), anchor=False)
    if given:
        numbers = {one.id: one.version for one in kept}
        show_list(
            ctx,
            {name: ctx.t(f"person_sheets.column.{name}") for name in HANDED},
            [
                (
                    numbers[one.sheet_id],
                    one.handed_on,
                    one.handed_to,
                    ctx.t(f"legal_ground.{one.ground}"),
                    ctx.t(f"handing_way.{one.way}"),
                    _received(ctx, one),
                )
                for one in given
            ],
            [require(one.id) for one in given],
            f"sheets_of_person.handed.{kind}",
            ctx.t("person_sheets.handings"),
            asked=None,
            finds=False,
            csv=False,
        )
        _acknowledge(ctx, given, numbers)
        correcting_some(ctx, SheetHanding, given, f"sheets_of_person.handings.{kind}", file.key)
    else:
        st.caption(ctx.t("person_sheets.no_handings"))
    if now is not None and ctx.book.may("add", SheetHanding):
        with st.expander(plain(ctx.t("person_sheets.hand_out", version=now.version)), icon=":material/outbox:"):
            _hand_out(ctx, now)


def _acknowledge(ctx: Context, given: list[SheetHanding], numbers: Mapping[int | None, int]) -> None:
    """Ask which handing over was received, when and by whom, as long as one is not known to be."""
    waiting = {require(one.id): one for one in given if one.received_on is None}
    if not waiting or not ctx.book.may("change", SheetHanding):
        return

    def line(one: int) -> str:
        told = waiting[one]
        version = numbers[told.sheet_id]
        return ctx.t("person_sheets.handed_line", who=told.handed_to, version=version, day=told.handed_on)

    with st.expander(ctx.t("person_sheets.acknowledge"), icon=":material/inbox:"):
        key = form_key("sheet_receipt", None)
        which = st.selectbox(
            ctx.t("person_sheets.acknowledge_which"),
            list(waiting),
            format_func=labels(list(waiting), line),
            key=f"{key}.which",
        )
        left, right = st.columns(2)
        with left:
            day: Any = inputs.day(ctx, "received_on", ctx.today, key, must=True, latest=ctx.today)
        with right:
            by = inputs.text(ctx, "received_by", None, key)
        if st.button(ctx.t("common.save"), key=f"{key}.save"):
            with saving(ctx, key):
                acknowledge(ctx.book, which, day or ctx.today, by, ctx.today)
                after_saving(ctx.t("common.saved"), "sheet_receipt")


def _outdated(ctx: Context, kept: list[PersonSheet], given: list[SheetHanding]) -> None:
    for one in outdated(kept, given):
        told = {"who": one.handing.handed_to, "day": one.handing.handed_on, "version": one.had.version}
        st.warning(plain(ctx.t("person_sheets.outdated", **told)))


def _row(ctx: Context, one: PersonSheet, given: list[SheetHanding], now: PersonSheet | None) -> tuple[Any, ...]:
    to = dict.fromkeys(handing.handed_to for handing in given if handing.sheet_id == one.id)
    return one.version, one.made_at, one.made_by, ctx.join(to), _state(ctx, one, now)


def _state(ctx: Context, one: PersonSheet, now: PersonSheet | None) -> str:
    if one.withdrawn_at is not None:
        day = one.withdrawn_at.astimezone(TOKYO).date()
        return ctx.t("person_sheets.is_withdrawn", day=day, who=one.withdrawn_by, reason=one.reason)
    return ctx.t("person_sheets.holds" if one == now else "person_sheets.older")


def _received(ctx: Context, one: SheetHanding) -> str:
    if one.received_on is None:
        return ctx.t("person_sheets.not_received")
    day = ctx.show(one.received_on)
    return ctx.aside(day, one.received_by) if one.received_by else day


def _version(ctx: Context, sheet: PersonSheet, *, shared: bool) -> None:
    """Show one version as it was written, and let it be withdrawn with a reason."""
    st.markdown(f"**{plain(ctx.t('person_sheets.one', version=sheet.version))}**")
    show_texts(ctx, sheet, shared=shared)
    if sheet.withdrawn_at is not None or not ctx.book.may("change", PersonSheet):
        return
    with st.expander(ctx.t("person_sheets.withdraw")):
        st.caption(ctx.t("person_sheets.withdraw_hint"))
        key = form_key("sheet_withdrawal", sheet.id)
        reason = inputs.text(ctx, "reason", None, key, must=True)
        if st.button(ctx.t("person_sheets.withdraw"), key=f"{key}.withdraw"):
            with saving(ctx):
                withdraw(ctx.book, require(sheet.id), reason or "")
                after_saving(ctx.t("common.saved"), "sheet_withdrawal", f"sheet_{sheet.kind}.{sheet.person_id}")


def show_texts(ctx: Context, sheet: PersonSheet, *, shared: bool) -> None:
    """Show a version as it was written, as far as it may be shown."""
    blocks = covered(sheet.kind, shared=shared)
    show_known(ctx, [(ctx.t(f"field.{block}"), sheet.content.get(block)) for block in blocks], named=True)


def _hand_out(ctx: Context, sheet: PersonSheet) -> None:
    """Ask to whom the version that holds was handed, when, on what ground and by which way."""
    key = form_key("sheet_handing", sheet.id)
    left, middle, right = st.columns(3)
    with left:
        to = inputs.text(ctx, "handed_to", None, key, must=True)
        ground = inputs.required_choice(ctx, "ground", "consent", "legal_ground", v.HANDING_GROUNDS, key)
    with middle:
        day: Any = inputs.day(ctx, "handed_on", ctx.today, key, must=True, latest=ctx.today)
        way = inputs.required_choice(ctx, "way", v.HANDING_WAYS[0], "handing_way", v.HANDING_WAYS, key)
    with right:
        received: Any = inputs.day(ctx, "received_on", None, key, latest=ctx.today)
        by = inputs.text(ctx, "received_by", None, key)
    note = inputs.long_text(ctx, "note", None, key)
    if st.button(ctx.t("common.save"), key=f"{key}.save"):
        with saving(ctx, key):
            handing = SheetHanding(
                sheet_id=require(sheet.id), handed_on=day or ctx.today, handed_to=to or "", ground=ground, way=way,
                received_on=received, received_by=by, note=note,
            )  # fmt: skip
            hand_out(ctx.book, handing, ctx.today)
            after_saving(ctx.t("person_sheets.hand_saved"), "sheet_handing")
    st.caption(ctx.t("person_sheets.correct_hint"))
