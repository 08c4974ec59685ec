"""The sheet of a ward or municipality, made when asked for, and its files to download."""

import io
import zipfile

import streamlit as st

from casebook.book import Casebook
from desk.coverage import Snapshot
from desk.ward_sheet import FORMATS, Release, release, sheet_files, sheet_of
from ui.components import coverage_data
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
    """Offer the sheet of a ward, or of a municipality made of several.

    Parameters
    ----------
    ward
        The ward chosen first.
    """
    names = ctx.city().places.names
    wards = names.with_wholes
    if not wards:
        st.info(ctx.t("sheet.no_areas"))
        return
    limit = ctx.settings.small_cell
    st.caption(ctx.t("sheet.intro", limit=limit))
    index = wards.index(ward) if ward in wards else 0
    chosen = st.selectbox(ctx.t("sheet.choose_ward"), wards, index=index, key="sheet.ward")
    requested = st.session_state.get("sheet.made")
    if st.button(ctx.t("sheet.make"), key="sheet.make"):
        requested = (ctx.state, chosen, ctx.language)
        st.session_state["sheet.made"] = requested
    if requested != (ctx.state, chosen, ctx.language):
        return
    files = _files_with_progress(ctx, chosen, limit)
    for column, (name, (file, content)) in zip(st.columns(len(files)), files.items(), strict=True):
        label = ctx.t(f"sheet.download_{name}")
        download(ctx, column, label, content, file, MIME[name], what="ward_sheet", key=f"sheet.{name}")
    st.caption(plain(ctx.t("sheet.note_yearly")))


def _files_with_progress(ctx: Context, ward: str, limit: int) -> dict[str, tuple[str, bytes]]:
    bar = st.progress(0.0, ctx.t("sheet.step_read"))
    now = coverage_data.snapshot(ctx)
    bar.progress(0.3, ctx.t("sheet.step_hide"))
    released = _released(ctx.state, limit, now)
    bar.progress(0.8, ctx.t("sheet.step_write"))
    files = _files(ctx.state, ctx.language, ward, limit, ctx.book, released)
    bar.empty()
    return files


@kept
def _released(state: State, limit: int, _snapshot: Snapshot) -> Release:  # noqa: ARG001 - the key
    return release(_snapshot, limit)


@kept
def _files(
    state: State,  # noqa: ARG001 - the key
    language: str,
    ward: str,
    limit: int,
    _book: Casebook,
    _released: Release,
) -> dict[str, tuple[str, bytes]]:
    sheet = sheet_of(_book, _released, ward, limit)
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
