"""Values of areas cut into classes, each with a shade that a colour-blind reader tells from its neighbours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Light to dark, each step also readable in grey (ColorBrewer "Blues", Brewer 2003).
SHADES = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
# Less on the one side, more on the other, told apart by colour-blind readers (ColorBrewer "PuOr").
DIVERGING = ("#5e3c99", "#b2abd2", "#f7f7f7", "#fdb863", "#e66101")
# Unlike the lightest shade and the middle of the differences, so that unknown is not taken for little or none.
UNKNOWN = "#a6a6a6"
Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Class:
    """One class: its shade, the range that it covers, and how many areas are in it."""

    shade: str
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Shading:
    """Values of areas, cut into classes.

    Attributes
    ----------
    breaks
        Upper ends of the classes, rising.
    shades
        One a class.
    """

    values: Mapping[str, float | None]
    breaks: tuple[float, ...]
    shades: tuple[str, ...]

    @classmethod
    def of(cls, values: Mapping[str, float | None], scheme: str = "quantiles") -> "Shading":
        """Cut the known values into at most five classes, the darker the more.

        Where there are no more than five different values, each is a class of its own.

        Parameters
        ----------
        scheme
            One of `SCHEMES`: classes of equal count, natural breaks (the classes whose values differ least within:
            Fisher 1958, Jenks 1977), or steps of equal width.
        """
        known = np.array([value for value in values.values() if value is not None], dtype=np.float64)
        each = np.unique(known)
        cuts = each if len(each) <= len(SHADES) else SCHEMES[scheme](known)
        breaks = tuple(float(cut) for cut in cuts)
        return cls(values, breaks, _spread(len(breaks)))

    @classmethod
    def of_differences(cls, values: Mapping[str, float | None]) -> "Shading":
        """Cut differences at zero and at half of the greatest, alike on both sides; no change is a class of its own."""
        known = np.array([value for value in values.values() if value is not None], dtype=np.float64)
        half = float(np.abs(known).max(initial=0)) / 2
        sides = [known < -half, (known >= -half) & (known < 0), known == 0, (known > 0) & (known <= half), known > half]
        there = [(float(known[side].max()), shade) for side, shade in zip(sides, DIVERGING, strict=True) if side.any()]
        return cls(values, tuple(cut for cut, _ in there), tuple(shade for _, shade in there))

    def colour(self, area: str) -> str:
        """Return an area's shade; a grey of its own where the value is unknown."""
        value = self.values.get(area)
        return UNKNOWN if value is None else self.shades[self._class(value)]

    @property
    def classes(self) -> tuple[Class, ...]:
        """The classes, from low to high; one that holds an area goes from the least to the greatest value in it."""
        held: list[list[float]] = [[] for _ in self.breaks]
        for value in self.values.values():
            if value is not None:
                held[self._class(value)].append(value)
        before = (self.breaks[:1] + self.breaks)[:-1]
        return tuple(
            Class(shade, min(members, default=low), max(members, default=high), len(members))
            for shade, members, low, high in zip(self.shades, held, before, self.breaks, strict=True)
        )

    @property
    def unknown(self) -> int:
        """How many areas have no known value."""
        return sum(value is None for value in self.values.values())

    def worst(self, side: str) -> frozenset[str]:
        """Return the areas of the lowest or the highest class (``low``, ``high``); nobody is worst where all are alike."""
        if len(self.breaks) < 2 or side not in ("low", "high"):
            return frozenset()
        last = 0 if side == "low" else len(self.breaks) - 1
        return frozenset(
            area for area, value in self.values.items() if value is not None and self._class(value) == last
        )

    def _class(self, value: float) -> int:
        return int(np.searchsorted(self.breaks, value))


def beyond(values: Mapping[str, float | None], side: str, threshold: float) -> frozenset[str]:
    """Return the areas at or beyond a threshold on one side (``low``, ``high``); unknown ones are not."""
    sign = {"low": -1, "high": 1}.get(side)
    return frozenset(
        area
        for area, value in values.items()
        if sign is not None and value is not None and sign * value >= sign * threshold
    )


def _quantiles(values: Values) -> Sequence[float]:
    # Whole numbers, since 3/5 of 10 is a little more than 6 in floating point.
    ends = -(-len(values) * np.arange(1, len(SHADES) + 1) // len(SHADES)) - 1
    return list(np.unique(np.sort(values)[ends]))


def _natural(values: Values) -> Sequence[float]:
    from mapclassify import FisherJenks  # here, since it takes seconds to load

    return list(FisherJenks(values, len(SHADES)).bins)


def _equal(values: Values) -> Sequence[float]:
    # The last cut is the greatest value itself, not one that rounding has moved below it.
    return [*np.linspace(values.min(), values.max(), len(SHADES) + 1)[1:-1], values.max()]


SCHEMES: Mapping[str, Callable[[Values], Sequence[float]]] = {
    "quantiles": _quantiles,
    "natural": _natural,
    "equal": _equal,
}
"""How values are cut into classes."""


def _spread(count: int) -> tuple[str, ...]:
    """Return one shade a class, spread over the whole scale."""
    if count == 1:
        return (SHADES[1],)
    return tuple(SHADES[step] for step in np.linspace(0, len(SHADES) - 1, count).round().astype(int))
