"""Why somebody is suggested at a facility: what made the burden as bars, where it is as a small map, what to ask by telephone."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from casebook.records import Facility, Person
from desk.plan import PlanView, Suggestion
from geodata.maps import Spot, sketch, symbol_kind
from ui.components.charts.picture import show_picture
from ui.components.listing.sentences import show_sentences
from ui.components.text import bullets, plain
from ui.context import Context
from words.message import Message

ASKED = "confirm."
"""What begins the code of a condition that nobody has confirmed."""


def why_here(ctx: Context, view: PlanView, suggested: Suggestion) -> None:
    """Show why a facility was suggested to somebody."""
    said, asked, priced = [], [], []
    for sentence in view.sentences[suggested.person.key]:
        if sentence.code.startswith(ASKED):
            asked.append(view.text(sentence, ctx.language))
        elif "points" in sentence.params:
            priced.append(sentence)
        else:
            said.append(view.text(sentence, ctx.language))
    said += view.distance_doubts(suggested, ctx.language)
    if said:
        show_sentences(said, "trials.why")
    _bars(ctx, view, priced)
    if asked:
        with st.expander(ctx.t("trials.to_ask", count=len(asked))):
            st.markdown(bullets(asked))
    where(ctx, suggested.person.person, suggested.facility.facility)


def _bars(ctx: Context, view: PlanView, priced: Iterable[Message]) -> None:
    """Draw what each reason adds to the burden, the most first; those that add nothing beneath, without a bar."""
    points = [(int(str(one.params["points"])), view.text(one, ctx.language)) for one in priced]
    whole = sum(cost for cost, _ in points)
    costly = sorted((one for one in points if one[0]), key=lambda one: -one[0])
    if costly:
        st.markdown(f"**{plain(ctx.t('trials.cost_parts'))}**", help=ctx.t("trials.cost_parts_help"))
        rows = "".join(_bar(text, round(100 * cost / whole)) for cost, text in costly)
        st.html(f'<ul class="sonae-parts">{rows}</ul>')
    if free := [text for cost, text in points if not cost]:
        st.markdown(f"**{plain(ctx.t('trials.cost_free'))}**")
        st.markdown(bullets(free))


def _bar(text: str, percent: int) -> str:
    return (
        f"<li><span>{escape(text)}</span><span>{percent}%</span>"
        f'<span aria-hidden="true"><span style="width:{percent}%"></span></span></li>'
    )


def where(ctx: Context, person: Person, facility: Facility) -> None:
    """Draw where somebody's home town, day activity and a facility are; nothing where fewer than two are known.

    Of a home no more than the town is drawn, and nothing of which only the ward is known.
    """
    places = ctx.city().places
    home, day = places.home(person), places.day_activity(person)
    found = [
        ("person", ctx.t("trials.where_home"), home) if home.level == "town" else None,
        ("other", ctx.t("trials.where_day"), day) if day.level == "town" else None,
    ]
    spots = [Spot(one[0], one[1], one[2].lon, one[2].lat) for one in found if one and one[2].lon and one[2].lat]
    if not spots or facility.lon is None or facility.lat is None:
        return
    kind = "BASE" if facility.is_base else symbol_kind(facility.service_code)
    ways = [(place, len(spots)) for place in range(len(spots))]
    spots.append(Spot(kind, facility.name, facility.lon, facility.lat))
    picture = sketch(places.areas, spots, ways)
    said = ctx.t("trials.where_alt", places=ctx.join(spot.label for spot in spots))
    show_picture(picture, said)
    st.caption(ctx.t("trials.where_town"))
