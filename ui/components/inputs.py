"""Form fields with a place for unknown: nothing here turns "not known" into no or zero."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st

from casebook import vocabulary as v
from ui.context import Context
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
    """Ask for a whole number, within the bounds that the database holds it to if none are given; empty is unknown."""
    least, most = bounds or v.BOUNDS.get(field) or (0, None)
    return st.number_input(
        ctx.t(f"field.{field}"), least, most, value, 1, key=f"{key}.{field}", placeholder=ctx.t("common.unknown")
    )


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
    """Ask which of a list are there: nothing chosen is unknown, "none" says that none is."""
    names = [str(code) for code in codes]
    present = [name for name in names if group.get(name)]
    chosen = st.multiselect(
        ctx.t(f"field.{field}"),
        [*names, NONE_AT_ALL],
        default=present or ([NONE_AT_ALL] if group and not present else []),
        format_func=lambda code: ctx.t("common.none") if code == NONE_AT_ALL else _item(ctx, topic, code),
        key=f"{key}.{field}",
        placeholder=ctx.t("common.unknown"),
    )
    return {name: name in chosen for name in names} if chosen else {}


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
