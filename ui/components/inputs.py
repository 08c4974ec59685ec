"""Form fields with a place for unknown: nothing here turns "not known" into no or zero."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from desk.bounds import Unread, UnreadDay, out_of_range, read_day, read_number
from ui.components.text import plain
from ui.context import Context
from words.message import Message
from words.zone import TOKYO

NONE_AT_ALL = "none_at_all"
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)


def text(ctx: Context, field: str, value: str | None, key: str) -> str | None:
    """Ask for a text; empty is unknown."""
    longest = max(v.LENGTHS.get(field) or v.LONGEST, len(value or ""))
    return st.text_input(ctx.t(f"field.{field}"), value or "", longest, key=f"{key}.{field}").strip() or None


def long_text(ctx: Context, field: str, value: str | None, key: str) -> str | None:
    """Ask for a text of several lines; empty is unknown."""
    longest = max(v.LENGTHS.get(field) or v.LONGEST, len(value or ""))
    return st.text_area(ctx.t(f"field.{field}"), value or "", max_chars=longest, key=f"{key}.{field}").strip() or None


def number(ctx: Context, field: str, value: int | None, key: str, bounds: tuple[int, int] | None = None) -> Any:
    """Ask for a whole number; empty is unknown, and what is none or out of bounds is refused beside the field.

    It is a field of text: one for numbers makes 5 of 5km, and gives the last good value for one that is out of bounds.

    Parameters
    ----------
    bounds
        Least and most; what the database holds it to if none are given.

    Returns
    -------
    number
        As typed, also where it is out of bounds, so that whatever saves it refuses it; see `desk.bounds.Unread`.
    """
    typed = st.text_input(
        ctx.t(f"field.{field}"),
        "" if value is None else str(value),
        key=f"{key}.{field}",
        placeholder=ctx.t("common.unknown"),
    )
    found, limits = read_number(field, typed), bounds or v.BOUNDS.get(field)
    if isinstance(found, Unread):
        _refused(ctx, found.why)
    elif found is not None and limits is not None and not limits[0] <= found <= limits[1]:
        _refused(ctx, out_of_range(field, *limits))
    return found


def typed_day(ctx: Context, field: str, value: date | None, key: str) -> Any:
    """Ask for a day as it is written, in either calendar; empty is unknown, and what is none is refused beside the field."""
    typed = st.text_input(
        ctx.t(f"field.{field}"),
        "" if value is None else f"{value:%Y/%m/%d}",
        key=f"{key}.{field}",
        placeholder=ctx.t("common.unknown"),
        help=ctx.t("common.day_help"),
    )
    found = read_day(typed)
    if isinstance(found, UnreadDay):
        _refused(ctx, found.why)
    return found


def _refused(ctx: Context, why: Message) -> None:
    """Say beside a field why what was typed cannot be kept."""
    st.markdown(f":red[{plain(ctx.t(why))}]")


def day(ctx: Context, field: str, value: date | None, key: str, earliest: date = EARLIEST) -> Any:
    """Ask for a date; empty is unknown. One from a sheet, however early or late, is shown as it is."""
    return st.date_input(
        ctx.t(f"field.{field}"),
        value,
        min_value=min(value or earliest, earliest),
        max_value=max(value or LATEST, LATEST),
        key=f"{key}.{field}",
        format="YYYY/MM/DD",
    )


def moment(ctx: Context, field: str, value: datetime, key: str) -> Any:
    """Ask for a day and what the clock showed, in Tokyo; an empty half is unknown."""
    here = value.astimezone(TOKYO)
    left, right = st.columns(2)
    with left:
        on = day(ctx, field, here.date(), key)
    hour = right.time_input(ctx.t("common.hour"), here.time(), step=60, key=f"{key}.{field}.hour")
    if on is None or hour is None:
        return None
    same = (on, hour.replace(second=0, microsecond=0)) == (here.date(), here.time().replace(second=0, microsecond=0))
    return value if same else datetime.combine(on, hour, TOKYO)


def choice(ctx: Context, field: str, value: str | None, topic: str, codes: Sequence[str], key: str) -> str | None:
    """Ask for one of a closed list; unknown stays possible."""
    options = [None, *codes]
    return st.selectbox(
        ctx.t(f"field.{field}"),
        options,
        index=options.index(value),
        format_func=lambda code: ctx.t("common.unknown") if code is None else ctx.t(f"{topic}.{code}"),
        key=f"{key}.{field}",
    )


def required_choice(ctx: Context, field: str, value: str, topic: str, codes: Sequence[str], key: str) -> str:
    """Ask for one of a closed list that is always known."""
    return st.selectbox(
        ctx.t(f"field.{field}"),
        codes,
        index=list(codes).index(value),
        format_func=lambda code: ctx.t(f"{topic}.{code}"),
        key=f"{key}.{field}",
    )


def yes_no(ctx: Context, field: str, value: bool | None, key: str) -> bool | None:
    """Ask for yes, no or unknown."""
    words = {None: "common.unknown", True: "common.yes", False: "common.no"}
    options = [None, True, False]
    return st.selectbox(
        ctx.t(f"field.{field}"),
        options,
        index=options.index(value),
        format_func=lambda answer: ctx.t(words[answer]),
        key=f"{key}.{field}",
    )


def listed(
    ctx: Context, field: str, group: Mapping[str, bool], topic: str, codes: Sequence[Any], key: str
) -> dict[str, bool]:
    """Ask which of a list are there: what is not chosen stays unknown, or no where that is known; "none" says that none is.

    A sheet that names some says no of the others; who ticks one on a page has not asked for the others.
    """
    names = [str(code) for code in codes]
    present = [name for name in names if group.get(name)]
    none = [*names] if group and not present and all(name in group for name in names) else []
    chosen = st.multiselect(
        ctx.t(f"field.{field}"),
        [*names, NONE_AT_ALL],
        default=present or ([NONE_AT_ALL] if none else []),
        format_func=lambda code: ctx.t("common.none") if code == NONE_AT_ALL else _item(ctx, topic, code),
        key=f"{key}.{field}",
        placeholder=ctx.t("common.unknown"),
    )
    there = [name for name in names if name in chosen]
    if NONE_AT_ALL in chosen and not there:
        return dict.fromkeys(names, False)
    # What was no stays no, unless the answer before was that none is there, or all of it is taken back.
    refused = [] if none or (present and not there) else [name for name, answer in group.items() if not answer]
    return {**dict.fromkeys((name for name in names if name in refused), False), **dict.fromkeys(there, True)}


def accepted(
    ctx: Context, field: str, group: Mapping[str, bool], topic: str, codes: Sequence[Any], key: str
) -> dict[str, bool]:
    """Ask what is accepted and what is refused; what is in neither list stays unknown."""
    names = [str(code) for code in codes]
    yes, no = st.columns(2)
    answers: dict[str, bool] = {}
    for column, answer, word in ((yes, True, "facilities.accepts"), (no, False, "facilities.refuses")):
        with column:
            chosen = st.multiselect(
                ctx.t(word, what=ctx.t(f"field.{field}")),
                names,
                default=[name for name in names if group.get(name) is answer],
                format_func=lambda code: _item(ctx, topic, code),
                key=f"{key}.{field}.{answer}",
                placeholder=ctx.t("common.unknown"),
            )
        answers.update(dict.fromkeys(chosen, answer))
    return answers


def _item(ctx: Context, topic: str, code: str) -> str:
    return ctx.t(f"{topic}.{code}") if topic else code


def place(ctx: Context, field: str, value: str | None, options: Sequence[str], key: str) -> str | None:
    """Ask for a ward or town: one of the imported ones, or any text where none were imported."""
    if not options:
        return text(ctx, field, value, key)
    choices: list[str | None] = [None, *options]
    if value is not None and value not in choices:
        choices.append(value)
    return st.selectbox(
        ctx.t(f"field.{field}"),
        choices,
        index=choices.index(value),
        format_func=lambda name: ctx.t("common.unknown") if name is None else name,
        key=f"{key}.{field}",
    )
