"""The catalogue of sentences: complete in both languages, nothing said that is not there, nothing there that is not said."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook import vocabulary as v
from desk import inspection, today
from desk.coverage import MODELS
from desk.readiness import LEVELS
from matching.pairs.costs import TERMS
from matching.pairs.rules import RULES
from matching.policy import AIMS, load_policy
from matching.problem.tiers import tier_table
from matching.why.explain import TOLD_APART
from matching.why.fairness import DIMENSIONS
from ui.components.keyboard import keyboard
from ui.components.leaving import leaving
from ui.components.listing import listing
from ui.pages import glossary, method
from ui.pages_for import ACCOUNT_ENTRIES, ENTRIES
from words.eras import DATES
from words.say import AREAS, FOLDER, LANGUAGES, calling_areas, catalogue, placeholders, say

ROOT = Path(__file__).parents[2]
CODES = catalogue()
TOPICS = {code.partition(".")[0] for code in CODES}
SPEAKERS = {"say", "t", "tell", "both", "Message", "fault", "unreadable", "note"}
"""Functions that are given a code among their first arguments; errors are raised with one."""
ALL = None
"""Whatever the catalogue holds under the family's pattern."""
SHEETS = (
    *("figures", "gaps", "trend", "areas", "municipalities", "catchments", "towns", "facilities", "about"),
    *("map", "ready", "visits", "for", "no_gaps"),
)
HANGING = (
    "CareNote",
    "Consent",
    "ContactPerson",
    "FacilityCondition",
    "PersonAvoid",
    "PersonNight",
    "PersonWish",
    "SupportTeamMember",
    "Town",
)
"""Records that are imported with another one."""
BY_LIST = {
    "identified_as.*": v.IDENTIFIED_AS,
    "joint.column.*": ALL,
    "urgency.*": v.URGENCIES,
    "facility_status.*": v.FACILITY_STATUS,
    "facility_source.*": v.FACILITY_SOURCES,
    "review.column.*": ALL,
    "review.function.*": ALL,
    "review.refusal.*": ALL,
    "review.row.*": ALL,
    "review.survey.*": ALL,
    "statistic_level.*": v.STATISTIC_LEVELS,
    "tonight.opens_*": ALL,
    "tonight.brief_opens_*": ALL,
    "tonight.*distance_unknown": ALL,
    "tonight.*distance_rough": ALL,
}
"""Families of which neither beginning nor end stands in the source: a closed list under a name of its own."""
TERMS_TOLD = tuple(term for group in glossary.GROUPS.values() for term in group)
FAMILIES = {
    "account.column.*": ALL,
    "account.ended_*": ("idle", "over", "switched_off"),
    "accepted_sex.*": v.ACCEPTED_SEXES,
    "adopt.column.*": ALL,
    "answer_page.*": ALL,
    "answers.column.*": ALL,
    "base_map.*": v.BASE_LAYERS,
    "answers.state_*": ("open", "expired", "revoked"),
    "access_decay.*": ALL,
    "access_decay_defined.*": ALL,
    "access_method.*": ALL,
    "access_method_defined.*": ALL,
    "aim.*": ALL,
    "ask.column.*": ALL,
    "asking.*": ("present", "in_order", "expected"),
    "asking.column.*": ALL,
    "asking.gap_*": (1, 2, 3),
    "audit.action_*": ("insert", "update", "delete"),
    "audit.column.*": ALL,
    "audit.detail_*": ALL,
    "audit.entity.*": ALL,
    "audit.fault.*": ALL,
    "audit.held.*": ALL,
    "audit.kind.*": v.ACCESS_KINDS,
    "audit.log_*": v.LOGS,
    "audit.look_*": (*inspection.LOOKS, "record"),
    "audit.note_*": (*inspection.LOOKS, "record"),
    "audit.what.*": ALL,
    "ask.column.*_gain": ALL,
    "caregiver.*": v.CAREGIVERS,
    "change.*": ALL,
    "cli.column.*": ALL,
    "cli.os.*": ALL,
    "confirm.*": ALL,
    "consent_by.*": v.CONSENT_BY,
    "consent_form.*": v.CONSENT_FORMS,
    "consent_scope.*": v.CONSENT_SCOPES,
    "consultation_reason.*": v.CONSULTATION_REASONS,
    "contact_kind.*": v.CONTACT_KINDS,
    "contact_purpose.*": v.CONTACT_PURPOSES,
    "handing_way.*": v.HANDING_WAYS,
    "person_sheet_kind.*": v.PERSON_SHEETS,
    "person_sheets.column.*": ALL,
    "person_sheets.download_*": ALL,
    "person_sheets.hint_*": v.PERSON_SHEETS,
    "person_sheets.view_*": ALL,
    "capacity.column.*": ALL,
    "capacity.form_*": ALL,
    "capacity.unit.*": ALL,
    "capacity.view_*": ALL,
    "corporation_kind.*": v.CORPORATION_KINDS,
    "corporation_result.*": v.CORPORATION_RESULTS,
    "resource_need.*": v.RESOURCE_NEEDS,
    "resource_sharing.*": v.RESOURCE_SHARING,
    "resources.column.*": ALL,
    "meeting_kind.*": v.MEETING_KINDS,
    "issue_theme.*": v.ISSUE_THEMES,
    "issue_level.*": v.ISSUE_LEVELS,
    "issues.is_*": ALL,
    "joint.form_*": ALL,
    "joint.is_*": ALL,
    "joint.view_*": ALL,
    "joint_ending.*": v.JOINT_ENDINGS,
    "joint_reason.*": v.JOINT_REASONS,
    "advice_kind.*": v.ADVICE_KINDS,
    "meeting_form.*": v.MEETING_FORMS,
    "event_kind.*": v.EVENT_KINDS,
    "meetings.column.*": ALL,
    "meetings.text_*": ALL,
    "meetings.figure.*": ALL,
    "meetings.form_*": ALL,
    "meetings.view_*": ALL,
    "resources.told_*": v.RESOURCE_SHARING,
    "resources.view_*": ALL,
    "contacts.column.*": ALL,
    "contacts.hint_*": ALL,
    "contacts.shown_*": ALL,
    "contacts.view_*": ALL,
    "consultation_result.*": v.CONSULTATION_RESULTS,
    "consultations.column.*": ALL,
    "correcting.*": v.CORRECTIONS,
    "coverage.among_*": ALL,
    "coverage.by_*": ALL,
    "coverage.column.*": ALL,
    "coverage.compare_*": ALL,
    "coverage.demand_*": ALL,
    "coverage.empty_*": ALL,
    "coverage.level_*": ALL,
    "coverage.model_*": ALL,
    "coverage.model_help_*": ALL,
    "coverage.presence_*": ALL,
    "coverage.reach_*": ALL,
    "coverage.scheme_*": ALL,
    "coverage.tab_*": ALL,
    "coverage.threshold_*": ALL,
    "dates.by_*": ALL,
    "dates.column.*": ALL,
    "dates.marks_*": ALL,
    "dates.what_*": ALL,
    "decline.*": ALL,
    "legal_ground.*": ("consent", *v.ADMISSION_GROUNDS),
    "keyboard.*": keyboard.WORDS,
    "leaving.*": leaving.WORDS,
    "listing.*": listing.WORDS,
    "disability.*": v.DISABILITY_KINDS,
    "emergency.basis_*": ALL,
    "emergency.column.*": ALL,
    "emergency.full_*": ALL,
    "emergency_policy.*": v.EMERGENCY_POLICIES,
    "enquiry.*": v.ENQUIRY_ANSWERS,
    "given_for.*": v.GIVEN_FOR,
    "exit_step.*": v.EXIT_STEPS,
    "exit_task.*": v.EXIT_TASKS,
    "facilities.column.*": ALL,
    "facilities.view_*": ALL,
    "team_paper.*": ALL,
    "team_paper.download_*": ("pdf", "docx"),
    "app.dates_*": DATES,
    "approval.*": ALL,
    "approval.order_*": AIMS,
    "approval.download_*": ("pdf", "docx"),
    "facility_paper.*": ALL,
    "factor.*": v.RISK_FACTORS,
    "fairness.*": DIMENSIONS,
    "fairness.column.*": ALL,
    "field.*": ALL,
    "firm.column.*": ALL,
    "firm.counts_*": ("placed", "left"),
    "firm.mark_*": ALL,
    "firm.only_*": ("placed", "left"),
    "firm.points_*": ("placed", "left"),
    "firm.range_*": ALL,
    "firm.tied_*": ("placed", "left"),
    "follow.*": ALL,
    "follow_level.*": v.FOLLOW_LEVELS,
    "held_up.*": ALL,
    "help.*": ALL,
    "import.*": ("new", "changed", "unchanged", "missing", "rejected"),
    "imports.about_*": ALL,
    "imports.back_*": ("insert", "update", "delete"),
    "imports.column.*": ALL,
    "imports.kind_*": ALL,
    "kept.column.*": ALL,
    "located_at.*": v.LOCATED_AT,
    "measure.*": ALL,
    "measure_definition.*": ALL,
    "measure_source.*": ALL,
    "medical.*": v.MEDICAL_CARE,
    "method.*": (
        *("gap", "waits", "assumed_places", "assumed_metres", "asks", "lead_days"),
        *("record", "check", "answer"),
    ),
    "method.head_*": tuple(method.SECTIONS),
    "method.level_*": LEVELS,
    "method.model_*": MODELS,
    "method.told_*": (
        *("flow", "tiers", "lot", "next_best", "dates", "open", "nameless", "rounds", "short", "hash"),
        *("small", "linked", "safe"),
    ),
    "nav.*": ALL,
    "nav_section.*": tuple({entry.section for entry in {**ENTRIES, **ACCOUNT_ENTRIES}.values()} - {""}),
    "need.*": ALL,
    "nights.range_*": ALL,
    "need.care_*": ALL,
    "obstacle.*": ALL,
    "offices.*": ALL,
    "outcome.*": v.OUTCOMES,
    "pair_rules.*": v.PAIR_RULES,
    "people.column.*": ALL,
    "people.view_*": ALL,
    "search.column.*": ALL,
    "search.open_*": ("person", "facility"),
    "timeline.*": v.CORRECTIONS,
    "timeline.kind_*": ALL,
    "draft.kind_*": v.DRAFT_KINDS,
    "doubles.*": ("real_name", "kana"),
    "period.quarter_*": range(1, 5),
    "person_status.*": v.PERSON_STATUS,
    "promise.after_level_*": ALL,
    "promise.gained_*": ALL,
    "proposal.from_*": ALL,
    "proposal.pair_*": v.PAIR_RULES,
    "plan_state.*": ("draft", "adopted", "replaced"),
    "plan_state.column.*": ALL,
    "plan_state.since_*": ("draft", "adopted", "replaced"),
    "consequences.then_*": ALL,
    "proposal_status.*": v.PROPOSAL_STATUS,
    "proposals.column.*": ALL,
    "proposals.tab_*": ALL,
    "proposals.view_*": ALL,
    "question.*": ALL,
    "readiness.*": ("unknown", "none", "information", "always"),
    "readiness.column_*": ALL,
    "readiness.empty_*": ALL,
    "readiness.group_*": ALL,
    "readiness.level_*": ALL,
    "readiness.tab_*": ALL,
    "readiness.way_*": ALL,
    "readiness.ways_*": ALL,
    "reason.*": {term for term in TERMS if term not in TOLD_APART},
    "reason.past_person_*": ALL,
    "role.*": v.ROLES,
    "sign_in.*": ALL,
    "my_account.way_*": v.SIGN_IN_WAYS,
    "reason.travel_*": ALL,
    "reason.travel_*_unknown": ALL,
    "reason.vacancy_*": ALL,
    "reason.ward_*": ALL,
    "reason_short.*": ALL,
    "rights.column.*": ALL,
    "review.behind.*": ALL,
    "review.edition.*": ALL,
    "review.of.*": ALL,
    "review.form_*": ALL,
    "review.group.*": ALL,
    "review.meant.*": ALL,
    "rights.due_*": ("person", "call", "draft"),
    "rights.kind_*": ALL,
    "rights.table.*": ALL,
    "rights_kind.*": v.RIGHTS,
    "record.*": HANGING,
    "refused.*": ALL,
    "review.head.*": ALL,
    "review.table.*": ALL,
    "review.version_*": ("meeting", "publication", "kept"),
    "review.withheld.*": ALL,
    "removed.*": ALL,
    "residence.*": v.RESIDENCES,
    "room.leaves_*": ALL,
    "rooms.*": ("unseen", "free", "kept"),
    "rooms.tab_*": ALL,
    "rooms.*_hint": ("unseen", "free", "kept"),
    "rule.*": ALL,
    "scenario.column.*": ALL,
    "scenario.kind_*": ALL,
    "scenario.told_*": ALL,
    "service.*": ALL,
    "sex.*": v.SEXES,
    "sharing.*": v.SHARING,
    "sheet.*": SHEETS,
    "sheet.beside.*": ALL,
    "sheet.beside.column.*": ALL,
    "sheet.column.*": ALL,
    "sheet.download_*": ALL,
    "sheet.note_*": ALL,
    "sheet.per_*": ALL,
    "sheet.presence_*": ALL,
    "simulation.assume_*": ("served", "order", "sure"),
    "simulation.column_*": ALL,
    "simulation.known_*": ALL,
    "simulation.least_*": ALL,
    "simulation.metric_*": ALL,
    "simulation.misfit_*": ALL,
    "simulation.most_*": ALL,
    "simulation.rate_*": ALL,
    "simulation.shape_*": ALL,
    "sites.no_*": ALL,
    "sites.nobody_*": ALL,
    "source.*": v.CONSULTATION_SOURCES,
    "statistic.*": v.STATISTIC_KINDS,
    "stay_confirm.*": ALL,
    "stay_kind.*": v.STAY_KINDS,
    "stay_moved.*": ALL,
    "succession.sign_*": ALL,
    "support_scale.*": v.SUPPORT_LEVELS,
    "coverage_mark.*": ("gap", "class"),
    "coverage_outlined.*": ("gap", "class"),
    "map_about.*": ALL,
    "map_layer.*": ALL,
    "symbol.*": ALL,
    "glossary.group_*": tuple(glossary.GROUPS),
    "term.*": TERMS_TOLD,
    "term_told.*": TERMS_TOLD,
    "telephone.*": ("accepted", "declined", "later"),
    "template.*": ("column", "needed", "choices", "example", "help"),
    "tonight.brief_*": ALL,
    "tonight.last_stay_*": ALL,
    "people.*_scale": ALL,
    "tonight.*_scale": ALL,
    "tonight.policy_*": ALL,
    "tonight.rooms_*": ALL,
    "tonight.brief_wish_*": ALL,
    "tonight.wish_*": ALL,
    "today.due_*": today.KINDS,
    "today.reached_*": today.REACHED,
    "today.since_*": ALL,
    "today.step_*": ALL,
    "today.step_is_*": ALL,
    "travel.by_*": ALL,
    "trials.column.*": ALL,
    "trouble.*": ALL,
    "trials.is_suggestion_*": ALL,
    "trials.tab_*": ALL,
    "undated.*": ALL,
    "vacancy.*": v.VACANCIES,
    "visit_kind.*": v.VISIT_KINDS,
    "visits.column_*": ALL,
    "visits.place_*": ALL,
    "visits.view_*": ALL,
    "weekday.*": v.WEEKDAYS,
    "weight.*": ALL,
    "why.*": ("gains", "loses"),
    "why.gain_*_*": ALL,
    "why.near_*": ALL,
    "willingness.*": v.WILLINGNESS,
}
"""Every family of codes that the source puts together, with what stands in the place of ``*``."""
WIDGETS = {"answers.*", "imports.*", "kept.*.*", "nights.*", "proposals.*.*", "scenario.*.*"}
"""Names of widgets that look like families."""


def sources() -> list[Path]:
    """Return the modules whose sentences stand in the catalogue."""
    folders = ("casebook", "desk", "geodata", "matching", "ui", "words")
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
    ]


def pattern(text: ast.JoinedStr) -> str:
    """Return an f-string with ``*`` for what is filled in."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in text.values)


def fits(family: str, code: str) -> bool:
    """Return whether a code may be one of a family."""
    return re.fullmatch(re.escape(family).replace(r"\*", r"\w*"), code) is not None


def members(family: str) -> set[str]:
    """Return the codes of a family."""
    listed = {**BY_LIST, **FAMILIES}[family]
    if listed is ALL:
        return {code for code in CODES if fits(family, code)}
    return {family.replace("*", str(item)) for item in listed}


def widget_keys(tree: ast.AST) -> set[int]:
    """Return the nodes that name a widget, not a sentence."""
    keys = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "key"]
    return {id(inner) for key in keys for inner in ast.walk(key)}


def spoken(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what stands where a code is expected: the first arguments of whatever speaks, or of an error raised."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from node.exc.args
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in SPEAKERS:
                yield from node.args[:4]


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be: itself, or either side of a condition."""
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


SOURCES = {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in sources()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_topic_is_read_and_says_each_sentence_in_both_languages(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count(".ja = ") == path.read_text(encoding="utf-8").count(".en = ") > 0


def test_both_languages_say_something_with_the_same_placeholders() -> None:
    for code, said in CODES.items():
        assert set(said) == set(LANGUAGES), code
        assert all(text.strip() for text in said.values()), code
        assert placeholders(code, "ja") == placeholders(code, "en"), code
        assert "" not in placeholders(code, "ja"), code


def test_a_code_is_dotted_and_its_topic_in_small_letters() -> None:
    assert not [code for code in CODES if not re.fullmatch(r"[a-z0-9_]+(\.[A-Za-z0-9_]+)+", code)]


def test_the_form_of_a_word_is_given_for_one_and_for_more() -> None:
    forms = [
        form for said in CODES.values() for text in said.values() for form in re.findall(r"\{(\w+):([^}]*)\}", text)
    ]
    assert forms
    assert all(len(form.split("|")) == (len(AREAS) if name == "areas" else 2) for name, form in forms)


def test_everyday_pages_leave_methods_to_the_page_of_methods() -> None:
    """Papers that are checked from outside name the hash that they are checked by, and the server what to run."""
    of_methods = re.compile("SHA-?256|MCLP|LSCP|p-median|p-cent|半減期|sonae demo|[0-9０-９}]点")
    told = {code for code, said in CODES.items() if any(of_methods.search(text) for text in said.values())}
    elsewhere = {code for code in told if not code.startswith("method.")}
    assert elsewhere == {"approval.policy", "approval.check_sha", "server.needs_account"}


def test_a_ward_is_named_only_where_there_are_wards() -> None:
    for code, said in CODES.items():
        with calling_areas("area"):
            texts_of_area = [say(code, language, **dict.fromkeys(placeholders(code, language), 1)) for language in said]
        if "{areas:" in "".join(said.values()):
            assert not re.search(
                r"(?<![市地行政学校])区(?![域分])|\bwards?\b", " ".join(texts_of_area), re.IGNORECASE
            ), code


@pytest.mark.parametrize("path", SOURCES)
def test_every_code_that_is_said_is_in_the_catalogue(path: str) -> None:
    said = {text for node in spoken(SOURCES[path]) for text in texts(node)}
    named = {text for text in said if re.fullmatch(r"[a-z_]+(\.\w+)+", text) and text.partition(".")[0] in TOPICS}
    assert named - CODES.keys() == set()


def test_every_family_of_codes_that_the_source_puts_together_is_listed_and_none_else() -> None:
    found = set()
    for tree in SOURCES.values():
        keys = widget_keys(tree)
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and id(node) not in keys]
        found |= {family for family in map(pattern, joined) if re.fullmatch(r"[a-z_]+\.[\w.*]+", family)}
    speaking = {family for family in found if any(fits(family, code) for code in CODES)}
    assert speaking - WIDGETS == set(FAMILIES)


@pytest.mark.parametrize("family", [*BY_LIST, *FAMILIES])
def test_every_member_of_a_family_has_its_sentence(family: str) -> None:
    assert members(family) - CODES.keys() == set()


def test_every_sentence_is_said_somewhere() -> None:
    constants = {
        node.value
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    composed = {code for family in (*BY_LIST, *FAMILIES) for code in members(family)}
    assert CODES.keys() - constants - composed == set()


def test_every_error_that_is_raised_gives_what_its_sentence_asks_for() -> None:
    raised = 0
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args):
                continue
            given = {keyword.arg for keyword in node.exc.keywords}
            codes = [text for text in texts(node.exc.args[0]) if text in CODES]
            for code in codes:
                raised += 1
                assert None in given or placeholders(code, "ja") <= given, f"{path}: {code}"
    assert raised > 100


@pytest.mark.parametrize(
    "family",
    [
        family
        for family, listed in {**BY_LIST, **FAMILIES}.items()
        if listed is not ALL and family.endswith(".*") and family[:-2] in TOPICS
    ],
)
def test_every_item_of_a_closed_list_has_its_word_and_no_two_the_same(family: str) -> None:
    for language in LANGUAGES:
        said = Counter(CODES[code][language] for code in members(family))
        assert [text for text, count in said.items() if count > 1] == []


def test_the_rules_and_the_table_of_tiers_have_their_words() -> None:
    for rule in RULES:
        assert f"removed.{rule.code}" in CODES or rule.code == "missing_from_edition"
        if rule.negotiable and rule.code != "missing_from_edition":
            assert f"refused.{rule.code}" in CODES
    assert CODES.keys() >= set(tier_table(load_policy()))


def test_japanese_is_japanese_and_english_is_not() -> None:
    """Signs, names and codes may be alike in both; a sentence may not."""
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for code, said in CODES.items():
        if len(said["ja"]) > 20:
            assert japanese.search(said["ja"]), code
        if len(said["en"]) > 20:
            assert re.search(r"[A-Za-z]{2}", said["en"]), code
