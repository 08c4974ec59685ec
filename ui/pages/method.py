"""How it is worked out: by which numbers plans and figures are made, what they mean, and how a plan is checked without Sonae."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd
import streamlit as st

from desk.coverage import DECAY, DECAYS, METHOD, METHODS, MINUTES, MODELS, WITHIN_M
from desk.policy import AIMS, load_policy
from desk.readiness import LEVELS
from desk.simulation import CONFIDENCE, ROOMS
from desk.ward_sheet import FEW
from ui.components.details import show_labelled
from ui.components.listing.tables import show_table
from ui.components.plans.kept_plans import CLOSENESS
from ui.components.text import bullets, plain
from ui.context import Context
from ui.pages.simulation.page import SEED, YEARS

RECORD, CHECK = "sonae plan --open 1 --dump plan.json", "python docs/verify_plan.py plan.json"
"""How a kept plan's record is written, and how it is proven by whoever has neither Sonae nor the casebook."""


def page(ctx: Context) -> None:
    """Show a section for each method: its numbers, and behind a button what they mean."""
    st.caption(ctx.t("method.about"))
    for name, section in SECTIONS.items():
        st.subheader(ctx.t(f"method.head_{name}"), anchor=False)
        more = section(ctx)
        with st.expander(plain(ctx.pair(ctx.t("method.more"), ctx.t(f"method.head_{name}")))):
            st.markdown(bullets(more))


def _plan(ctx: Context) -> Iterable[str]:
    policy = load_policy()
    scope = policy.scope
    numbers: dict[str, object] = {
        "gap": 0,
        "waits": scope.tier_1_waits_at_most or ctx.t("method.not_set"),
        "assumed_places": scope.assumed_places,
        "assumed_metres": scope.assumed_metres,
        "asks": scope.asks_per_person or ctx.t("method.not_set"),
        "lead_days": policy.dates.lead_days,
    }
    show_labelled(ctx, [(ctx.t(f"method.{name}"), value) for name, value in numbers.items()])
    show_labelled(ctx, [(ctx.t(f"aim.{aim}"), ctx.t(f"approval.order_{aim}")) for aim in AIMS])
    return [ctx.t(f"method.told_{name}") for name in ("flow", "tiers", "lot", "next_best", "dates")]


def _policy(ctx: Context) -> Iterable[str]:
    policy = load_policy()
    scope = policy.scope
    described = policy.description_ja if ctx.language == "ja" else policy.description_en
    st.markdown(plain(ctx.t("trials.policy_name", name=policy.name, version=policy.version)))
    st.markdown(plain(described))
    rows = [(ctx.t(f"weight.{name}"), weight) for name, weight in policy.weights.as_dict().items()]
    frame = pd.DataFrame(rows, columns=[ctx.t("trials.weight"), ctx.t("people.point")])
    show_table(ctx, frame, ctx.t("method.head_policy"))
    return [
        ctx.t("method.told_weights"),
        ctx.t(
            "method.past_use_counts",
            months=scope.past_use_months,
            recent=scope.past_use_recent_months,
            half_life=scope.past_use_half_life_months,
        ),
        ctx.t("method.told_file", sha256=policy.sha256),
    ]


def _close(ctx: Context) -> Iterable[str]:
    least, most = CLOSENESS
    show_labelled(ctx, [(ctx.t("method.usual"), least), (ctx.t("method.most"), most)])
    return [ctx.t("kept_plan.stay_close_help")]


def _proof(ctx: Context) -> Iterable[str]:
    told = {"record": RECORD, "check": CHECK, "answer": ctx.t("method.answer_told")}
    show_labelled(ctx, [(ctx.t(f"method.{name}"), value) for name, value in told.items()])
    return [ctx.t(f"method.told_{name}") for name in ("open", "nameless", "rounds", "short", "hash")]


def _readiness(ctx: Context) -> Iterable[str]:
    scope = load_policy().scope
    levels = [(ctx.t(f"readiness.level_{level}"), ctx.t(f"method.level_{level}")) for level in LEVELS]
    months = [
        (ctx.t("method.known_months"), scope.emergency_past_use_months),
        (ctx.t("method.renew_months"), scope.emergency_renew_months),
    ]
    show_labelled(ctx, [*levels, *months])
    return [ctx.t("readiness.intro"), ctx.pair(ctx.t("chance.title"), ctx.t("chance.help"))]


def _coverage(ctx: Context) -> Iterable[str]:
    told: list[tuple[str, object]] = [
        (ctx.t("coverage.within"), WITHIN_M),
        (ctx.t("coverage.minutes"), MINUTES),
        (ctx.t("coverage.method"), ctx.t(f"access_method.{METHOD}")),
        (ctx.t("coverage.decay"), ctx.t(f"access_decay.{DECAY}")),
        (ctx.t("method.threshold"), ctx.t("method.threshold_told")),
    ]
    show_labelled(ctx, told)
    return [
        *(ctx.t(f"access_method_defined.{name}") for name in METHODS),
        *(ctx.pair(ctx.t(f"access_decay.{name}"), ctx.t(f"access_decay_defined.{name}")) for name in DECAYS),
        *(ctx.pair(ctx.t(f"method.model_{name}"), ctx.t(f"coverage.model_help_{name}")) for name in MODELS),
    ]


def _simulation(ctx: Context) -> Iterable[str]:
    told: list[tuple[str, object]] = [
        (ctx.t("simulation.years"), ctx.join(ctx.show(years) for years in YEARS)),
        (ctx.t("simulation.seed"), SEED),
        (ctx.t("method.confidence"), f"{100 * CONFIDENCE:g}"),
        (ctx.t("method.rooms"), ROOMS),
    ]
    show_labelled(ctx, told)
    assumed = ("served", "order", "sure")
    return [ctx.t("simulation.seed_help"), *(ctx.t(f"simulation.assume_{name}") for name in assumed)]


def _protection(ctx: Context) -> Iterable[str]:
    told = [(ctx.t("method.least_shown"), ctx.settings.small_cell), (ctx.t("method.few"), FEW)]
    show_labelled(ctx, told)
    return [
        *(ctx.t(f"method.told_{name}") for name in ("small", "linked", "safe")),
        ctx.t("review.withheld.merged"),
    ]


SECTIONS: Mapping[str, Callable[[Context], Iterable[str]]] = {
    "plan": _plan,
    "policy": _policy,
    "close": _close,
    "proof": _proof,
    "readiness": _readiness,
    "coverage": _coverage,
    "simulation": _simulation,
    "protection": _protection,
}
"""Each shows its numbers and returns what explains them, a sentence a line."""
