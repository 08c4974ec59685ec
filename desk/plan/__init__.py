"""The plan of trial stays: its problem, the plan and why, dates, scenarios, and what was kept of it."""

from desk.plan.dates import (
    DatedView,
    date_plan_of,
    keep_dated,
    month_days,
    month_table,
    months,
    stay_table,
    to_ics,
    weekday_text,
)
from desk.plan.edits import Edits, Imagined, edit_lines, edited
from desk.plan.effects import SiteEffects, answer_text, made_ready, placed, site_effects
from desk.plan.experience import answers, emergency_answers
from desk.plan.kept import KeptPlan, kept_plan, kept_plans
from desk.plan.kept_scenarios import (
    TriedScenario,
    adopt,
    compare_all,
    drop_scenario,
    edits_of,
    keep_edits,
    scenarios_of,
)
from desk.plan.problem import (
    PlanInput,
    matching_facility,
    matching_person,
    past_use,
    plan_input,
    present,
    travel_messages,
    travel_summary,
)
from desk.plan.scenarios import SideBySide, try_edits
from desk.plan.summary import summary_html
from desk.plan.trials import (
    LeftOut,
    PlanView,
    Suggestion,
    keep_plan,
    left_out_table,
    line_frame,
    plan_trials,
    suggestion_table,
)
from desk.plan.why import (
    Option,
    change_text,
    explain_pair,
    find_facility,
    find_person,
    moves_text,
    near_miss_texts,
    options,
    pair_sentences,
    place_gains,
    regret_text,
    shortage_text,
    shortages,
)
from matching.problem.conditions import CONDITIONS, ONLY_YES
from matching.problem.learning import TURN, Acceptance, acceptance_by_facility, acceptance_by_need
from matching.solving.network import GAIN_NAMES, GAINS
from matching.trials.compare import Change, Totals
from matching.trials.plan import SOLVERS
from matching.trials.record import gained_by_kind
from matching.why.alternatives import Alternative, Regret
from matching.why.effects import Effect
from matching.why.fairness import DIMENSIONS, Served, Waiting, fairness, waiting
from matching.why.shortage import Gain

__all__ = [
    "CONDITIONS",
    "DIMENSIONS",
    "GAINS",
    "GAIN_NAMES",
    "ONLY_YES",
    "SOLVERS",
    "TURN",
    "Acceptance",
    "Alternative",
    "Change",
    "DatedView",
    "Edits",
    "Effect",
    "Gain",
    "Imagined",
    "KeptPlan",
    "LeftOut",
    "Option",
    "PlanInput",
    "PlanView",
    "Regret",
    "Served",
    "SideBySide",
    "SiteEffects",
    "Suggestion",
    "Totals",
    "TriedScenario",
    "Waiting",
    "acceptance_by_facility",
    "acceptance_by_need",
    "adopt",
    "answer_text",
    "answers",
    "change_text",
    "compare_all",
    "date_plan_of",
    "drop_scenario",
    "edit_lines",
    "edited",
    "edits_of",
    "emergency_answers",
    "explain_pair",
    "fairness",
    "find_facility",
    "find_person",
    "gained_by_kind",
    "keep_dated",
    "keep_edits",
    "keep_plan",
    "kept_plan",
    "kept_plans",
    "left_out_table",
    "line_frame",
    "made_ready",
    "matching_facility",
    "matching_person",
    "month_days",
    "month_table",
    "months",
    "moves_text",
    "near_miss_texts",
    "options",
    "pair_sentences",
    "past_use",
    "place_gains",
    "placed",
    "plan_input",
    "plan_trials",
    "present",
    "regret_text",
    "scenarios_of",
    "shortage_text",
    "shortages",
    "site_effects",
    "stay_table",
    "suggestion_table",
    "summary_html",
    "to_ics",
    "travel_messages",
    "travel_summary",
    "try_edits",
    "waiting",
    "weekday_text",
]
