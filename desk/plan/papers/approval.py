"""One page by which a plan is approved: what it is, what it comes to, who is served, how to check it; counts, no names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desk.documents import Block, Cell, Document, Grid, Heading, Lines
from desk.period import period_message
from desk.plan.kept import KeptPlan
from desk.plan.trials import PlanView
from desk.plan.why import FIRST_DRAW, due_texts
from matching.trials import sealed
from matching.why import Served, fairness, waiting
from words.say import say, show

SIGNATURES = ("drafter", "section", "division", "department")
TIERS = (1, 2, 3)
MOST_WARDS = 6
"""More are told together, so that they stand beside each other."""
ROOM = "\n\n"
"""Height for a seal."""


def approval(
    view: PlanView, kept: KeptPlan | None, record: Mapping[str, Any], language: str, today: date, *, standard: bool
) -> Document:
    """Return the paper; it fits on one side of A4.

    Parameters
    ----------
    kept
        The plan as it was kept, opened or just now; None of one that was not.
    record
        What `sonae plan --dump` writes of it: its SHA-256 stands on the paper.
    standard
        Whether it was made by the city's own policy, so that the command need not name a file.
    """
    blocks: list[Block] = [
        Grid([_say(f"sign_{one}", language) for one in SIGNATURES], [[ROOM] * len(SIGNATURES)], widths=[1, 1, 1, 1]),
        _about(view, kept, language),
        Heading(_say("figures", language), 3),
        _by_tier(view, language),
        Lines(_figures(view, language)),
        Heading(_say("fairness", language), 3),
        Lines([turn_text(view, language), *due_texts(view, language)[:1], *_longest(view, language)]),
        *_by_ward(view, language),
        Heading(_say("method", language), 3),
        Lines([_say(code, language) for code in ("exact", f"order_{view.aim}", "decides")]),
        Heading(_say("check", language), 3),
        Lines(_check(view, kept, record, language, standard=standard)),
    ]
    return Document(_say("title", language), [_say("made", language, day=today)], blocks, language)


def turn_text(view: PlanView, language: str) -> str:
    """Say how many were left out again and again, and whether it is their turn."""
    waited = waiting(view.plan)
    if not waited.people:
        return say("fairness.nobody_waited", language)
    turn = say("fairness.turn" if waited.points else "fairness.turn_off", language, points=f"{waited.points:,}")
    counts = {"count": waited.people, "eligible": waited.eligible, "placed": waited.placed}
    return f"{say('fairness.waited', language, **counts)} {turn}"


def _say(code: str, language: str, **params: object) -> str:
    return say(f"approval.{code}", language, **params)


def _about(view: PlanView, kept: KeptPlan | None, language: str) -> Grid:
    """Return what the plan is: of when, its number, who made and who adopted it, by which policy."""
    policy = view.plan.problem.policy
    number = state = _say("not_kept", language)
    made = show(view.made_on, language)
    if kept is not None:
        standing, by, at = kept.standing
        number, state = str(kept.key), _say(f"state_{standing}", language, by=by, at=at)
        made = _say("by", language, by=kept.made_by, at=kept.made_at)
    told = {
        "period": say(period_message(view.period), language),
        "number": number,
        "made_by": made,
        "state": state,
    }
    heads = [_say(name, language) for name in told]
    by_policy = _say("policy", language, name=policy.name, version=policy.version, sha256=policy.sha256)
    return Grid(heads, [list(told.values())], note=by_policy, widths=[4, 2, 4, 5])


def _by_tier(view: PlanView, language: str) -> Grid:
    """Return who takes part, who has a suggestion, and why others have none: a row a tier, and all."""
    tiers = {person.id: person.tier for person in view.plan.problem.people}
    everyone, placed = Counter(tiers.values()), view.plan.placed_by_tier
    reasons = Counter((one.unplaced.reason, tiers[one.person.key]) for one in view.left_out)
    whys = sorted({reason for reason, _ in reasons})
    counts = [(everyone[tier], placed[tier], *(reasons[why, tier] for why in whys)) for tier in TIERS]
    names = [say("people.tier_value", language, tier=tier) for tier in TIERS]
    rows: list[list[Cell]] = [[name, *row] for name, row in zip(names, counts, strict=True)]
    rows.append([_say("all", language), *map(sum, zip(*counts, strict=True))])
    heads = [_say(name, language) for name in ("tier", "people", "placed")]
    heads += [say(f"reason_short.{why}", language) for why in whys]
    return Grid(heads, rows, numeric=frozenset(range(1, len(heads))))


def _figures(view: PlanView, language: str) -> list[str]:
    load = Counter(one.facility.key for one in view.suggestions)
    sites, places = sum(map(bool, view.plan.spread)), sum(map(len, view.plan.spread))
    measured = sum(one.metres is not None for one in view.suggestions)
    lines = [
        _say("facilities", language, used=len(load), all=sites, left=places - view.placed, places=places),
        _say("travel", language, km=round(view.plan_metres / 1000), count=measured),
        _say("burden", language),
    ]
    if view.source.served:
        lines.append(_say("served", language, count=len(view.source.served)))
    if view.held_up:
        lines.append(_say("held_up", language, count=len(view.held_up)))
    if view.opened and view.since is not None and view.since.changes:
        lines.append(_say("changed", language, count=len(view.since.changes)))
    return lines


def _longest(view: PlanView, language: str) -> list[str]:
    """Say of those who consent and waited longest how long, how many they are and how many have a suggestion now."""
    waited = {one.id: one.left_out for one in view.plan.problem.people if one.consent and one.left_out}
    if not waited:
        return []
    longest = max(waited.values())
    who = {key for key, times in waited.items() if times == longest}
    placed = sum(one.person.key in who for one in view.suggestions)
    return [_say("longest", language, times=longest, count=len(who), placed=placed)]


def _by_ward(view: PlanView, language: str) -> list[Grid]:
    """Return who is served by ward, a column each, the largest first; those after `MOST_WARDS` together."""
    wards = [one for one in fairness(view.plan) if one.dimension == "ward"]
    if not wards:
        return []
    columns = [[show(one.group, language), *_served([one], language)] for one in wards[:MOST_WARDS]]
    if rest := wards[MOST_WARDS:]:
        columns.append([_say("other_wards", language, count=len(rest)), *_served(rest, language)])
    told = [say(f"fairness.column.{name}", language) for name in ("people", "placed", "share", "km")]
    heads, *rows = zip([say("fairness.ward", language), *told], *columns, strict=True)
    return [Grid(heads, rows, numeric=frozenset(range(1, len(heads))), widths=[3, *[2] * len(columns)])]


def _served(served: Sequence[Served], language: str) -> list[str]:
    """Return how many people there are, how many have a suggestion, their share, and their mean way."""
    people, placed = sum(one.people for one in served), sum(one.placed for one in served)
    metres, measured = sum(one.metres for one in served), sum(one.measured for one in served)
    km = f"{metres / measured / 1000:.1f}" if measured else show(None, language)
    return [f"{people:,}", f"{placed:,}", str(round(100 * placed / people)), km]


def _check(
    view: PlanView, kept: KeptPlan | None, record: Mapping[str, Any], language: str, *, standard: bool
) -> list[str]:
    """Say how anybody proves the plan anew, and by which figure its record is known."""
    words = ["sonae plan", f"--period {view.period}"]
    if kept is not None and view.opened:
        words.append(f"--open {kept.key}")
    else:
        constraints = view.plan.constraints
        words += [] if standard else ["--policy policy.toml"]
        words.append(f"--aim {view.aim}")
        words += [f"--draw {view.draw}"] if view.draw != FIRST_DRAW else []
        words += [f"--stay-close {constraints.stay_close}"] if constraints.stay_close else []
    words += ["--dates"] if "dates" in record else []
    words += ["--expected"] if "expected" in record else []
    dump = " ".join([*words, "--dump plan.json"])
    return [
        _say("check_how", language, dump=dump, verify="python docs/verify_plan.py plan.json"),
        _say("check_sha", language, sha256=sealed(record)["sha256"]),
    ]
