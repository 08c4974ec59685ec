"""What every page says in the margins of its paper: of which city it tells, which page it is, the day, who printed it, and page n of m."""

import re

import streamlit as st

from casebook.records import Area
from desk.city import AreaNames
from ui.context import Context, State
from ui.kept import kept

FEW = 3
_NOT_PLAIN = re.compile(r"[^\w 　・、,，：（）()/\-]")


def paper(ctx: Context, page: str) -> None:
    """Let a page print on A4 with its name, place and day at the top and who printed it and its number at the bottom."""
    head = "　".join(part for part in (place_told(ctx), ctx.t(f"nav.{page}"), ctx.show(ctx.today)) if part)
    margins = {
        "top-left": _text(head),
        "top-right": _text("Sonae"),
        "bottom-left": _text(ctx.t("print.by", who=ctx.book.actor.name)),
        "bottom-right": 'counter(page) " / " counter(pages)',
    }
    boxes = "".join(f"@{box} {{ content: {text}; font-size: 8pt; color: #333 }}\n" for box, text in margins.items())
    st.html(f"<style>@page {{ size: A4; margin: 16mm 12mm;\n{boxes}}}</style>")


def place_told(ctx: Context) -> str:
    """Name the city that the casebook is of, or the first few of several; empty if there is none yet."""
    return "・".join(_places(ctx.state, ctx)[:FEW])


@kept
def _places(state: State, _ctx: Context) -> list[str]:  # noqa: ARG001 - what it is kept under
    return [one.label for one in AreaNames(_ctx.book.all(Area)).municipalities]


def _text(text: str) -> str:
    """Return a text as a string of a style sheet; a sign that could end it is left out."""
    return f'"{_NOT_PLAIN.sub("", text)}"'
