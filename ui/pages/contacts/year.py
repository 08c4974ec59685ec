"""The year's contacts by kind, what for and where people live, month by month."""

import pandas as pd
import streamlit as st

from desk.city import City
from desk.contacts import contacts_between, contacts_of_year
from desk.period import fiscal_year
from ui.components.listing.tables import show_table
from ui.context import Context

YEARS = 5


def year(ctx: Context, city: City) -> None:
    """Show one fiscal year in numbers."""
    this = fiscal_year(ctx.today)
    chosen = st.selectbox(
        ctx.t("contacts.year"),
        [this - back for back in range(YEARS)],
        format_func=lambda one: ctx.t("contacts.fiscal_year", year=str(one)),
        key="contacts.year",
    )
    people = {key: file.person for key, file in city.everyone.items()}
    counted = contacts_of_year(contacts_between(ctx.book), people, city.places.names, chosen)
    st.metric(ctx.t("contacts.total"), ctx.show(counted.total))
    if not counted.total:
        st.info(ctx.t("contacts.none"))
        return
    so_far = sum(month <= ctx.today for month in counted.months)
    months = [ctx.t("contacts.month", month=one.month) for one in counted.months[:so_far]]
    groups = {
        "contact_kind": {ctx.t(f"contact_kind.{code}"): row for code, row in counted.by_kind.items()},
        "contact_purpose": {ctx.t(f"contact_purpose.{code}"): row for code, row in counted.by_purpose.items()},
        "ward": {name or ctx.t("common.unknown"): row for name, row in counted.by_area.items()},
    }
    for field, rows in groups.items():
        label = ctx.t(f"field.{field}")
        every = {**rows, ctx.t("contacts.total"): counted.by_month}
        frame = pd.DataFrame(
            [(name, sum(row), *row[:so_far]) for name, row in every.items()],
            columns=[label, ctx.t("contacts.total"), *months],
        )
        show_table(ctx, frame, label)
