"""The sheet of a ward or municipality from the month's edition, its files to download; and which editions there were."""

import io
import zipfile
from functools import partial

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from casebook.records import SheetEdition
from desk.coverage import MEASURES, Snapshot
from desk.ward_sheet import (
    FORMATS,
    Edition,
    changed,
    edition_of,
    editions,
    figure_text,
    hand_out,
    name_text,
    next_month,
    sheet_files,
    withdraw,
)
from ui.components import coverage_data
from ui.components.form import after_saving, saving
from ui.components.listing.tables import show_table
from ui.components.text import plain
from ui.context import Context
from ui.kept import State, kept
from ui.noted import download

MIME = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/zip",
}


def sheet_downloads(ctx: Context, ward: str | None = None) -> None:
    """Offer the sheet of a ward, or of a municipality made of several, to whoever is told figures of everybody.

    Parameters
    ----------
    ward
        The ward chosen first.
    """
    counted = ctx.counting()
    if counted is None:
        return
    edition = _edition(ctx.state, ctx.book)
    names = counted.city().places.names.with_wholes
    wards = list(dict.fromkeys([*(edition.printed.wards if edition else ()), *names]))
    if not wards:
        st.info(ctx.t("sheet.no_areas"))
        return
    st.caption(ctx.t("sheet.intro", limit=ctx.settings.small_cell))
    standing = _tell_edition(ctx, edition)
    if standing:
        index = wards.index(ward) if ward in wards else 0
        chosen = st.selectbox(ctx.t("sheet.choose_ward"), wards, index=index, key="sheet.ward")
        _offer(ctx, counted, edition, chosen)
    _list_editions(ctx, standing=edition is not None and standing)


def _tell_edition(ctx: Context, edition: Edition | None) -> bool:
    """Say what this month's sheets tell of; False if none is handed out any more."""
    if edition is None:
        st.caption(plain(ctx.t("sheet.first", next=next_month(ctx.today))))
        return True
    if edition.record.withdrawn_at is not None:
        st.warning(plain(ctx.t("sheet.withdrawn", next=edition.next_on)))
        return False
    made = {"day": edition.record.day, "at": edition.record.made_at, "who": edition.record.made_by}
    st.caption(plain(ctx.t("sheet.edition", next=edition.next_on, **made)))
    return True


def _offer(ctx: Context, counted: Context, edition: Edition | None, ward: str) -> None:
    """Offer the files of a sheet once somebody asks for it; the first one of a month makes the edition."""
    if edition is not None and ward not in edition.printed.wards:
        st.info(plain(ctx.t("sheet.not_in_edition", ward=ward, day=edition.record.day, next=edition.next_on)))
        return
    wanted = ctx.today.replace(day=1), ward, ctx.language
    if st.button(ctx.t("sheet.make"), key="sheet.make"):
        if edition is None:
            with saving(ctx):
                _hand_out_first(ctx, counted)
                st.session_state["sheet.made"] = wanted
                st.rerun()
        st.session_state["sheet.made"] = wanted
    if edition is None or st.session_state.get("sheet.made") != wanted:
        return
    files = _files(ctx.state, ctx.language, ward, edition)
    for column, (name, (file, content)) in zip(st.columns(len(files)), files.items(), strict=True):
        label = ctx.t(f"sheet.download_{name}")
        download(ctx, column, label, content, file, MIME[name], what="ward_sheet", key=f"sheet.{name}")
    st.caption(plain(ctx.t("sheet.note_yearly")))
    if ctx.book.plays("coordinator"):
        _tell_changes(ctx, edition, ward)


def _hand_out_first(ctx: Context, counted: Context) -> None:
    bar = st.progress(0.0, ctx.t("sheet.step_read"))
    now = coverage_data.snapshot(counted)
    bar.progress(0.3, ctx.t("sheet.step_hide"))
    hand_out(ctx.book, ctx.today, ctx.settings.small_cell, partial(_as_read, now))
    bar.empty()


def _as_read(snapshot: Snapshot, _book: Casebook) -> Snapshot:
    return snapshot


def _tell_changes(ctx: Context, edition: Edition, ward: str) -> None:
    """Show what is another figure today, on the page alone."""
    with st.expander(ctx.t("sheet.changed")):
        st.caption(ctx.t("sheet.changed_hint"))
        sheet = edition.sheet(ward)
        rows = [
            (
                name_text(sheet, code, ctx.language),
                *(figure_text(code, figure, ctx.language) for figure in (printed, now)),
                ctx.t(MEASURES[code].unit),
            )
            for code, printed, now in _changed(ctx.state, ward, edition, coverage_data.snapshot(ctx))
        ]
        if not rows:
            st.info(ctx.t("sheet.changed_none"))
            return
        columns = [ctx.t(f"sheet.column.{name}") for name in ("measure", "printed", "now", "unit")]
        show_table(ctx, pd.DataFrame(rows, columns=columns), ctx.t("sheet.changed"))


def _list_editions(ctx: Context, *, standing: bool) -> None:
    """List the editions, and let a coordinator withdraw this month's."""
    found = editions(ctx.book)
    if not found:
        return
    title = ctx.t("sheet.editions", count=len(found))
    with st.expander(title):
        rows = [
            (
                f"{one.month:%Y-%m}",
                ctx.show(one.day),
                ctx.aside(ctx.show(one.made_at), one.made_by),
                "" if one.withdrawn_at is None else ctx.aside(ctx.show(one.withdrawn_at), one.reason or ""),
            )
            for one in reversed(found)
        ]
        columns = [ctx.t(f"sheet.column.{name}") for name in ("edition", "as_of", "made", "withdrawn")]
        show_table(ctx, pd.DataFrame(rows, columns=columns), title)
        if standing and ctx.book.may("change", SheetEdition):
            st.caption(ctx.t("sheet.withdraw_hint"))
            reason = st.text_input(ctx.must(ctx.t("sheet.reason")), key="sheet.reason")
            if st.button(ctx.t("sheet.withdraw"), key="sheet.withdraw"):
                with saving(ctx):
                    withdraw(ctx.book, ctx.today, reason)
                    after_saving(ctx.t("common.saved"))


@kept
def _edition(state: State, _book: Casebook) -> Edition | None:
    return edition_of(_book, state.day)


@kept
def _changed(
    state: State,  # noqa: ARG001 - the key
    ward: str,
    _edition: Edition,
    _snapshot: Snapshot,
) -> list[tuple[str, float, float | None]]:
    return changed(_edition.sheet(ward), _snapshot)


@kept
def _files(
    state: State,  # noqa: ARG001 - the key
    language: str,
    ward: str,
    _edition: Edition,
) -> dict[str, tuple[str, bytes]]:
    sheet = _edition.sheet(ward)
    by_format = {}
    for name in FORMATS:
        files = sheet_files(sheet, [name], language)
        if len(files) == 1:
            by_format[name] = next(iter(files.items()))
        else:
            by_format[name] = (f"{ward}_{sheet.day:%Y-%m-%d}_{name}.zip", zipped(files))
    return by_format


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as one archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
