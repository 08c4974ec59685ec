"""Form fields with a place for unknown: nothing here turns "not known" into no or zero."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypedDict, TypeVar, Unpack

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from casebook import vocabulary as v
from desk.typed import (
    Unread,
    UnreadDay,
    UnreadDecimal,
    UnreadNumber,
    moment_of,
    out_of_range,
    read_clock,
    read_day,
    read_decimal,
    read_number,
    read_parts,
    understood,
    written_parts,
)
from geodata.text import tidy
from ui.components.form import beneath, refuse
from ui.components.text import plain
from ui.context import Context
from words.message import Message
from words.zone import TOKYO

NONE_AT_ALL = "none_at_all"
T = TypeVar("T")


def text(ctx: Context, field: str, value: str | None, key: str, *, must: bool = False) -> str | None:
    """Ask for a text; empty is unknown, which what ``must`` be said may not stay."""
    longest = max(v.LENGTHS.get(field) or v.LONGEST, len(value or ""))
    typed = st.text_input(_label(ctx, field, {"must": must}), value or "", longest, key=f"{key}.{field}")
    beneath(f"{key}.{field}")
    return typed.strip() or None


def long_text(
    ctx: Context, field: str, value: str | None, key: str, *, must: bool = False, grows: bool = False
) -> str | None:
    """Ask for a text of several lines, as `text`; one that ``grows`` is as high as what stands in it."""
    longest = max(v.LENGTHS.get(field) or v.LONGEST, len(value or ""))
    typed = st.text_area(
        _label(ctx, field, {"must": must}),
        value or "",
        "content" if grows else None,
        longest,
        key=f"{key}.{field}",
    )
    beneath(f"{key}.{field}")
    return typed.strip() or None


class Said(TypedDict, total=False):
    """What is said of a field otherwise than usual.

    Attributes
    ----------
    label
        Instead of the field's word.
    placeholder
        What is shown while it is empty.
    must
        Whether nothing is saved without it, which its label says.
    """

    label: str
    help: str
    placeholder: str
    must: bool


def _label(ctx: Context, field: str, said: Said) -> str:
    label = said.get("label") or ctx.t(f"field.{field}")
    return ctx.must(label) if said.get("must") else label


def number(
    ctx: Context, field: str, value: int | None, key: str, bounds: tuple[int, int] | None = None, **said: Unpack[Said]
) -> Any:
    """Ask for a whole number; empty is unknown, and what is none or out of bounds is refused beside the field.

    It is a field of text, as those for days and times are: Streamlit's own make 5 of 5km, and give the last good value
    for one that is out of bounds.

    Parameters
    ----------
    bounds
        Least and most; what the database holds it to if none are given.

    Returns
    -------
    number
        `desk.typed.Unread` where it is refused, so that whatever saves it refuses it too.
    """
    typed = _typed(ctx, field, value, key, said)
    found, limits = read_number(field, typed), bounds or v.BOUNDS.get(field)
    if understood(found) and limits and not limits[0] <= found <= limits[1]:
        found = UnreadNumber(typed, out_of_range(field, *limits))
    return _told(ctx, field, found, key, said)


def decimal(
    ctx: Context,
    field: str,
    value: float | None,
    key: str,
    bounds: tuple[float, float] | None = None,
    unit: str = "",
    **said: Unpack[Said],
) -> Any:
    """Ask for a number that may have a fraction, and its unit behind it; as `number`."""
    typed = _typed(ctx, field, value, key, said)
    found = value if typed == _written(value) else read_decimal(typed, unit)
    if understood(found) and bounds and not bounds[0] <= found <= bounds[1]:
        found = UnreadDecimal(typed, out_of_range(field, *bounds))
    return _told(ctx, field, found, key, said)


def parts(
    ctx: Context,
    field: str,
    value: int | None,
    key: str,
    scale: int,
    bounds: tuple[int, int] | None = None,
    **said: Unpack[Said],
) -> Any:
    """Ask for a number with a fraction that is kept whole, in its tenths or hundredths; as `number`.

    Parameters
    ----------
    scale
        In how many parts one is kept.
    bounds
        Least and most, in parts.
    """
    typed = _typed(ctx, field, None if value is None else written_parts(value, scale), key, said)
    found = read_parts(typed, scale)
    if understood(found) and bounds and not bounds[0] <= found <= bounds[1]:
        found = UnreadNumber(typed, out_of_range(field, bounds[0] / scale, bounds[1] / scale))
    return _told(ctx, field, found, key, said)


def day(
    ctx: Context,
    field: str,
    value: date | None,
    key: str,
    earliest: date = v.DAYS[0],
    latest: date = v.DAYS[1],
    *,
    since: date | None = None,
    whole: bool = False,
    **said: Unpack[Said],
) -> Any:
    """Ask for a day as it is written, in either calendar; as `number`.

    One without its year is the nearest to today of those that it may be, and stands beneath the field in full, as one of
    the Japanese calendar does. What stands there already, from a sheet, may be however early or late.

    Parameters
    ----------
    since
        What it must not be before, where that was typed beside it.
    whole
        Whether it is none without its year.
    """
    typed, near = _typed(ctx, field, value, key, said), None if whole else ctx.today
    if understood(value) and typed == _written(value):
        found: date | None = value
    else:
        found = read_day(typed, near, (max(since or earliest, earliest), latest))
    if since is not None and found is not None:
        ever = read_day(typed, near, (earliest, latest)) if isinstance(found, Unread) else found
        if understood(ever) and ever < since:
            found = UnreadDay(typed, Message("input.before_first", {"day": since}))
    if understood(found) and str(found.year) not in tidy(typed):
        st.caption(ctx.show(found))
    return _told(ctx, field, found, key, said)


def between(
    ctx: Context,
    fields: tuple[str, str],
    values: tuple[date | None, date | None],
    key: str,
    earliest: date = v.DAYS[0],
    latest: date = v.DAYS[1],
    *,
    columns: Sequence[DeltaGenerator] = (),
    labels: tuple[str, str] | None = None,
) -> tuple[Any, Any]:
    """Ask for the first and the last of some days; a last one before the first is refused at its field."""
    left, right = columns or st.columns(2)
    names = labels or (ctx.t(f"field.{fields[0]}"), ctx.t(f"field.{fields[1]}"))
    with left:
        first = day(ctx, fields[0], values[0], key, earliest, latest, label=names[0])
    since = None if isinstance(first, Unread) else first
    with right:
        return first, day(ctx, fields[1], values[1], key, earliest, latest, since=since, label=names[1])


def period(
    ctx: Context,
    fields: tuple[str, str],
    usual: tuple[date, date],
    key: str,
    columns: Sequence[DeltaGenerator],
    labels: tuple[str, str],
) -> tuple[date, date]:
    """Ask from when until when a page looks; as `between`, and as usual where that was not understood, which is said."""
    found = between(ctx, fields, usual, key, columns=columns, labels=labels)
    with columns[0]:
        first = or_usual(ctx, found[0], usual[0])
    with columns[1]:
        return first, or_usual(ctx, found[1], usual[1])


def clock(ctx: Context, field: str, value: time | None, key: str, **said: Unpack[Said]) -> Any:
    """Ask for a time of the day, to the minute; as `number`."""
    typed = _typed(ctx, field, value, key, said)
    return _told(ctx, field, value if typed == _written(value) else read_clock(typed), key, said)


def moment(ctx: Context, field: str, value: datetime, key: str) -> Any:
    """Ask for a day and what the clock showed, in Tokyo; an empty half is unknown."""
    here = value.astimezone(TOKYO)
    left, right = st.columns(2)
    with left:
        on = day(ctx, field, here.date(), key)
    with right:
        hour = clock(ctx, "hour", here.time(), f"{key}.{field}", label=ctx.t("common.hour"))
    return value if (on, hour) == (here.date(), here.time()) else moment_of(on, hour)


def or_usual(ctx: Context, typed: T | None, usual: T) -> T:
    """Return what was typed; where that is nothing, or was refused, what is usual, which is said."""
    if understood(typed):
        return typed
    st.caption(plain(ctx.t("common.usual_instead", value=usual)))
    return usual


def _typed(ctx: Context, field: str, value: object, key: str, said: Said) -> str:
    name = f"{key}.{field}"
    if isinstance(kept := st.session_state.get(name), date | int | float):  # kept when it was no field of text yet
        st.session_state[name] = _written(kept)
    return st.text_input(
        _label(ctx, field, said),
        _written(value),
        key=name,
        placeholder=said.get("placeholder") or ctx.t("common.unknown"),
        help=said.get("help"),
    )


def _written(value: object) -> str:
    """Write a value as it can be typed."""
    if isinstance(value, time) and not isinstance(value, Unread):
        return f"{value:%H:%M}"
    return "" if value is None else str(value).replace("-", "/") if type(value) is date else str(value)


def _told(ctx: Context, field: str, found: T, key: str, said: Said) -> T:
    """Say beside a field why what was typed is refused, and take note of it for the form's button."""
    why = found.why if isinstance(found, Unread) else None
    refuse(f"{key}.{field}", said.get("label") or ctx.t(f"field.{field}"), why)
    place = beneath(f"{key}.{field}")
    if why is not None:
        place.markdown(f":red[{plain(ctx.t(why))}]")
    return found


def choice(ctx: Context, field: str, value: str | None, topic: str, codes: Sequence[str], key: str) -> str | None:
    """Ask for one of a closed list; unknown stays possible."""
    options = [None, *codes]
    chosen = st.selectbox(
        ctx.t(f"field.{field}"),
        options,
        index=options.index(value),
        format_func=lambda code: ctx.t("common.unknown") if code is None else ctx.t(f"{topic}.{code}"),
        key=f"{key}.{field}",
    )
    beneath(f"{key}.{field}")
    return chosen


def required_choice(ctx: Context, field: str, value: str, topic: str, codes: Sequence[str], key: str) -> str:
    """Ask for one of a closed list that is always known."""
    chosen = st.selectbox(
        ctx.t(f"field.{field}"),
        codes,
        index=list(codes).index(value),
        format_func=lambda code: ctx.t(f"{topic}.{code}"),
        key=f"{key}.{field}",
    )
    beneath(f"{key}.{field}")
    return chosen


def yes_no(ctx: Context, field: str, value: bool | None, key: str) -> bool | None:
    """Ask for yes, no or unknown."""
    words = {None: "common.unknown", True: "common.yes", False: "common.no"}
    options = [None, True, False]
    chosen = st.selectbox(
        ctx.t(f"field.{field}"),
        options,
        index=options.index(value),
        format_func=lambda answer: ctx.t(words[answer]),
        key=f"{key}.{field}",
    )
    beneath(f"{key}.{field}")
    return chosen


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
