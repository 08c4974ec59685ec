"""`sonae why`: ask a plan for its reasons and alternatives, or why not at one facility."""

from pathlib import Path
from typing import Annotated

import typer

from desk.city import PersonFile
from desk.errors import DeskError
from desk.plan import (
    FIRST_DRAW,
    LeftOut,
    PlanView,
    Suggestion,
    explain_pair,
    find_facility,
    find_person,
    firm_sentences,
    moves_text,
    options,
    pair_sentences,
    regret_text,
    summary,
)
from ui.cli.console import Json, out, print_json, reading_people
from ui.cli.planning.papers import check_form, write_paper
from ui.cli.planning.plan import AimOf, Draw, PeriodOption, PolicyFile, plan_from_options
from ui.cli.planning.shown import alternative_json, firm_json
from ui.settings import settings


def _outcome_of(view: PlanView, person: PersonFile) -> Suggestion | LeftOut:
    return next(outcome for outcome in view.everybody if outcome.person.key == person.key)


def why_json(view: PlanView, person: PersonFile, site: str | None) -> dict[str, object]:
    """Return why somebody is suggested where she is, and what else; or why not at one facility."""
    outcome = _outcome_of(view, person)
    document: dict[str, object] = {
        "person": person.key,
        "code_name": person.person.code_name,
        "reasons": {language: view.why(outcome.person, language) for language in ("ja", "en")},
        "firm": firm_json(view, person.key),
    }
    if site is None:
        return {
            **document,
            "alternatives": [alternative_json(view, option.alternative) for option in options(view, person)],
        }
    facility = find_facility(view, site)
    pair = explain_pair(view, person, facility)
    return {
        **document,
        "facility": facility.key,
        "name": facility.facility.name,
        "failed": list(pair.failed),
        "to_confirm": list(pair.to_confirm),
        "alternative": None if pair.alternative is None else alternative_json(view, pair.alternative),
        "why_not": {language: pair_sentences(view, pair, language) for language in ("ja", "en")},
    }


def why_lines(view: PlanView, person: PersonFile, site: str | None, language: str) -> list[str]:
    """Return the same for people to read."""
    if site is not None:
        facility = find_facility(view, site)
        sentences = pair_sentences(view, explain_pair(view, person, facility), language)
        return [f"{person.person.code_name} → {facility.facility.name}", *(f"  {line}" for line in sentences)]
    outcome = _outcome_of(view, person)
    where = f" → {outcome.facility.facility.name}" if isinstance(outcome, Suggestion) else ""
    lines = [
        f"{person.person.code_name}{where}",
        *(f"  {sentence}" for sentence in view.why(outcome.person, language)),
        *(f"  {sentence}" for sentence in firm_sentences(view, person.key, language)),
    ]
    for option in options(view, person):
        mark = "●" if option.chosen else " "
        regret = regret_text(view, option.alternative, language)
        lines.append(f"{mark} {option.facility.facility.name}: {regret}")
        if moves := moves_text(view, option.alternative, language):
            lines.append(f"    {moves}")
    return lines


def why(
    person: Annotated[str, typer.Argument(help="Code name or id.")],
    facility: Annotated[str | None, typer.Argument(help="Name, office number or id.")] = None,
    period: PeriodOption = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    draw: Draw = FIRST_DRAW,
    paper: Annotated[
        Path | None, typer.Option("--summary", help="Write the page for the team: PDF or DOCX, by the name's end.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask why a person is suggested there, what else there is, or why not at FACILITY. 理由と別の候補を示します。"""
    check_form(paper)
    book = reading_people("why")
    view = plan_from_options(book, period, policy, aim, draw=draw)
    person_file = find_person(view, person)
    if paper is not None:
        outcome = _outcome_of(view, person_file)
        if isinstance(outcome, LeftOut):
            raise DeskError("cli.no_summary", person=person_file.person.code_name)
        page = summary(view, outcome, settings().language)
        write_paper(book, page, paper, "person_summary", "why", [person_file.key])
    if as_json:
        print_json(why_json(view, person_file, facility))
        return
    for line in why_lines(view, person_file, facility, settings().language):
        out.print(line, markup=False, soft_wrap=True)
