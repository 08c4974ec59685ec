"""The form as HTML that works without a script, and the pages that say one sentence."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from casebook import vocabulary as v
from desk.answers import MOST_TEXT, REASONS, Asked, Question
from desk.errors import Fault
from desk.proposals import ANSWERS
from ui.server.own_page import own_page
from words.say import aside, join, known, pair, say

STYLE = (Path(__file__).parent / "form.css").read_text(encoding="utf-8")


def form_page(
    page: Asked,
    language: str,
    *,
    key: str,
    here: str,
    typed: Mapping[str, Sequence[str]] | None = None,
    faults: Sequence[Fault] = (),
    empty: bool = False,
) -> str:
    """Return the form.

    Parameters
    ----------
    key
        By which the form is known when it is sent.
    here
        Its own path, with the language.
    typed
        What stands in it already.
    faults, empty
        Why it was not taken.
    """
    problems = [_fault_text(fault, language) for fault in faults]
    month = page.nights[0]
    return _render(
        "form.html",
        language,
        page=page,
        key=key,
        here=here,
        month=f"{month:%Y-%m}",
        month_text=say("answer_page.month", language, year=str(month.year), month=month.month),
        months=[
            (f"{one:%Y-%m}", say("answer_page.month", language, year=str(one.year), month=one.month))
            for one in page.months
        ],
        typed={name: values[0] for name, values in (typed or {}).items() if values},
        ticked={name: set(values) for name, values in (typed or {}).items()},
        problems=[*problems, *([say("answer_page.empty", language)] if empty else [])],
        groups=_groups(page.questions, language),
        vacancies=[(code, say(f"vacancy.{code}", language)) for code in v.VACANCIES],
        said=[(code, say(f"answer_page.{code}", language)) for code in ANSWERS],
        reasons=[(code, say(f"decline.{code}", language)) for code in REASONS],
        most_beds=v.BOUNDS["beds"][1],
        most_text=MOST_TEXT,
    )


def plain_page(code: str, language: str, back: str | None = None) -> str:
    """Return a page that says one sentence, and leads back to the form if there is one."""
    return _render("plain.html", language, sentence=say(f"answer_page.{code}", language), back=back)


def _render(template: str, language: str, **more: Any) -> str:
    return own_page(
        f"answers/{template}",
        language,
        title=say("answer_page.title", language),
        style=STYLE,
        t=lambda code, **params: say(f"answer_page.{code}", language, **params),
        night_text=lambda day: _night(day, language),
        **more,
    )


def _groups(questions: Sequence[Question], language: str) -> list[tuple[str, list[dict[str, object]]]]:
    """Return the questions by their rule, each as the form shows it."""
    groups: dict[str, list[dict[str, object]]] = {}
    for one in questions:
        label = say(f"{one.topic}.{one.item}" if one.item else f"field.{one.field}", language)
        least, most = v.BOUNDS.get(one.column, (0, 0))
        groups.setdefault(one.rule, []).append(
            {
                "kind": one.kind,
                "name": one.column,
                "label": label,
                "options": [
                    (option, say(f"{one.topic}.{option}", language) if one.topic else option) for option in one.options
                ],
                "least": least,
                "most": most,
            }
        )
    return [(say(f"question.{rule}", language), fields) for rule, fields in groups.items()]


def _night(day: date, language: str) -> str:
    return aside(f"{day.month}/{day.day}", say(f"weekday.{v.WEEKDAYS[day.weekday()]}", language), language)


def _fault_text(fault: Fault, language: str) -> str:
    name = f"field.{fault.field}"
    label = say(name, language) if known(name) else join([fault.field], language)
    return pair(label, say(fault.message, language), language)
