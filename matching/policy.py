"""Named, versioned weights: what counts how much when a plan is made."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

from matching.errors import PolicyError

STANDARD = Path(__file__).parent / "policies" / "standard.toml"
MOST = 1_000_000
"""The largest whole number a policy may hold; keeps every cost far inside 64 bits."""
MOST_BYTES = 64 * 1024
"""Of a policy file; the standard one has three thousand."""
_SHOWN = 60
AIMS = ("cost", "readiness", "nights")
"""What comes first in a plan: the most people placed at the least cost, the most emergency options gained, or the most nights
in the base's emergency rooms averted."""
ADDED: Mapping[str, Mapping[str, object]] = {
    "scope": {
        "past_use_half_life_months": 0,
        "aim": "cost",
        "emergency_past_use_months": 24,
        "emergency_renew_months": 3,
        "suspected_abuse_points": 4,
        "asks_per_person": 8,
        "unconfirmed_chance_percent": 70,
        "answers_half_life_months": 24,
        "least_chance_percent": 3,
        "tier_1_waits_at_most": 0,
    },
    "dates": {"lead_days": 0, "holidays_left_out": False, "receive_per_day": 0, "accompany_per_week": 0},
    "weights": {"left_out_twice": 0, "acceptance": 0, "not_listed": 0},
}
"""Keys that earlier policies did not have; where they are missing these values keep plans as they were then."""


@dataclass(frozen=True)
class Weights:
    """Cost of each thing a plan weighs, in whole cost points.

    A term is never below 0: past use starts from its neutral value, which good experience lowers and bad raises.
    """

    travel_home_per_km: int
    travel_day_per_km: int
    ward_neighbour: int
    ward_other: int
    ward_unknown: int
    past_person_neutral: int
    past_person_went_well: int
    past_person_unrecorded: int
    past_person_mixed: int
    past_person_broken_off: int
    past_person_older_percent: int
    past_similar_neutral: int
    past_similar_per_person: int
    vacancy_few: int
    vacancy_full: int
    vacancy_unknown: int
    unconfirmed: int
    not_listed: int
    left_out_twice: int
    acceptance: int
    spread_step: int

    def as_dict(self) -> dict[str, int]:
        """Return the weights as a plain mapping, in the order of the file."""
        return asdict(self)


@dataclass(frozen=True)
class Scope:
    """What a plan assumes where the data say nothing, and how far back it looks.

    Attributes
    ----------
    trial_services
        Service codes in which trial stays take place.
    assumed_places
        Trial places of a facility that has not said how many it has.
    assumed_metres
        Distance where none is known.
    past_use_months, past_use_recent_months
        Stays that ended longer before the period than the first are not looked at; longer than the second count less.
    past_use_half_life_months
        If above 0, a stay counts half as much after every so many months, instead of the two steps.
    aim
        One of `AIMS`.
    emergency_past_use_months
        For so long after a stay a facility knows the person well enough to take them in an emergency.
    emergency_renew_months
        Whoever loses their last emergency option within so many months is listed for a repeat trial.
    suspected_abuse_points
        Points of suspected abuse in the table of risk tiers, which decide what it means by itself.
    asks_per_person
        So many facilities are asked for one person in a period at the most; 0 for no bound.
    unconfirmed_chance_percent
        For each condition still to be confirmed the chance of a yes is so much of what it would be.
    answers_half_life_months
        What was answered or told counts half as much after every so many months; 0 if it does not age.
    least_chance_percent
        Facilities that are expected to say yes less often than so are not among those to call first.
    tier_1_waits_at_most
        Nobody of tier 1 is left out by more adopted plans in a row while a place fits; 0 if that is not promised.
    """

    trial_services: tuple[str, ...]
    assumed_places: int
    assumed_metres: int
    past_use_months: int
    past_use_recent_months: int
    past_use_half_life_months: int
    aim: str
    emergency_past_use_months: int
    emergency_renew_months: int
    suspected_abuse_points: int
    asks_per_person: int
    unconfirmed_chance_percent: int
    answers_half_life_months: int
    least_chance_percent: int
    tier_1_waits_at_most: int


@dataclass(frozen=True)
class Dating:
    """What bounds the days on which stays begin.

    Attributes
    ----------
    lead_days
        Days from the plan to the first stay, to ask and to prepare.
    holidays_left_out
        Whether no stay begins on a public holiday, nor has a night at the year's end, unless the person wants that.
    receive_per_day
        Most stays that begin at one facility on one day; 0 for no bound.
    accompany_per_week
        Most stays that begin in one week everywhere together; 0 for no bound.
    """

    lead_days: int
    holidays_left_out: bool
    receive_per_day: int
    accompany_per_week: int


@dataclass(frozen=True)
class Policy:
    """One policy file, checked; `sha256` is that of the file's bytes, so that a plan names exactly what it used.

    Attributes
    ----------
    unaimed
        The policy that this one is with another aim; None if it aims as it was written.
    """

    name: str
    version: str
    description_ja: str
    description_en: str
    scope: Scope
    dates: Dating
    weights: Weights
    sha256: str
    unaimed: "Policy | None" = field(default=None, compare=False, repr=False)


def load_policy(path: Path | None = None) -> Policy:
    """Read and check a policy file.

    Parameters
    ----------
    path
        A TOML file; None for the standard policy that comes with the software.

    Raises
    ------
    PolicyError
        The file cannot be read, is no TOML, or a key is missing (other than `ADDED`), unknown or holds a value that
        is not allowed.
    """
    path = path or STANDARD
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PolicyError("policy.unreadable", file=str(path)) from error
    if len(content) > MOST_BYTES:
        raise PolicyError("policy.too_large", file=str(path), limit=MOST_BYTES // 1024)
    return _understood(content, str(path))


@lru_cache(maxsize=4)
def _understood(content: bytes, file: str) -> Policy:
    try:
        table = tomllib.loads(content.decode())
    except RecursionError as error:
        raise PolicyError("policy.too_deep", file=file) from error
    except ValueError as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise PolicyError("policy.not_toml", file=file, detail=str(error)) from error
    table.setdefault("dates", {})
    _expect_keys(table, {"name", "version", "description_ja", "description_en", "scope", "dates", "weights"}, "")
    weights = _section(table, "weights", {field.name for field in fields(Weights)})
    scope = _section(table, "scope", {field.name for field in fields(Scope)})
    return Policy(
        name=_text(table, "name"),
        version=_text(table, "version"),
        description_ja=_text(table, "description_ja"),
        description_en=_text(table, "description_en"),
        scope=_scope(scope),
        dates=_dating(_section(table, "dates", {field.name for field in fields(Dating)})),
        weights=Weights(**{key: _weight(key, value) for key, value in weights.items()}),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def reweighted(policy: Policy, changes: Mapping[str, object], name: str) -> Policy:
    """Return a policy with some weights changed, under a name of its own.

    Its `sha256` is that of the policy's and the changed weights, so that it stands for exactly these.

    Raises
    ------
    PolicyError
        There is no such weight, or its value is not allowed.
    """
    if not changes:
        return policy
    allowed = {one.name for one in fields(Weights)}
    for key in sorted(set(changes) - allowed):
        raise PolicyError("policy.unknown_key", key=f"weights.{key}", allowed=", ".join(sorted(allowed)))
    weights = Weights(**{**policy.weights.as_dict(), **{key: _weight(key, changes[key]) for key in changes}})
    digest = hashlib.sha256(repr((policy.sha256, sorted(weights.as_dict().items()))).encode()).hexdigest()
    return replace(policy, name=f"{policy.name} + {name}", weights=weights, sha256=digest, unaimed=None)


def aiming(policy: Policy, aim: str) -> Policy:
    """Return a policy with another aim, under a name and a `sha256` of its own; there and back it is the same again.

    Raises
    ------
    PolicyError
        There is no such aim.
    """
    origin = policy.unaimed or policy
    if _aim(aim) == origin.scope.aim:
        return origin
    digest = hashlib.sha256(repr((origin.sha256, aim)).encode()).hexdigest()
    scope = replace(origin.scope, aim=aim)
    return replace(origin, name=f"{origin.name} + {aim}", scope=scope, sha256=digest, unaimed=origin)


def _weight(key: str, value: object) -> int:
    return _whole(value, f"weights.{key}", 0, 100 if key.endswith("_percent") else MOST)


def _scope(table: Mapping[str, object]) -> Scope:
    services = table["trial_services"]
    if not isinstance(services, list) or not services or not all(isinstance(code, str) and code for code in services):
        raise PolicyError("policy.service_list", key="scope.trial_services", value=_short(services))
    months = _whole(table["past_use_months"], "scope.past_use_months", 0, 1200)
    return Scope(
        trial_services=tuple(services),
        assumed_places=_whole(table["assumed_places"], "scope.assumed_places", 1, 100),
        assumed_metres=_whole(table["assumed_metres"], "scope.assumed_metres", 0, MOST),
        past_use_months=months,
        past_use_recent_months=_whole(table["past_use_recent_months"], "scope.past_use_recent_months", 0, months),
        past_use_half_life_months=_whole(
            table["past_use_half_life_months"], "scope.past_use_half_life_months", 0, 1200
        ),
        aim=_aim(table["aim"]),
        emergency_past_use_months=_whole(
            table["emergency_past_use_months"], "scope.emergency_past_use_months", 0, 1200
        ),
        emergency_renew_months=_whole(table["emergency_renew_months"], "scope.emergency_renew_months", 0, 1200),
        suspected_abuse_points=_whole(table["suspected_abuse_points"], "scope.suspected_abuse_points", 0, 100),
        asks_per_person=_whole(table["asks_per_person"], "scope.asks_per_person", 0, 1000),
        unconfirmed_chance_percent=_whole(
            table["unconfirmed_chance_percent"], "scope.unconfirmed_chance_percent", 1, 100
        ),
        answers_half_life_months=_whole(table["answers_half_life_months"], "scope.answers_half_life_months", 0, 1200),
        least_chance_percent=_whole(table["least_chance_percent"], "scope.least_chance_percent", 0, 100),
        tier_1_waits_at_most=_whole(table["tier_1_waits_at_most"], "scope.tier_1_waits_at_most", 0, 100),
    )


def _dating(table: Mapping[str, object]) -> Dating:
    left_out = table["holidays_left_out"]
    if not isinstance(left_out, bool):
        raise PolicyError("policy.not_a_switch", key="dates.holidays_left_out", value=_short(left_out))
    return Dating(
        lead_days=_whole(table["lead_days"], "dates.lead_days", 0, 366),
        holidays_left_out=left_out,
        receive_per_day=_whole(table["receive_per_day"], "dates.receive_per_day", 0, 100),
        accompany_per_week=_whole(table["accompany_per_week"], "dates.accompany_per_week", 0, MOST),
    )


def _aim(value: object) -> str:
    if value not in AIMS:
        raise PolicyError("policy.no_such_aim", value=_short(value), allowed=", ".join(AIMS))
    return str(value)


def _section(table: Mapping[str, object], name: str, keys: set[str]) -> Mapping[str, object]:
    section = table[name]
    if not isinstance(section, dict):
        raise PolicyError("policy.not_a_section", key=name, value=_short(section))
    completed = {**ADDED[name], **section}
    _expect_keys(completed, keys, f"{name}.")
    return completed


def _expect_keys(table: Mapping[str, object], keys: set[str], prefix: str) -> None:
    for key in sorted(keys - set(table)):
        raise PolicyError("policy.missing_key", key=prefix + key)
    for key in sorted(set(table) - keys):
        raise PolicyError("policy.unknown_key", key=prefix + key, allowed=", ".join(sorted(keys)))


def _text(table: Mapping[str, object], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise PolicyError("policy.not_text", key=key, value=_short(value))
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _whole(value: object, key: str, least: int, most: int) -> int:
    # In Python True is an int; in a policy it is a mistake.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise PolicyError("policy.not_whole", key=key, value=_short(value), least=least, most=most)
    return value
