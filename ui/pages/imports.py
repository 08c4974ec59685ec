"""Import: upload published files or filled-in sheets, see what they would change, then take them over."""

from typing import Any

import pandas as pd
import streamlit as st

from casebook.book import Casebook
from desk import importing
from desk.city import PUBLISHED_SOURCES, base_layers
from desk.export import to_csv
from desk.importing import TEMPLATES, ImportPreview, template_bytes
from geodata.findings import UnreadableFile
from geodata.reading.apart import get_ready
from geodata.reading.files import NamedBytes
from ui.components.form import after_saving, saving
from ui.components.listing.tables import show_table
from ui.components.pick import labels
from ui.components.successors import offer_successors, pair_text
from ui.components.text import bullets, plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import download, offer

MOST_ROWS = 1000
TYPES = {
    "areas": ["geojson", "json", "gpkg", "zip"],
    "wamnet": ["csv", "xlsx", "zip"],
    "towns": ["csv", "xlsx", "json", "zip"],
    **{kind: ["csv", "xlsx", "zip"] for kind in ("kaigo", "population", "public")},
    **{kind: ["geojson", "json", "gpkg", "zip"] for kind in ("estat", "p14", "a32", "basemap")},
}
# The base map is cut to the imported areas; `population` counts people and tells no place.
NARROWED = frozenset(importing.PUBLISHED) - {"basemap"}
WITH_POINTS = frozenset(importing.PUBLISHED) - {"population"}


def page(ctx: Context) -> None:
    """Take over a file in two steps: preview, commit."""
    get_ready()
    kind = st.selectbox(ctx.t("imports.kind"), importing.KINDS, format_func=lambda code: ctx.t(f"imports.kind_{code}"))
    st.markdown(plain(ctx.t(f"imports.about_{kind}")))
    if kind in TEMPLATES:
        _templates(ctx, kind)
    with st.form(f"imports.{kind}", border=True):
        uploads = st.file_uploader(
            ctx.t("imports.files", limit=importing.largest(kind)),
            type=TYPES.get(kind, ["csv", "xlsx", "zip"]),
            accept_multiple_files=True,
            key=f"imports.files.{kind}.{st.session_state.get('imports.round', 0)}",
        )
        city = st.text_input(ctx.t("imports.city"), placeholder="仙台市、名取市") if kind in NARROWED else ""
        retire = kind != "areas" or st.checkbox(ctx.t("imports.retire"), value=True, help=ctx.t("imports.retire_help"))
        swapped = kind in WITH_POINTS and st.checkbox(ctx.t("imports.swapped"), key=f"imports.swapped.{kind}")
        submitted = st.form_submit_button(ctx.t("imports.preview"), type="primary")
    if submitted:
        st.session_state.pop("imports.previewed", None)
        if not uploads:
            st.warning(ctx.t("imports.no_file"))
            return
        _read(ctx, kind, uploads, {"city": city.strip() or None, "retire": retire, "swapped": swapped})
    previewed = st.session_state.get("imports.previewed")
    if previewed is not None and previewed.kind == kind:
        _show(ctx, previewed)
        return
    if kind == "basemap":
        _base_layers(ctx)
    if kind in PUBLISHED_SOURCES:
        offer_successors(ctx)
    _made(ctx)


def _templates(ctx: Context, kind: str) -> None:
    xlsx, csv = st.columns(2)
    offer(xlsx, ctx.t("imports.template_xlsx"), lambda: template_bytes(kind, "xlsx"), f"{kind}.xlsx")
    offer(csv, ctx.t("imports.template_csv"), lambda: template_bytes(kind, "csv"), f"{kind}.csv", "text/csv")


def _read(ctx: Context, kind: str, uploads: list[Any], options: dict[str, Any]) -> None:
    files = [NamedBytes(upload.name, upload.getvalue()) for upload in uploads]
    with st.spinner(ctx.t("imports.reading")):
        try:
            st.session_state["imports.previewed"] = importing.preview(ctx.book, kind, files, ctx.today, **options)
        except UnreadableFile as error:
            problem = error.problem
            st.error(plain(ctx.pair(problem.file, ctx.t(problem.message))))


def _show(ctx: Context, preview: ImportPreview) -> None:
    st.subheader(ctx.t("imports.would"), anchor=False)
    for column, (status, count) in zip(st.columns(5), preview.counts.items(), strict=True):
        column.metric(ctx.t(f"import.{status}"), ctx.show(count))
    if preview.writes:
        if st.button(ctx.t("imports.commit"), type="primary"):
            _commit(ctx, preview)
    else:
        st.info(ctx.t("imports.nothing"))
    _successors(ctx, preview)
    for status in ("new", "changed", "missing"):
        _changes(ctx, preview, status)
    _problems(ctx, preview)
    if len(preview.rejects):
        rejects = preview.rejects_to_mend
        label, rows = ctx.t("imports.rejects"), len(rejects)
        download(ctx, st, label, to_csv(rejects), "rejects.csv", "text/csv", what="rejects", rows=rows)


@kept
def _imports_made(state: State, _book: Casebook) -> list[importing.Imported]:  # noqa: ARG001 - what it is kept under
    return importing.imports_made(_book)


def _made(ctx: Context) -> None:
    """List the imports that were made; one that is chosen shows what taking it back would do."""
    made = {one.last: one for one in _imports_made(ctx.state, ctx.book)}
    if not made:
        return
    st.subheader(ctx.t("imports.made"), anchor=False)
    st.caption(ctx.t("imports.made_hint"))

    def told(key: int) -> str:
        one = made[key]
        kind = ctx.t(f"imports.kind_{one.kind}") if one.kind in importing.KINDS else one.kind
        text = ctx.t("imports.made_one", at=one.at, kind=kind, who=one.who)
        return ctx.aside(text, ctx.t("imports.made_undone")) if one.taken_back else text

    chosen = st.selectbox(
        ctx.t("imports.made_choose"), list(made), None, labels(made, told), key="imports.made", placeholder=""
    )
    if chosen is None or made[chosen].taken_back:
        return
    found = importing.taking_back(ctx.book, made[chosen])
    st.markdown(plain(ctx.t("imports.would_undo")))
    rows = sorted(found.rows.items())
    st.markdown(
        bullets(
            ctx.t(f"imports.back_{what}", entity=ctx.t(f"audit.entity.{entity}"), count=count)
            for (entity, what), count in rows
        )
    )
    if found.in_the_way:
        st.warning(ctx.t("imports.in_the_way"))
        st.markdown(bullets(map(ctx.t, found.in_the_way)))
    elif st.button(ctx.t("imports.take_back"), key="imports.take_back"):
        with saving(ctx):
            importing.take_back_import(ctx.book, made[chosen])
            after_saving(ctx.t("imports.was_taken_back"))


def _base_layers(ctx: Context) -> None:
    """List the layers of the base map that are there, and offer to take one away."""
    layers = base_layers(ctx.book)
    if not layers:
        return
    st.subheader(ctx.t("base_map.there"), anchor=False)
    st.markdown(bullets(ctx.pair(ctx.t(f"base_map.{layer.kind}"), layer.credit) for layer in layers))
    chosen = st.selectbox(
        ctx.t("base_map.choose"),
        [layer.kind for layer in layers],
        None,
        lambda kind: ctx.t(f"base_map.{kind}"),
        key="imports.base_layer",
        placeholder=ctx.t("common.choose"),
    )
    if chosen is not None and st.button(ctx.t("base_map.remove"), key="imports.remove_base_layer"):
        with saving(ctx):
            importing.remove_base_layer(ctx.book, chosen)
            after_saving(ctx.t("base_map.removed", layer=ctx.t(f"base_map.{chosen}")))


def _successors(ctx: Context, preview: ImportPreview) -> None:
    if preview.successors:
        with st.expander(ctx.t("succession.title", count=len(preview.successors)), expanded=True):
            st.markdown(plain(ctx.t("succession.after_import")))
            st.markdown("\n".join(f"- {plain(pair_text(ctx, pair))}" for pair in preview.successors))


def _commit(ctx: Context, preview: ImportPreview) -> None:
    with saving(ctx):
        with st.spinner(ctx.t("imports.writing")):
            counts = importing.commit(ctx.book, preview)
        st.session_state.pop("imports.previewed")
        st.session_state["imports.round"] = st.session_state.get("imports.round", 0) + 1
        after_saving(ctx.t("imports.done", new=counts["new"], changed=counts["changed"]))


def _changes(ctx: Context, preview: ImportPreview, status: str) -> None:
    changes = [change for change in preview.changes if change.status == status]
    if not changes:
        return
    with st.expander(ctx.pair(ctx.t(f"import.{status}"), ctx.t("common.count", count=len(changes)))):
        rows: list[tuple[str, ...]] = []
        for change in changes[:MOST_ROWS]:
            for difference in change.differences or (None,):
                if difference is None:
                    rows.append((change.label, "", "", ""))
                else:
                    name = difference.field if difference.field.startswith("record.") else f"field.{difference.field}"
                    rows.append((change.label, ctx.t(name), _short(ctx, difference.old), _short(ctx, difference.new)))
        names = ("what", "field", "old", "new") if status == "changed" else ("what",)
        frame = pd.DataFrame([row[: len(names)] for row in rows], columns=[ctx.t(f"imports.column.{n}") for n in names])
        show_table(ctx, frame, ctx.t(f"import.{status}"))
        if len(changes) > MOST_ROWS:
            st.caption(ctx.t("common.more", count=len(changes) - MOST_ROWS))


def _short(ctx: Context, value: object) -> str:
    text = ctx.show(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _problems(ctx: Context, preview: ImportPreview) -> None:
    if not preview.problems:
        return
    rejected = [problem for problem in preview.problems if problem.severity == "rejected"]
    notes = [problem for problem in preview.problems if problem.severity != "rejected"]
    for code, problems in (("imports.rejected", rejected), ("imports.notes", notes)):
        if not problems:
            continue
        with st.expander(ctx.t(code, count=len(problems)), expanded=code == "imports.rejected"):
            rows = [
                (problem.file, problem.row, problem.column, (problem.value or "")[:80], ctx.t(problem.message))
                for problem in problems[:MOST_ROWS]
            ]
            names = ("file", "row", "column", "value", "reason")
            frame = pd.DataFrame(rows, columns=[ctx.t(f"cli.column.{name}") for name in names])
            show_table(ctx, frame, ctx.t(code, count=len(problems)))
            if len(problems) > MOST_ROWS:
                st.caption(ctx.t("common.more", count=len(problems) - MOST_ROWS))
