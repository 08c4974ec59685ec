"""Fields for any record, one for each of its columns, by what the column holds."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
import streamlit as st

from casebook import vocabulary as v
from casebook.mapping import table_of
from casebook.records import Record
from desk.correcting import FIXED, LISTED
from ui.components import inputs
from ui.components.pick import labels
from ui.components.records.in_words import in_words
from ui.context import Context
from words.topics import topic

R = TypeVar("R", bound=Record)
IN_A_ROW = 3


def record_fields(ctx: Context, record: R, key: str) -> R:
    """Ask for what a record says; return it as typed."""
    asked = [one for one in fields(record) if one.name not in ("id", *FIXED[type(record)])]
    values: dict[str, Any] = {}
    entity = table_of(type(record)).name
    for number, field in enumerate(asked):
        if number % IN_A_ROW == 0:
            columns = st.columns(IN_A_ROW)
        with columns[number % IN_A_ROW]:
            values[field.name] = (
                inputs.listed(
                    ctx,
                    field.name,
                    getattr(record, field.name),
                    topic(entity, field.name),
                    field.metadata["items"],
                    key,
                )
                if field.metadata
                else _field(ctx, record, field.name, key)
            )
    return replace(record, **values)


def _field(ctx: Context, record: Record, name: str, key: str) -> Any:
    table, value = table_of(type(record)), getattr(record, name)
    column = table.c[name]
    if (codes := LISTED.get((type(record), name))) is not None:
        ask = inputs.choice if column.nullable else inputs.required_choice
        return ask(ctx, name, value, topic(table.name, name), codes, key)
    if column.foreign_keys:
        return _other(ctx, record, column, key)
    kind = column.type.python_type
    if issubclass(kind, datetime):
        return inputs.moment(ctx, name, value, key)
    if issubclass(kind, date):
        return inputs.day(ctx, name, value, key)
    if kind is bool:
        return inputs.yes_no(ctx, name, value, key)
    if kind is int and (scale := v.CAPACITY_SCALES.get(name)):
        return inputs.parts(ctx, name, value, key, scale)
    if kind is int:
        return inputs.number(ctx, name, value, key)
    if v.LENGTHS.get(name) == v.LONGEST_NOTE:
        return inputs.long_text(ctx, name, value, key)
    return inputs.text(ctx, name, value, key)


def _other(ctx: Context, record: Record, column: sa.Column[Any], key: str) -> int | None:
    """Ask for one of the people or facilities that the actor may see; what is there already stays among them."""
    name, value = column.name, getattr(record, column.name)
    city, entity = ctx.city(), table_of(type(record)).name
    there = city.facilities if name.endswith("facility_id") else city.everyone
    known = {one: in_words(ctx, entity, name, one, city) for one in (*there, *([] if value is None else [value]))}
    options: list[int | None] = [*([None] if column.nullable else []), *sorted(known, key=known.__getitem__)]
    return st.selectbox(
        ctx.t(f"field.{name}"),
        options,
        index=options.index(value),
        format_func=labels(options, lambda one: ctx.t("common.unknown") if one is None else known[one]),
        key=f"{key}.{name}",
    )
