"""Printed pages, without costs or ids: one suggestion for the support team in Japanese, one facility's dated stays."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from desk.city import roughly_placed
from desk.period import period_message
from desk.plan.dates import DatedView, day_text
from desk.plan.trials import PlanView, Suggestion
from desk.plan.why import options
from words.say import say, show

TEMPLATE = Path(__file__).parent / "summary.html"
FACILITY_PAPER = "facility_paper.html"
OTHERS = 3
# Names come from data: everything that is filled in is escaped.
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATE.parent),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
)


def summary_html(view: PlanView, suggestion: Suggestion) -> str:
    """Return the page as HTML that needs nothing from outside; it fits on one sheet of A4."""
    places = view.source.places
    facility, condition, person = suggestion.facility.facility, suggestion.facility.condition, suggestion.person.person
    stays = [stay for stay in suggestion.person.stays if stay.facility_id == suggestion.facility.key]
    others = [option.facility.facility for option in options(view, suggestion.person) if not option.chosen][:OTHERS]
    return _ENVIRONMENT.get_template(TEMPLATE.name).render(
        period=say("trials.period_value_ja", "ja", start=view.period.start, end=view.period.end),
        made_on=show(view.made_on, "ja"),
        person=person.code_name,
        lead=suggestion.person.lead_agency or show(None, "ja"),
        facility=facility.name,
        service=facility.service_name,
        place=f"{places.label_of(facility) or ''}{facility.address or ''}" or show(None, "ja"),
        phone=facility.phone or show(None, "ja"),
        nights=condition.longest_stay_nights and f"{condition.longest_stay_nights}泊まで",
        distance=_distance(suggestion),
        stays=[
            (say(f"stay_kind.{stay.kind}", "ja"), show(stay.start_on, "ja"), _outcome(stay.outcome))
            for stay in reversed(stays)
        ],
        to_confirm=[say(f"confirm.{code}", "ja") for code in suggestion.assignment.to_confirm],
        others=[
            f"{other.name}（{other.service_name}、{places.label_of(other) or show(None, 'ja')}）" for other in others
        ],
        known_on=show(condition.confirmed_on, "ja"),
        needs=person.other_needs,
    )


def facility_paper(dated: DatedView, facility_id: int, language: str) -> str:
    """Return a facility's dated stays as HTML that needs nothing from outside, to ask the facility with."""
    view = dated.view
    facility = view.source.facilities[facility_id].facility
    stays = sorted(
        (stay for stay in dated.dated.stays if stay.facility_id == facility_id),
        key=lambda stay: (stay.arrival, stay.person_id),
    )
    return _ENVIRONMENT.get_template(FACILITY_PAPER).render(
        language=language,
        say=lambda code, **params: say(f"facility_paper.{code}", language, **params),
        facility=facility.name,
        phone=facility.phone or show(None, language),
        period=say(period_message(view.period), language),
        made_on=show(view.made_on, language),
        stays=[
            {
                "person": view.person_name(stay.person_id),
                "lead": view.source.people[stay.person_id].lead_agency or show(None, language),
                "arrival": day_text(stay.arrival, language),
                "departure": day_text(stay.departure, language),
                "nights": stay.nights,
                "confirm": [say(f"stay_confirm.{code}", language) for code in stay.to_confirm],
            }
            for stay in stays
        ],
    )


def _distance(suggestion: Suggestion) -> str | None:
    if suggestion.metres is None:
        return None
    unsure = "（施設の位置が町・区までのため、要確認）" if roughly_placed(suggestion.facility.facility) else ""
    return f"約{suggestion.metres / 1000:.1f}km{unsure}"


def _outcome(outcome: str | None) -> str:
    return say(f"outcome.{outcome}", "ja") if outcome else show(None, "ja")
