"""Where an address lies, as the answer says it: at a town's point, at a ward's, or nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from words.message import Message, WithMessage

Level = Literal["town", "ward", "none"]


@dataclass(frozen=True)
class Placed(WithMessage):
    """Where an address lies, how surely, and why.

    Attributes
    ----------
    lat, lon
        JGD2011 degrees; None when `level` is ``none``.
    level
        ``town``: the point of a town; ``ward``: of a whole ward, or of a municipality without wards; ``none``: not
        placed. (A row with coordinates of its own is at level ``office``; it is never asked here.)
    town, ward, city
        What was recognised, even when it could not be placed.
    candidates
        How many points the answer stands for: 1 for a plain match.
    message
        The reason.
    """

    lat: float | None
    lon: float | None
    level: Level
    town: str | None
    ward: str | None
    city: str | None
    candidates: int
    message: Message


def nowhere(code: str, town: str | None = None, count: int = 0, **params: object) -> Placed:
    """Return the answer that an address is not placed, and why."""
    return Placed(None, None, "none", town, None, None, count, Message(code, {"town": town or "", **params}))


@dataclass(frozen=True)
class Where:
    """A municipality, or one ward of it; what is not known is None and narrows nothing."""

    city: str | None
    ward: str | None

    def holds(self, other: "Where") -> bool:
        """Say whether a municipality or ward lies in this one."""
        return self.city in {None, other.city} and self.ward in {None, other.ward}

    def __str__(self) -> str:
        return f"{self.city or ''}{self.ward or ''}"


NOWHERE = Where(None, None)


def place_names(places: Iterable[Where]) -> list[str]:
    """Name wards of one city without it, and those of several with it."""
    apart = len({place.city for place in places}) > 1
    return sorted(str(place) if apart or not place.ward else place.ward for place in places)
