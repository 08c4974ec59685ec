"""The kinds of columns and rules that the tables are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from casebook import vocabulary as v
from words.zone import TOKYO

SEALED = "sealed"
# SQLite counts rowids in 64-bit integers only for a column declared exactly INTEGER.
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


class TokyoDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: stored in UTC, handed out in Asia/Tokyo; a naive time is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time without zone, and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time needs its zone: {value}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Hand out Tokyo time."""
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(TOKYO)


def one_of(column: str, values: Iterable[object]) -> sa.CheckConstraint:
    """Hold a column to a closed list; NULL (unknown) passes."""
    listed = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_listed")


def check(name: str, rule: str | sa.ColumnElement[bool]) -> sa.CheckConstraint:
    """Name a CHECK; an expression is written as each database has it."""
    return sa.CheckConstraint(rule, name=name)


def between(column: str, bounds: tuple[int, int] | None = None) -> str:
    """Return the rule that a number keeps within its bounds, those of the vocabulary if none are given."""
    least, most = bounds or v.BOUNDS[column]
    return f"{column} BETWEEN {least} AND {most}"


def yes_no_unknown(prefix: str, items: Iterable[object]) -> list[sa.Column[Any]]:
    """One nullable boolean an item: NULL is unknown, and stays apart from no."""
    return [sa.Column(f"{prefix}{item}", sa.Boolean(create_constraint=True, name=f"{prefix}{item}")) for item in items]


def to(table: str, column: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[Any]:
    """Refer to a row that may not disappear from under this one."""
    foreign = sa.ForeignKey(f"{table}.id", ondelete="RESTRICT")
    return sa.Column(column, BIG, foreign, nullable=nullable, unique=unique, index=not unique)


def text(name: str, *, required: bool = False) -> sa.Column[Any]:
    """Return a text column; a required one may not be empty either (see not_empty)."""
    return sa.Column(name, sa.Text, nullable=not required)


@dataclass(frozen=True)
class Secret:
    """That a column is sealed (`casebook.vault`).

    Attributes
    ----------
    only_if
        Column and value by which the rows are known that are sealed; all are if None.
    searched
        Whether rows are found by the whole text or a word of it, without opening them.
    """

    only_if: tuple[str, str] | None = None
    searched: bool = False


def secret(
    name: str, *, required: bool = False, only_if: tuple[str, str] | None = None, searched: bool = False
) -> sa.Column[Any]:
    """Return a text column that nobody reads without the casebook's key; see `Secret`."""
    return sa.Column(name, sa.Text, nullable=not required, info={SEALED: Secret(only_if, searched)})


def secret_json(name: str) -> sa.Column[Any]:
    """Return a column of JSON that nobody reads without the casebook's key: in the database it is one JSON string."""
    return sa.Column(name, sa.JSON, nullable=False, info={SEALED: Secret()})


def not_empty(column: str) -> sa.CheckConstraint:
    """Refuse an empty text."""
    return check(f"{column}_not_empty", f"length({column}) > 0")


def point() -> list[sa.Column[Any]]:
    """Latitude, longitude (JGD2011 degrees) and how exactly the place is known."""
    return [
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("located_at", sa.Text, nullable=False, server_default="none"),
    ]


def point_rules() -> list[sa.CheckConstraint]:
    """Both coordinates or neither, and inside Japan."""
    return [
        check("point_whole", "(lat IS NULL) = (lon IS NULL)"),
        check("point_in_japan", f"{between('lat', v.LATITUDES)} AND {between('lon', v.LONGITUDES)}"),
    ]


def level_rules() -> list[sa.CheckConstraint]:
    """Hold a point and how exactly it is known to each other."""
    return [check("point_level", "(lat IS NULL) = (located_at = 'none')"), one_of("located_at", v.LOCATED_AT)]


def needs() -> list[sa.Column[Any]]:
    """Who somebody is and what she needs, as far as it matters where she could stay."""
    return [
        text("sex"),
        text("city"),
        text("ward"),
        *yes_no_unknown("has_", v.DISABILITY_KINDS),
        text("support_scale"),
        sa.Column("support_level", sa.Integer),
        *yes_no_unknown("needs_", v.MEDICAL_CARE),
        *yes_no_unknown("", ["severe_behaviour", "wheelchair"]),
        secret("other_needs"),
    ]


def needs_rules() -> list[sa.CheckConstraint]:
    """Hold sex and scale to their lists, and a level inside its own scale; a level without scale says nothing."""
    on_scale = " OR ".join(
        f"(support_scale = '{scale}' AND {between('support_level', (levels[0], levels[-1]))})"
        for scale, levels in v.SUPPORT_LEVELS.items()
    )
    return [
        check("support_level_on_scale", f"(support_level IS NULL) OR {on_scale}"),
        check("support_scale_for_level", "support_level IS NULL OR support_scale IS NOT NULL"),
        one_of("sex", v.SEXES),
        one_of("support_scale", v.SUPPORT_LEVELS),
    ]
