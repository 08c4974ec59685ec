"""Files that are likely of one person: pointed out where a file is being made, and as a list."""

import streamlit as st

from casebook.records import Person
from desk.city import City
from desk.search import Double, doubles, likely_the_same
from ui.components.page_link import named_link
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept

MOST_SHOWN = 50
MOST_WARNED = 5


def doubles_warning(ctx: Context, city: City, person: Person) -> None:
    """Point out, before a new file is saved, files that there are of who is likely the same."""
    found = likely_the_same(person, (file.person for file in city.everyone.values()))
    if not found:
        return
    st.warning(ctx.t("doubles.warning"), icon=":material/group:")
    for double in found[:MOST_WARNED]:
        named_link("person", double.first.id, ctx.aside(double.first.code_name, _why(ctx, double)))
    if len(found) > MOST_WARNED:
        st.caption(ctx.t("common.more", count=len(found) - MOST_WARNED))


def doubles_panel(ctx: Context, city: City) -> None:
    """List pairs of files that are likely of one person, with the way to both."""
    st.caption(ctx.t("doubles.hint"))
    found = _doubles(ctx.state, city)
    if not found:
        st.info(ctx.t("doubles.none"))
        return
    st.caption(ctx.t("doubles.count", count=len(found)))
    for double in found[:MOST_SHOWN]:
        with st.container(border=True, gap="small"):
            st.markdown(plain(_why(ctx, double)))
            for person in (double.first, double.second):
                named_link("person", person.id, person.code_name)
    if len(found) > MOST_SHOWN:
        st.caption(ctx.t("common.more", count=len(found) - MOST_SHOWN))


@kept
def _doubles(state: State, _city: City) -> list[Double]:  # noqa: ARG001 - what it is kept under
    return doubles(file.person for file in _city.everyone.values())


def _why(ctx: Context, double: Double) -> str:
    return ctx.join(ctx.t(message) for message in double.why)
