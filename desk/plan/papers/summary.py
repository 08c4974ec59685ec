"""Papers without costs or ids: one suggestion for the support team, and one facility's dated stays to ask it with."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from desk.city import FacilityFile, roughly_placed
from desk.documents import Block, Document, Facts, Heading, Lines, Text
from desk.period import period_message
from desk.plan.dates import DatedView, day_text
from desk.plan.trials import PlanView, Suggestion
from desk.plan.why import options
from words.say import aside, join, say, service, show

FACILITY_PAPER = "facility_paper.html"
OTHERS = 3
ROOM = "\n"
"""Height to write by hand."""
# Names come from data: everything that is filled in is escaped.
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
)


def summary(view: PlanView, suggestion: Suggestion, language: str) -> Document:
    """Return the page for the support team; it fits on one side of A4."""
    to_confirm = [say(f"confirm.{code}", language) for code in suggestion.assignment.to_confirm]
    others = [
        _other(view, option.facility, language) for option in options(view, suggestion.person) if not option.chosen
    ]
    known_on = show(suggestion.facility.condition.confirmed_on, language)
    blocks: list[Block] = [
        Facts(_of_whom(view, suggestion, language)),
        Heading(_say("suggested", language), 2),
        Facts(_suggested(view, suggestion, language)),
        *_listed("to_confirm", to_confirm, language),
        *_listed("others", others[:OTHERS], language),
        Heading(_say("decision", language), 2),
        Facts([(_say(name, language), ROOM) for name in ("wish", "dates", "contact")]),
        Text(_say("note", language, known_on=known_on, made_on=show(view.made_on, language))),
    ]
    return Document(_say("title", language), [], blocks, language)


def _say(code: str, language: str, **params: object) -> str:
    return say(f"team_paper.{code}", language, **params)


def _listed(code: str, lines: list[str], language: str) -> list[Block]:
    return [Heading(_say(code, language), 2), Lines(lines)] if lines else []


def _of_whom(view: PlanView, suggestion: Suggestion, language: str) -> list[tuple[str, str | None]]:
    return [
        (_say("person", language), suggestion.person.person.code_name),
        (_say("lead", language), suggestion.person.lead_agency or show(None, language)),
        (_say("period", language), say("period.days", language, start=view.period.start, end=view.period.end)),
    ]


def _suggested(view: PlanView, suggestion: Suggestion, language: str) -> list[tuple[str, str | None]]:
    facility, condition = suggestion.facility.facility, suggestion.facility.condition
    offered = service(facility.service_code, facility.service_name, language)
    place = f"{view.source.places.label_of(facility) or ''}{facility.address or ''}" or show(None, language)
    told = {
        "facility": aside(facility.name, offered, language),
        "place": place + _distance(suggestion, language),
        "phone": facility.phone or show(None, language),
    }
    if condition.longest_stay_nights:
        told["nights"] = _say("nights_value", language, nights=condition.longest_stay_nights)
    told["stays"] = _stays(suggestion, language)
    if needs := suggestion.person.person.other_needs:
        told["needs"] = needs
    return [(_say(name, language), value) for name, value in told.items()]


def _stays(suggestion: Suggestion, language: str) -> str:
    """Say what of the past there is at the facility, the last first; or that it is the first time."""
    stays = [stay for stay in suggestion.person.stays if stay.facility_id == suggestion.facility.key]
    lines = [
        aside(
            f"{say(f'stay_kind.{stay.kind}', language)} {show(stay.start_on, language)}",
            say(f"outcome.{stay.outcome}", language) if stay.outcome else show(None, language),
            language,
        )
        for stay in reversed(stays)
    ]
    return "\n".join(lines) or _say("first", language)


def _other(view: PlanView, file: FacilityFile, language: str) -> str:
    facility = file.facility
    offered = service(facility.service_code, facility.service_name, language)
    place = view.source.places.label_of(facility) or show(None, language)
    return aside(facility.name, join((offered, place), language), language)


def _distance(suggestion: Suggestion, language: str) -> str:
    if suggestion.metres is None:
        return ""
    code = "distance_rough" if roughly_placed(suggestion.facility.facility) else "distance"
    return _say(code, language, km=f"{suggestion.metres / 1000:.1f}")


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
