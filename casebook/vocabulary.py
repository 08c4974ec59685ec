"""The closed lists of codes, and the bounds of numbers, that the database itself enforces; words are in the catalogues."""

from datetime import date

SEXES = ("female", "male", "other")
DISABILITY_KINDS = ("physical", "intellectual", "mental", "developmental", "intractable_disease", "higher_brain")
MEDICAL_CARE = (
    "suction",
    "tube_feeding",
    "ventilator",
    "tracheostomy",
    "oxygen",
    "catheter",
    "insulin",
    "iv_nutrition",
    "other",
)
SUPPORT_LEVELS = {"adult": (1, 2, 3, 4, 5, 6), "child": (1, 2, 3)}
BOUNDS = {
    "birth_year": (1900, 2100),
    "age": (0, 130),
    "max_distance_m": (1, 1_000_000),
    "nights": (1, 7),
    "trial_places": (0, 999),
    "longest_stay_nights": (1, 366),
    "age_min": (0, 150),
    "age_max": (0, 150),
    "beds": (0, 999),
    "emergency_rooms": (0, 99),
}
"""Least and most of the numbers that a plan is made from, by field; matching takes all of them."""
DAYS = (date(1900, 1, 1), date(2100, 12, 31))
"""First and last day that anything may be of."""
LONGEST, LONGEST_NAME, LONGEST_NOTE = 1_000, 200, 10_000
LENGTHS = {
    **dict.fromkeys(
        (
            "code_name",
            "real_name",
            "kana",
            "full_name",
            "relation",
            "checked_by",
            "name",
            "city",
            "ward",
            "town",
            "day_place",
            "day_city",
            "day_ward",
            "day_town",
            "phone",
            "fax",
            "office_number",
            "service_code",
            "agency",
            "operator",
            "in_charge",
            "council",
            "title",
            "corporation",
            "who_went",
            "office",
            "core_centre",
        ),
        LONGEST_NAME,
    ),
    **dict.fromkeys(
        (
            *("note", "notes", "description", "handover", "catchment", "towns", "other_needs", "readers", "story"),
            *("main_work", "issues", "next_plans", "summary", "opinions", "situation"),
        ),
        LONGEST_NOTE,
    ),
    **dict.fromkeys(("geometry", "outline", "shapes"), None),
}
"""Most characters of a text, by field: of others `LONGEST`; None for shapes, which readers bound by their corners."""
LATITUDES, LONGITUDES = (20, 46), (122, 154)
"""Of Japan, in degrees."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

CAREGIVERS = ("none", "single_over_75", "single_ill", "single", "couple_over_75", "couple", "several")
RISK_FACTORS = (
    "caregiver_ill",
    "caregiver_over_75",
    "sibling_care",
    "abuse_suspected",
    "recent_emergency",
    "discharge_pending",
    "home_unsafe",
    "isolated",
    "no_services",
    "behaviour_escalating",
)
TIERS = (1, 2, 3)
PERSON_STATUS = ("active", "watching", "closed")
IDENTIFIED_AS = (  # Table 3 of the yearly review
    "care_meetings",
    "visits",
    "joint_after_emergency",
    "continuing_other",
    "advice",
    "referral",
    "consultation_other",
)

RIGHTS = ("disclosure", "correction", "stop", "deletion")
"""What somebody may ask for of what is held about her."""
CONSENT_BY = ("person", "family_as_client", "legal_representative")
CONSENT_FORMS = ("oral", "written")
CONSENT_SCOPES = ("matching", "matching_and_sharing")

BASE_LAYERS = ("coast", "river", "road", "rail", "station")
"""Of the base map, from below."""
FACILITY_SOURCES = ("wamnet", "manual", "demo", "kaigo")
FACILITY_STATUS = ("open", "closed")
LOCATED_AT = ("office", "town", "ward", "none")
ACCEPTED_SEXES = ("any", "female", "male")
EMERGENCY_POLICIES = ("none", "past_use", "information", "always")
VACANCIES = ("free", "few", "full")
SHARING = ("public", "network", "private")

RESOURCE_NEEDS = ("place_to_be", "leisure", "meals", "daily_help", "outing", "work", "family", "peer", "other")
"""What people need beyond offices, and resources serve."""
RESOURCE_SHARING = ("public", "network", "named", "never")
"""Who is told of a resource: everybody, the network, those whom it names, nobody but who wrote it and coordinators."""
RESOURCE_BOUNDS = {"cost_yen": (0, 1_000_000), "at_once": (1, 999)}

MEETING_KINDS = (
    *("general", "practitioners", "consultation_offices", "project_team"),
    *("other", "steering", "activity"),
)
"""Of the meetings of a council, in the order of its sheet of a year; an activity is what it does beside its meetings."""
NAMED_MEETINGS = ("other", "activity")
"""Kinds of which a council has several, each told by its own name."""
MEETING_FORMS = ("in_person", "online", "hybrid", "written")
EVENT_KINDS = ("training", "practice_report", "information_exchange", "joint_case_conference")
MEETING_BOUNDS = {
    "fiscal_year": (2000, 2100),
    "planned": (0, 366),
    "attendance": (0, 9999),
    "offices_count": (0, 999),
}
ISSUE_THEMES = (
    *("8050", "transition_at_18", "transition_at_65", "medical_care", "housing", "transport"),
    *("human_resources", "disaster", "other"),
)
"""What regional issues are about; 8050: parents of eighty with children of fifty."""
ISSUE_LEVELS = ("ward", "city", "prefecture")
"""From a ward's council up."""
JOINT_REASONS = ("8050", "medical_care", "behaviour", "abuse", "whole_family", "other")
"""Why the base and the core centre support somebody together: what makes it hard for one office."""
JOINT_ENDINGS = ("goals_met", "handed_over", "base_alone", "moved_away", "other")
"""How joint support ended; handed over: the core centre goes on alone."""
ADVICE_KINDS = ("case", "training", "system", "other")
"""What a consultation office was visited for: advice on a case, a study meeting, how it works."""
CAPACITY_BOUNDS = {
    "offices": (0, 9_999),
    "with_plan": (0, 9_999_999),
    "self_planned": (0, 9_999_999),
    "entitled": (0, 9_999_999),
    "staff_hundredths": (0, 999_999),
    "claims": (0, 9_999_999),
}
"""What is counted of consultation for plans on a day, least and most: designated offices, people with a plan by an office,
people with one of their own, people entitled to services, specialists in hundredths of a full-time one, claims a month."""
CAPACITY_RATE_BOUNDS = {
    "cases_a_head": (0, 99_999_999),
    "claims_a_head": (0, 9_999_999),
    "plan_share": (0, 1_000),
    "self_share": (0, 1_000),
}
"""What follows from a count, least and most: both a head in their parts, the shares in thousandths."""
CAPACITY_SCALES = {
    "staff_hundredths": 100,
    "cases_a_head": 100,
    "claims_a_head": 10,
    "plan_share": 10,
    "self_share": 10,
}
"""In how many parts one of these is kept, of specialists, cases, claims and per cent; of others as it is."""
CORPORATION_KINDS = ("home_nursing", "care_insurance", "disability_services", "planning_office", "other")
"""What a corporation runs that was asked to consult for plans: 訪問看護, 介護保険, 障害福祉サービス, 指定特定相談支援."""
CORPORATION_RESULTS = ("next_year", "some_day", "considering", "not_possible")
"""What came of asking a corporation to open an office, as the council's paper of fiscal 2019 has it."""

STAY_KINDS = ("trial", "short_stay", "emergency")
OUTCOMES = ("went_well", "mixed", "broken_off")
RESIDENCES = ("home", "group_home", "hospital", "facility", "none", "other")

CONSULTATION_SOURCES = (  # Table 1 of the yearly review
    "ward_disability",
    "ward_family_health",
    "ward_public_assistance",
    "specialist",
    "commissioned_office",
    "planning_office",
    "service_provider",
    "police",
    "medical",
    "probation",
    "person",
    "other",
)
CONSULTATION_REASONS = ("caregiver_ill", "caregiver_dead", "abuse_suspected", "discharge", "infection_cluster", "other")
URGENCIES = ("today", "days", "weeks")
CONSULTATION_RESULTS = ("admitted", "advice")
ENQUIRY_ANSWERS = ("accepted", "declined", "no_answer")
ENQUIRY_REASONS = (
    "facility_full",
    "facility_staffing",
    "facility_information_missing",
    "facility_condition_not_met",
    "facility_safety",
    "facility_other",
)
PERSON_SHEETS = ("intake", "emergency", "handover")
HANDING_WAYS = ("in_person", "post", "fax", "email", "other")
GIVEN_FOR = ("other_person", "other_needs")
"""For whom an answer on the telephone was given, if not for whom the call turned out to be about."""
DRAFT_KINDS = (
    "call",
    "person",
    "exit",
    "visit",
    "contact",
    "review",
    "facility",
    "telephone",
    "care",
    *(f"sheet_{one}" for one in PERSON_SHEETS),
)
"""Forms that are kept while they are typed."""
VIEWED_PAGES = ("people", "facilities", "consultations", "proposals", "visits", "contacts")
"""Pages with a list of which views are kept."""
EXIT_STEPS = ("assessment", "next_place", "trial", "moved")
EXIT_TASKS = ("meeting", "motivation", "viewing", "trial", "handover", "after_7_days", "after_30_days", "other")
"""What is done on the way out of an emergency stay; the last but one are looks after somebody who left."""
CONTACT_KINDS = ("telephone", "visit", "care_meeting", "accompaniment", "letter")
CONTACT_PURPOSES = ("prevention", "after_emergency", "trial", "exit")
FOLLOW_LEVELS = ("monthly", "quarterly", "half_yearly", "yearly")
VISIT_KINDS = (  # Table 2 of the yearly review
    "short_stay",
    "group_home",
    "welfare_home",
    "guest_house",
    "continuous_employment",
    "barrier_free_apartment",
    "other",
)
WILLINGNESS = ("willing", "with_conditions", "unwilling")
PROPOSAL_STATUS = (
    "suggested",
    "asked",
    "accepted",
    "declined",
    "no_answer",
    "booked",
    "done",
    "broken_off",
    "released",
)
DECLINE_REASONS = (  # who declines comes first
    "person_wish",
    "person_distance",
    "person_timing",
    "person_health",
    "person_family",
    "person_other",
    "facility_full",
    "facility_staffing",
    "facility_information_missing",
    "facility_condition_not_met",
    "facility_safety",
    "facility_other",
)
PAIR_RULES = ("never", "not_before")

CORRECTIONS = ("corrected", "cancelled", "restored")

INCOMING = ("vacancy", "beds", "conditions", "proposal", "remark")
"""What a facility can say by its link."""
INCOMING_STATES = ("waiting", "taken", "set_aside")

STATISTIC_LEVELS = ("ward", "town", "city")
STATISTIC_KINDS = (
    "population",
    "population_0_14",
    "population_15_64",
    "population_65_over",
    "households",
    "certificate_physical",
    "certificate_intellectual",
    "certificate_mental",
)

ROLES = (
    "coordinator",
    "consultation_office",
    "ward_office",
    "core_centre",
    "planner",
    "facility",
    "administrator",
    "auditor",
)
"""Roles that an account may have."""
UNATTENDED = ("facility_link", "keeper")
"""Roles of no account: of what comes in by a facility's link, and of a timer that looks after the casebook."""
SCOPED = ("consultation_office", "ward_office", "core_centre", "facility")
"""Roles that are given for somewhere: an agency, a ward, a facility."""
SIGN_IN_WAYS = ("password", "oidc")
SIGN_IN_ENDS = ("signed_out", "everywhere", "idle", "over", "switched_off", "changed")
"""Why a session ended: by whoever was signed in, here or everywhere; after a pause, or the day; by an administrator;
because what she signs in with was changed."""

LOGS = ("audit", "access_log")
"""The logs that are chained: what was changed, and what was looked at, handed out or tried."""
ACCESS_KINDS = (
    "sign_in",
    "sign_in_refused",
    "sign_out",
    "locked_out",
    "account",
    "setting",
    "person_read",
    "list_read",
    "log_read",
    "search",
    "export",
    "print",
    "disclosure",
    "correction",
    "deletion",
    "glass_broken",
    "glass_reviewed",
    "restricted",
    "link_issued",
    "link_revoked",
    "link_opened",
    "link_refused",
    "calendar_read",
    "calendar_refused",
    "answer_received",
    "key_rotated",
    "migrated",
    "backed_up",
    "restored",
    "verified",
    "anchored",
)
"""What the access log knows: what changes no record, and yet is to be known of."""

LEGAL_GROUNDS = (
    "appi_27_1_1",
    "appi_27_1_2",
    "appi_27_1_3",
    "appi_27_1_4",
    "appi_69_1",
    "appi_69_2_2",
    "appi_69_2_3",
    "appi_69_2_4",
    "abuse_7",
    "abuse_16",
    "abuse_22",
    "comprehensive_89_3",
)
"""On which a file may be shared without consent: 個人情報保護法 第27条第1項 (offices of companies and corporations), 第69条 (cities
and what belongs to them), 障害者虐待防止法 第7条・第16条・第22条, 障害者総合支援法 第89条の3 (councils); numbered article, paragraph,
item. What each says stands in the catalogue (`legal_ground`)."""
HANDING_GROUNDS = ("consent", *LEGAL_GROUNDS)
"""On which a sheet about somebody is handed on."""
ADMISSION_GROUNDS = ("abuse_9", "physical_18", "intellectual_15_4", "child_21_6", "child_33", *LEGAL_GROUNDS)
"""On which somebody may be taken in without consent: 障害者虐待防止法 第9条第2項, 身体障害者福祉法 第18条, 知的障害者福祉法
第15条の4・第16条, 児童福祉法 第21条の6・第33条 (measures of a city or child guidance centre), and what allows to tell whoever
takes her in."""
