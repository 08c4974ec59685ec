"""Hostile texts through what is written by code: tables, papers, disclosures; the pages' part is in `tests/ui` and `tests/browser`."""

import csv
import html
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any, cast

import geopandas as gpd
import openpyxl
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from shapely import Point

from casebook.records import Person
from desk.answers import link_paper
from desk.export import to_csv, to_xlsx
from desk.plan import to_ics
from desk.rights import disclosure_html
from desk.rights.held import Held
from geodata.maps import add_points, add_rings, base_map
from tests.conftest import NOW
from ui.cli.console import _seen
from words.texts import would_run

PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>", "<para><img src='file:///etc/passwd'/></para>", "<font color=red>", "&amp;", "]]>", "<!--",
        "*a* _b_ [c](http://evil.example)", ":material/home: :smile:", "$\\frac{1}{2}$", "`code`", "\u202eabc", "\u200b",
        "\u2066", "\ufeff", "a\r\nEND:VEVENT", "\x1b[31m\x1b]0;x\x07", "=cmd|' /C calc'!A1", "+1+cmd|x", "@SUM(A1)", "-2+3",
        "\t=1+1", "髙﨑", "𠮷野家", "葛\U000e0100城", "\"';--", "{braces}", "%s%n", "\x00", "\ud7ff",
    ]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=5), min_size=1, max_size=4).map("".join)


class Tags(HTMLParser):
    """Collects what a browser would take for an element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]


@settings(max_examples=30)
@given(HOSTILE, HOSTILE)
def test_no_cell_of_any_table_runs_and_none_breaks_its_file(heading: str, cell: str) -> None:
    frame = pd.DataFrame({heading: [cell]})
    rows = list(csv.reader(io.StringIO(to_csv(frame).decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"表": frame}))).active
    assert sheet is not None
    cells = [one for row in rows for one in row] + [str(one.value or "") for row in sheet.iter_rows() for one in row]
    assert not [one for one in cells if would_run(one)]
    assert all(one.data_type != "f" for row in sheet.iter_rows() for one in row)


@settings(max_examples=15)
@given(HOSTILE)
def test_a_paper_takes_a_name_for_text(name: str) -> None:
    assert link_paper(name, "https://sonae.example.jp/answers/x", date(2027, 2, 20)).startswith(b"%PDF")


@settings(max_examples=30)
@given(HOSTILE)
def test_a_disclosure_has_no_element_but_its_own(text: str) -> None:
    person = Person(id=1, code_name=text, note=text)
    page = disclosure_html(
        Held(person, {"person": (person,)}, ((1, text, ({"person": 1, "why": text},)),), ()), [], NOW
    )
    own = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "pre", "table", "tr", "th", "td"}
    assert Tags(page.decode("utf-8", "surrogatepass")).found <= own


@given(HOSTILE)
def test_a_terminal_is_given_nothing_to_obey(text: str) -> None:
    assert _seen(text).isprintable()


@settings(max_examples=30)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_calendar_file_holds_one_event_a_stay_whatever_people_are_called(person: str, site: str, phone: str) -> None:
    stay = SimpleNamespace(person_id=1, facility_id=2, arrival=date(2027, 1, 4), departure=date(2027, 1, 6))
    facilities = {2: SimpleNamespace(facility=SimpleNamespace(phone=phone))}
    view = SimpleNamespace(
        period="2027Q1",
        person_name=lambda _: person,
        facility_name=lambda *_: site,
        source=SimpleNamespace(facilities=facilities),
    )
    dated = cast("Any", SimpleNamespace(view=view, dated=SimpleNamespace(stays=(stay,))))
    whole = Calendar.from_ical(to_ics(dated, "ja", NOW))
    (event,) = whole.walk("VEVENT")
    assert [one.name for one in whole.walk()] == ["VCALENDAR", "VEVENT"]
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", *(["CONTACT"] if phone else [])}


@settings(max_examples=15)
@given(HOSTILE)
def test_a_map_takes_what_places_are_called_for_text(name: str) -> None:
    points = gpd.GeoDataFrame(
        {"id": [1], "kind": "24", "what": "facility", "label": name}, geometry=[Point(140.9, 38.2)], crs="EPSG:6668"
    )
    drawn = base_map(points, js=[], css=[])
    add_points(drawn, "", points)
    add_rings(drawn, 140.9, 38.2, {1000: name})
    page = drawn.get_root().render()
    labels = [json.loads(one) for one in re.findall(r'"label": ("(?:[^"\\]|\\.)*")', page)]
    assert html.unescape(labels[0]) == name
    assert "<" not in labels[0]
    assert not [piece for piece in ("<script>alert", "<img src='file", "<font") if piece in page]
