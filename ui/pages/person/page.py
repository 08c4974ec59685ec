"""One person: who she is, what she needs, who belongs to her, where she could go tonight, what is next; and all that happened."""

import streamlit as st

from casebook.book import Casebook
from desk.city import City, PersonFile
from desk.correcting import OF_PERSON, of_person
from desk.timeline import Entry, person_timeline
from ui.components.care.lines import care_lines
from ui.components.details import person_details
from ui.components.finding.addressed import addressed
from ui.components.finding.options import show_options
from ui.components.finding.tab import name_tab
from ui.components.finding.timeline import show_timeline
from ui.components.records import address
from ui.components.records.correcting import cancelled_about, correcting_any
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import saw_person
from ui.pages.people.sharing import shared_lines
from ui.pages.person.care import care_forms
from ui.pages.person.head import next_actions, who, with_her
from ui.pages.person.merging import merging_panel
from ui.pages.person.sheets import sheets

VIEWS = ("file", "sheets")


def page(ctx: Context) -> None:
    """Show the person whom the address asks for."""
    city = ctx.city()
    if not city.everyone:
        st.info(ctx.t("people.empty" if ctx.book.sees_everybody else "people.none_shared"))
        return
    everyone = city.everyone
    chosen = addressed(ctx, everyone, "people")
    if chosen is None:
        return
    saw_person(ctx, chosen, "person")
    file = everyone[chosen]
    name_tab(ctx.language, "person", file.person.code_name)
    view = address.view_of(
        "person", ctx.t("person_sheets.view"), VIEWS, lambda code: ctx.t(f"person_sheets.view_{code}")
    )
    if view == "sheets":
        sheets(ctx, file)
    else:
        _file(ctx, city, file)


def _file(ctx: Context, city: City, file: PersonFile) -> None:
    left, right = st.container(key="side_by_side_person").columns(2, gap="medium")
    with left:
        person_details(ctx, file, alone=True)
        shared_lines(ctx, file)
    with right:
        who(ctx, file)
        st.markdown(f"**{plain(ctx.t('care.title'))}**")
        care = care_lines(ctx, file.key, "head")
        with_her(ctx, file)
        next_actions(ctx, city, file)
        tonight = st.container()
    care_forms(ctx, file, care)
    _timeline(ctx, city, file)
    correcting_any(ctx, OF_PERSON, lambda kind: of_person(ctx.book, kind, file.key), key=f"person.{file.key}")
    cancelled_about(ctx, person_id=file.key)
    merging_panel(ctx, city, file)
    # Last, because after a write everybody's options are worked out anew; all else is there meanwhile.
    with tonight:
        _options(ctx, file)


def _timeline(ctx: Context, city: City, file: PersonFile) -> None:
    names = city.facility_names[ctx.language]
    show_timeline(ctx, _happened(ctx.state, file.key, ctx.book), "facility", names, key=f"person.{file.key}")


@kept
def _happened(state: State, person_id: int, _book: Casebook) -> list[Entry]:  # noqa: ARG001 - what it is kept under
    return person_timeline(_book, person_id)


def _options(ctx: Context, file: PersonFile) -> None:
    view = ctx.readiness()
    if file.key in view.problem.person_rows:
        show_options(ctx, view, file.key)
