"""Which figures of papers for everybody are left out, so that all papers ever published together tell no small count.

A figure is small as on the ward sheet (`desk.publication.suppression`): from 1 to the limit less one; or it is counted
from fewer records than the limit, as the days of few stays are. Small ones are hidden, and with them what would tell
them: by sums within a table, by figures that several tables share, by parts of a whole, and by what papers told before.

What was told once stays as it was told: a number cannot be hidden any more, and what was hidden is hidden again.
Whatever cannot be proven within the effort that is allowed takes its whole table with it, and at last all tables.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from desk.publication.suppression import FAR, HIDDEN, MERGED, Cell, Sum, UnprovenError, count, suppress

EFFORT = 60.0
"""How long may be searched for what is hidden, in deterministic seconds (`suppress`); a second is about one of the clock."""
TRIES = 3
"""How often it is searched, each time with more tables hidden whole; then all are."""
Key = TypeVar("Key", bound=Hashable)
Told = int | str
"""A number as it was printed, `HIDDEN`, or `MERGED`."""


@dataclass(frozen=True)
class Figure:
    """A whole number that may be told.

    Attributes
    ----------
    behind
        How many records it is counted from; None: as many as it says.
    open
        It is no count of people or of what happened to them: known to all, and told whatever it is.
    printed
        It is on a table; others can only be worked out from some that are.
    slack
        By how much one figure is more than another one, which tells of nobody: it is no less than 0, and no secret.
    cost
        What hiding it costs.
    secret
        It must not be told whatever it is, since other papers hide it, and what they tell follows from it.
    """

    value: int
    behind: int | None = None
    open: bool = False
    printed: bool = True
    slack: bool = False
    cost: int = 1
    secret: bool = False

    def cell(self, limit: int) -> Cell:
        """Return what the figure is to whoever hides it."""
        if self.open:
            return Cell(self.value, self.value, self.value, shown=False)
        if self.slack:
            return Cell(self.value, 0, FAR, shown=False)
        if self.value >= limit and self.secret:
            return Cell(self.value, limit, FAR, small=True, cost=self.cost, shown=self.printed)
        if self.value >= limit and self.behind is not None and 0 < self.behind < limit:
            return Cell(self.value, 1 if self.printed else 0, FAR, small=True, cost=self.cost, shown=self.printed)
        return count(self.value, limit, self.cost, shown=self.printed)


@dataclass(frozen=True)
class Published(Generic[Key]):
    """All that papers print and that can be worked out from them.

    Attributes
    ----------
    figures
        By key.
    sums
        Figures that are the sum of others, in which one may stand several times.
    same
        Pairs of figures that are one.
    told
        What papers published before print in place of figures.
    """

    figures: Mapping[Key, Figure]
    sums: Sequence[Sum[Key]] = ()
    same: Sequence[tuple[Key, Key]] = ()
    told: Mapping[Key, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Protected(Generic[Key]):
    """What stands in place of figures.

    Attributes
    ----------
    marks
        `HIDDEN` or `MERGED` for each figure that is not printed.
    unproven
        Tables that are hidden whole, because the search came to no end.
    """

    marks: Mapping[Key, str]
    unproven: frozenset[Hashable] = frozenset()


def withhold(
    published: Published[Key], limit: int, table: Callable[[Key], Hashable], effort: float = EFFORT
) -> Protected[Key]:
    """Return what must stand in place of figures so that no small one can be worked out from all papers.

    Parameters
    ----------
    limit
        The smallest count that is told, other than 0.
    table
        Of which table a figure is.
    effort
        As for `suppress`, each time that it is tried.
    """
    one = _joined(published)
    figures, told = _figures(published, one), {one[key]: was for key, was in published.told.items() if key in one}
    values = {key: was if isinstance(was := told.get(key), int) else figure.value for key, figure in figures.items()}
    sums = [(one[total], tuple(one[part] for part in parts)) for total, parts in published.sums]
    right = [values[total] == sum(values[part] for part in parts) for total, parts in sums]
    besides = _corrected(sums, right, told) | {key for key, was in told.items() if was in (HIDDEN, MERGED)}
    cells = {
        key: Cell(was, was, was, shown=False) if isinstance(was := told.get(key), int) else figure.cell(limit)
        for key, figure in figures.items()
    }
    merged = {key for key, was in told.items() if was == MERGED}
    holding = [equation for equation, holds in zip(sums, right, strict=True) if holds]
    marks, unproven = _search(cells, holding, besides, merged, published, one, table, effort)
    return Protected(
        {key: marks[one[key]] for key, figure in published.figures.items() if figure.printed and one[key] in marks},
        unproven,
    )


def _search(
    cells: Mapping[Key, Cell],
    sums: Sequence[Sum[Key]],
    besides: set[Key],
    merged: set[Key],
    published: Published[Key],
    one: Mapping[Key, Key],
    table: Callable[[Key], Hashable],
    effort: float,
) -> tuple[dict[Key, str], frozenset[Hashable]]:
    """Return what is hidden and merged; a cell that is not proven takes its tables with it, then all of them."""
    tables: dict[Key, set[Hashable]] = {}
    for key, figure in published.figures.items():
        if figure.printed:
            tables.setdefault(one[key], set()).add(table(key))
    every = frozenset(name for names in tables.values() for name in names)
    whole: frozenset[Hashable] = frozenset()
    for _ in range(TRIES):
        hidden = {key for key, names in tables.items() if names & whole and cells[key].shown and cells[key].value}
        try:
            found = suppress(cells, sums, besides | hidden, merged, effort)
        except UnprovenError as error:
            whole |= next((names for key, names in tables.items() if key == error.key), every)
        else:
            return {key: MERGED if key in found.merged else HIDDEN for key in found.hidden}, whole
    return {key: HIDDEN for key in tables if cells[key].shown}, every


def _joined(published: Published[Key]) -> dict[Key, Key]:
    """Return for each figure the first of those that are one with it."""
    one = {key: key for key in published.figures}

    def root(key: Key) -> Key:
        while one[key] != key:
            key = one[key]
        return key

    for first, other in published.same:
        one[root(other)] = root(first)
    return {key: root(key) for key in one}


def _figures(published: Published[Key], one: Mapping[Key, Key]) -> dict[Key, Figure]:
    """Return the figures, those that are one as one: as dear as the dearest of them, counted from the fewest records."""
    found: dict[Key, list[Figure]] = {}
    for key, figure in published.figures.items():
        found.setdefault(one[key], []).append(figure)
    return {key: _of_all(alike) for key, alike in found.items()}


def _of_all(alike: Sequence[Figure]) -> Figure:
    behind = [figure.behind for figure in alike if figure.behind is not None]
    return Figure(
        alike[0].value,
        min(behind, default=None),
        open=any(figure.open for figure in alike),
        printed=any(figure.printed for figure in alike),
        slack=all(figure.slack for figure in alike),
        cost=max(figure.cost for figure in alike),
        secret=any(figure.secret for figure in alike),
    )


def _corrected(sums: Iterable[Sum[Key]], right: Iterable[bool], told: Mapping[Key, Told]) -> set[Key]:
    """Return what is not told anew: figures that no longer add up with what was told, since records were corrected."""
    return {
        key
        for (total, parts), holds in zip(sums, right, strict=True)
        if not holds
        for key in (total, *parts)
        if key not in told
    }
