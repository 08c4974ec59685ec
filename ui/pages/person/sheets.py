"""The sheets about a person: filled from what is recorded, edited in place, kept in versions, printed."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from casebook.records import PersonSheet
from desk.city import PersonFile
from desk.documents import MAKERS, warning_of
from desk.person_sheets import (
    covered,
    document_of,
    filled,
    holding,
    keep_version,
    left_out,
    read_recorded,
    versions,
)
from ui.components import inputs
from ui.components.drafts.kept_form import KeptForm
from ui.components.form import after_saving, form_key, opened, saving, start_afresh
from ui.components.layout.papers import paper_files
from ui.components.records import address
from ui.components.text import plain
from ui.context import Context
from ui.pages.person.handed import handed, show_texts
from words.zone import TOKYO


@dataclass(frozen=True)
class Opened:
    """What the form of a sheet was opened with.

    Attributes
    ----------
    read
        The last version then, be it withdrawn; None if there was none.
    basis
        The version that the texts are from; None where they are what is recorded.
    """

    texts: dict[str, str]
    read: PersonSheet | None
    basis: PersonSheet | None
    again: bool


def sheets(ctx: Context, file: PersonFile) -> None:
    """Show one of the sheets about somebody."""
    st.header(plain(file.person.code_name), anchor=False)
    kind = address.one_of(
        "person", "sheet", ctx.t("person_sheets.which"), v.PERSON_SHEETS, lambda one: ctx.t(f"person_sheet_kind.{one}")
    )
    st.caption(ctx.t(f"person_sheets.hint_{kind}"))
    recorded = read_recorded(ctx.book, file.key, ctx.today)
    if missing := left_out(kind, shared=recorded.shared):
        st.warning(plain(ctx.t("person_sheets.left_out", fields=ctx.join(ctx.t(f"field.{one}") for one in missing))))
    kept, known = versions(ctx.book, file.key, kind), filled(recorded, ctx.language)
    if ctx.book.may("add", PersonSheet):
        _form(ctx, file, kind, kept, known, shared=recorded.shared)
    elif (last := holding(kept)) is not None:
        show_texts(ctx, last, shared=recorded.shared)
    _papers(ctx, file, kind, holding(kept), known, shared=recorded.shared)
    handed(ctx, file, kind, kept, shared=recorded.shared)


def _form(
    ctx: Context, file: PersonFile, kind: str, kept: list[PersonSheet], known: dict[str, str], *, shared: bool
) -> None:
    """Ask for the texts of the blocks, and keep them as the next version."""
    what, blocks = f"sheet_{kind}.{file.key}", covered(kind, shared=shared)
    key = form_key(what, file.key)
    draft = KeptForm(ctx, f"sheet_{kind}", key, blocks[0], file.key, file.key)
    if not draft.offer():
        return
    read: Any = opened(key, blocks[0], _opened(kept, known, again=bool(st.session_state.get(f"{what}.again"))))
    if read.basis is None:
        st.caption(ctx.t("person_sheets.from_records"))
    else:
        code = "person_sheets.filled_again" if read.again else "person_sheets.from_version"
        st.caption(plain(ctx.t(code, version=read.basis.version)))
    texts = {}
    with st.container(key="side_by_side_sheet"):
        for first in range(0, len(blocks), 2):  # a row at a time, so that keys go through them as they are read
            for column, block in zip(st.columns(2), blocks[first:], strict=False):
                with column:
                    texts[block] = inputs.long_text(ctx, block, read.texts.get(block), key, grows=True) or ""
    draft.keep(file.key)
    with st.container(horizontal=True):
        save = st.button(ctx.t("person_sheets.save"), key=f"{key}.save", type="primary")
        if read.basis is not None and st.button(ctx.t("person_sheets.fill_again"), key=f"{key}.again"):
            st.session_state[f"{what}.again"] = True
            start_afresh(what)
            st.rerun()
    if save:
        with saving(ctx, key):
            draft.saved(keep_version(ctx.book, file.key, kind, texts, read.read, ctx.today))
            st.session_state.pop(f"{what}.again", None)
            after_saving(ctx.t("common.saved"), what)


def _opened(kept: list[PersonSheet], known: dict[str, str], *, again: bool) -> Opened:
    """Return what a form opens with: the version that holds, or else what is recorded, which also may go over it."""
    basis = holding(kept)
    texts = known if basis is None else {**basis.content, **(known if again else {})}
    return Opened(dict(texts), kept[0] if kept else None, basis, again)


def _papers(
    ctx: Context, file: PersonFile, kind: str, sheet: PersonSheet | None, known: dict[str, str], *, shared: bool
) -> None:
    """Offer a version as files; without one what is recorded, and say which characters cannot be printed."""
    st.markdown(f"**{plain(ctx.t('person_sheets.paper'))}**")
    if sheet is None:
        made, content = ctx.t("person_sheets.made_recorded"), known
        st.caption(ctx.t("person_sheets.paper_unsaved"))
    else:
        day = sheet.made_at.astimezone(TOKYO).date()
        made = ctx.t("person_sheets.made_version", version=sheet.version, day=day, who=sheet.made_by)
        content = dict(sheet.content)
    paper = document_of(kind, file.person.code_name, content, made, ctx.language, ctx.today, shared=shared)
    if said := warning_of(paper):
        st.warning(plain(said))
    number = 0 if sheet is None else sheet.version
    paper_files(
        ctx,
        lambda form: ctx.t(f"person_sheets.download_{form}"),
        f"sonae-{kind}-{file.key}-{number}",
        lambda form: MAKERS[form](paper),
        what="person_sheet",
        people=[file.key],
        key=f"sheets_of_person.{kind}.{number}",
    )
