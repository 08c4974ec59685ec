"""People: list, search, one person's file, adding and editing."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from casebook.records import Person, Record, SharingGround, Stay
from casebook.roles import Action
from casebook.vocabulary import TIERS
from desk.city import City, PersonFile, read_tier_table
from desk.policy import load_policy
from ui.components.details import person_details, show_stays
from ui.components.finding.search_box import directory
from ui.components.listing.listing import Cell, show_list
from ui.components.listing.tables import show_table
from ui.components.night_forms import nights_form
from ui.components.pair_rules import pair_rules
from ui.components.records import address
from ui.components.records.address import tabs
from ui.components.records.correcting import correcting_some
from ui.components.text import plain
from ui.components.views.saved_views import saved_views
from ui.context import Context, State
from ui.kept import kept
from ui.noted import saw_person, searched
from ui.pages.people.doubles import doubles_panel
from ui.pages.people.form import person_form
from ui.pages.people.sharing import shared_caption, shared_lines, sharing_panel
from words.names import Named

KEY = "people.person"
SEARCH = "people.search"
"""Filters can be bookmarked and sent; what is typed to search stays out of the address, since it may be a name."""
VIEW, DOUBLES = "people.view", "doubles"
VIEWS = ("followed", "no_consent", "review_due", "closed", "all", DOUBLES)
COLUMNS = ("code_name", "tier", "ward", "town", "kinds", "level", "consent", "stays", "review_on")
TABS = {
    "file": "people.tab_file",
    "edit": "common.edit",
    "nights": "nights.tab",
    "sharing": "people.tab_sharing",
    "new": "common.new",
    "tiers": "people.tab_tiers",
}
WRITES: Mapping[str, tuple[Action, type[Record]]] = {
    "edit": ("change", Person),
    "nights": ("change", Person),
    "sharing": ("add", SharingGround),
    "new": ("add", Person),
}
"""What each tab with a form does to which records."""


def page(ctx: Context) -> None:
    """Show the people that the casebook's actor may see."""
    city = ctx.city()
    if not city.everyone:
        st.info(ctx.t("people.empty" if ctx.book.sees_everybody else "people.none_shared"))
        _tabs(ctx, city, {}, None, ("new", "tiers"))
        return
    files = {file.key: file for file in _filtered(ctx, city)}
    if st.session_state[VIEW] == DOUBLES:
        doubles_panel(ctx, city)
        return
    searched(ctx, st.session_state.get(SEARCH, ""), len(files), "people")
    saved_views(ctx, "people", counted=ctx.t("common.people_count", count=len(files)))
    shared_caption(ctx)
    columns = {name: ctx.t(f"people.column.{name}") for name in COLUMNS}
    rows, keys = _rows_at(ctx.state, ctx.language, ctx, city), list(files)
    chosen = show_list(ctx, columns, rows, keys, KEY, ctx.t("nav.people"), finds=False, people=keys)
    if chosen is not None:
        saw_person(ctx, chosen, "people")
    _tabs(ctx, city, files, chosen, tuple(TABS))


def _tabs(ctx: Context, city: City, files: dict[int, PersonFile], chosen: int | None, names: Sequence[str]) -> None:
    """Show one person's file, and forms for whoever may write."""
    own = [name for name in names if name not in WRITES or ctx.book.may(*WRITES[name])]
    shown = tabs(ctx, {name: TABS[name] for name in own}, "people.tabs")
    for tab, name in zip(shown, own, strict=True):
        with tab:
            if name == "new":
                person_form(ctx, city, None)
            elif name == "tiers":
                _tiers(ctx)
            elif chosen is None:
                st.info(ctx.t("people.choose_hint"))
            elif name == "file":
                _file(ctx, city, files[chosen])
            elif name == "edit":
                person_form(ctx, city, files[chosen])
            elif name == "sharing":
                sharing_panel(ctx, files[chosen])
            else:
                nights_form(ctx, chosen)


def _filtered(ctx: Context, city: City) -> list[PersonFile]:
    search_column, ward_column, tier_column, more_column = st.columns(4)
    search = search_column.text_input(ctx.t("people.search"), key=SEARCH)
    found = {one.id for one in directory(ctx).find(search, most=len(city.everyone)).people}
    everyone = [file for file in city.everyone.values() if not search.strip() or file.key in found]
    areas = sorted({area for file in city.everyone.values() if (area := city.places.label_of(file.person))})
    with ward_column:
        wards = address.some_of(ctx, "people", "ward", ctx.t("common.ward"), areas, str)
    with tier_column:
        tiers = address.some_of(
            ctx, "people", "tier", ctx.t("field.tier"), TIERS, lambda tier: ctx.t("people.tier_value", tier=tier)
        )
    with more_column:
        view = address.one_of("people", "view", ctx.t("people.view"), VIEWS, lambda code: ctx.t(f"people.view_{code}"))
    return [
        file
        for file in everyone
        if (not wards or city.places.label_of(file.person) in wards)
        and (not tiers or file.tier in tiers)
        and _in_view(ctx, file, view)
    ]


def _in_view(ctx: Context, file: PersonFile, view: str) -> bool:
    closed = file.person.status == "closed"
    if view == "closed":
        return closed
    if view == "no_consent":
        return not closed and not file.consent_valid
    if view == "review_due":
        return not closed and file.person.review_on is not None and file.person.review_on <= ctx.today
    return view == "all" or not closed


@kept
def _rows_at(state: State, language: str, _ctx: Context, _city: City) -> dict[int, tuple[Cell, ...]]:  # noqa: ARG001 - the key
    return {key: _row(_ctx, _city, file) for key, file in _city.everyone.items()}


def _row(ctx: Context, city: City, file: PersonFile) -> tuple[Cell, ...]:
    person = file.person
    level = person.support_level
    return (
        Named(person.code_name, "person", file.key),
        file.tier,
        city.places.label_of(person) or None,
        person.town or None,
        ctx.join(ctx.t(f"disability.{kind}") for kind, there in person.disability_kinds.items() if there),
        "" if level is None else f"{ctx.t(f'support_scale.{person.support_scale}')} {level}",
        ctx.t("common.yes") if file.consent_valid else ctx.t("people.none_valid"),
        len(file.stays),
        person.review_on,
    )


def _file(ctx: Context, city: City, file: PersonFile) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        person_details(ctx, file)
        shared_lines(ctx, file)
    names = {key: facility.facility.name for key, facility in city.facilities.items()}
    with right:
        pair_rules(ctx, file.key, names)
        st.markdown(f"**{plain(ctx.t('people.stays'))}**")
        if file.stays:
            show_stays(ctx, file, names, "people.stays_of_one")
        else:
            st.info(ctx.t("people.no_stays"))
        correcting_some(ctx, Stay, file.stays[::-1], "people.stays", file.key)


def _tiers(ctx: Context) -> None:
    table = read_tier_table(load_policy())
    least = {"first": table.least[1], "second": table.least[2]}
    st.markdown(plain(ctx.t("people.tiers_explained", **least)))
    st.markdown(plain(ctx.t("people.tiers_abuse", points=table.abuse_points, tier=table.abuse_tier, **least)))
    rows = [(ctx.t(code), points) for code, points in table.points]
    frame = pd.DataFrame(rows, columns=[ctx.t("people.situation"), ctx.t("people.point")])
    show_table(ctx, frame, ctx.t("people.tab_tiers"))
