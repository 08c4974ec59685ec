"""The whole way up to a full casebook, gone by the command as a coordinator would: every file, every sheet."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from casebook.book import Casebook
from casebook.records import Facility, Person
from desk.city import read_places
from desk.importing.templates import CENTRES, CONDITIONS, PEOPLE, STAYS
from geodata.sheets import write_template
from tests.places.places import MADE, Home, Place
from ui import settings as settings_module
from ui.cli.app import app
from ui.settings import casebook

TODAY, PERIOD = "2026-11-22", "2027-01/2027-03"
WELCOME: dict[str, object] = {
    "offers_trial": True,
    "trial_places": 1,
    **{f"accepts_{kind}": True for kind in ("physical", "intellectual", "mental")},
    "adult_levels": "1、2、3、4、5、6",
    "sexes": "any",
    "age_min": 18,
    "wheelchair": True,
    "emergency_policy": "always",
    "vacancy": "free",
    "vacancy_on": TODAY,
    "confirmed_on": TODAY,
}


@dataclass
class Walked:
    """A place whose whole way up to the full casebook was gone, and what each import said."""

    place: Place
    folder: Path
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of its casebook."""
        return f"sqlite:///{self.folder / 'sonae.db'}"

    @property
    def book(self) -> Casebook:
        """Its casebook, open."""
        return casebook(self.url)

    @property
    def early(self) -> str:
        """The address of its casebook as it was when there were areas and towns and nothing else."""
        return f"sqlite:///{self.folder / 'early.db'}"

    def keep_early(self) -> None:
        """Keep the casebook as it is now as an early one."""
        with (
            closing(sqlite3.connect(self.folder / "sonae.db")) as now,
            closing(sqlite3.connect(self.folder / "early.db")) as early,
        ):
            now.backup(early)

    @contextmanager
    def at(self, url: str | None = None) -> Iterator[None]:
        """Point the settings at its casebook, or at an earlier one."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SONAE_DATABASE_URL", url or self.url)
            patch.setenv("SONAE_TODAY", TODAY)
            settings_module.settings.cache_clear()
            try:
                yield
            finally:
                settings_module.settings.cache_clear()

    def run(self, *words: object) -> str:
        """Run a command that must end well; return what it prints."""
        with self.at():
            done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *words: object) -> Any:
        """Run a command that must end well; return its JSON document."""
        return json.loads(self.run(*words, "--json"))

    def imports(self, kind: str, *files: Path, cities: tuple[str, ...] = ()) -> dict[str, Any]:
        """Import files, keeping some municipalities of them; remember and return what was said."""
        chosen = [word for city in cities for word in ("--city", city)]
        self.said[kind] = self.json("import", kind, *files, *chosen, "--commit")
        return self.said[kind]

    def sheet(self, kind: str, columns: Any, rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
        """Fill in a template and import it."""
        write_template(columns, self.folder / f"{kind}.csv", "csv", rows)
        return self.imports(kind, self.folder / f"{kind}.csv")


def named(office: Facility) -> dict[str, str | None]:
    """Return the columns by which a sheet names an office."""
    return {"office_number": office.office_number, "service_code": office.service_code}


def person(number: int, home: Home) -> dict[str, object]:
    """Return the row of somebody invented whom every office welcomes."""
    return {
        "code_name": f"W-{number:02d}",
        "city": home.city,
        "ward": home.ward,
        "town": home.town,
        "sex": ("female", "male")[number % 2],
        "birth_year": 1980 + number,
        "disability_kinds": ["intellectual"],
        "support_scale": "adult",
        "support_level": 3,
        "medical_care": ["none_at_all"],
        "severe_behaviour": False,
        "wheelchair": False,
        "tier_override": 1 + number % 3,
        "tier_override_reason": "試験",
        "consent_given_by": "person",
        "consent_form": "oral",
        "consent_given_on": "令和8年5月12日",
    }


def walk(place: Place, reference: Path, folder: Path) -> Walked:
    """Go the way from nothing to a full casebook."""
    walked = Walked(place, folder)

    def file(name: str) -> Path:
        return folder / name.removeprefix(MADE) if name.startswith(MADE) else reference / name

    walked.run("init")
    walked.imports("areas", file(place.areas), cities=place.cities)
    if place.towns:
        walked.imports("towns", *map(file, place.towns))
    walked.keep_early()
    walked.imports("wamnet", *map(file, place.offices), cities=place.cities)
    walked.sheet("people", PEOPLE, [person(number, home) for number, home in enumerate(place.homes, 1)])
    offices = [one for one in walked.book.all(Facility) if one.service_code == "24"]
    walked.sheet("conditions", CONDITIONS, [{**WELCOME, **named(one)} for one in offices])
    near, places = walked.book.all(Person)[0], read_places(walked.book)
    known = next(one for one in offices if places.label_of(one) == place.homes[0].area)
    stay = {"kind": "trial", "start_on": "令和8年6月1日", "end_on": "2026-06-03"}
    walked.sheet("stays", STAYS, [{**stay, "code_name": near.code_name, **named(known)}])
    centre: dict[str, object] = {
        "name": "試験地域包括支援センター",
        "city": near.city,
        "ward": near.ward,
        "towns": near.town,
    }
    walked.sheet("centres", CENTRES, [centre])
    walked.run("plan", "--period", PERIOD, "--keep")
    walked.run("plan", "--period", PERIOD, "--adopt", "1", "--yes")
    return walked
