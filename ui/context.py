"""What a page is given: the open casebook, the language, the day; and what was read from it, kept while true."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from casebook.book import Casebook
from casebook.errors import NotAllowedError
from casebook.records import Area, Facility, PairRule, Proposal
from casebook.roles import Actor
from desk.city import AreaNames, City, read_city, travel_version
from desk.plan import PlanInput, plan_input
from desk.policy import load_policy
from desk.proposals import AGREED, NoLonger, no_longer
from desk.readiness import BedChances, ReadinessView, read_chances, read_readiness
from ui.kept import State, kept
from ui.settings import Settings, casebook, local_actor, travel
from words import say as voice
from words.message import Message

__all__ = ["Context", "State", "city_at", "open_book", "source_at"]


@dataclass(frozen=True)
class Context:
    """Everything a page needs from outside."""

    book: Casebook
    language: str
    today: date
    settings: Settings

    def t(self, what: Message | str, /, **params: object) -> str:
        """Say something in the page's language."""
        return voice.say(what, self.language, **params)

    def show(self, value: object) -> str:
        """Write a value as people of the page's language read it."""
        return voice.show(value, self.language)

    def join(self, parts: Iterable[str]) -> str:
        """Line up the parts of a list as the page's language does."""
        return voice.join(parts, self.language)

    def pair(self, label: str, value: str) -> str:
        """Put a label before its value."""
        return voice.pair(label, value, self.language)

    def aside(self, text: str, addition: str) -> str:
        """Put an addition behind a text, in brackets."""
        return voice.aside(text, addition, self.language)

    def must(self, label: str) -> str:
        """Mark, in words, the label of a field without which nothing is saved."""
        return self.t("input.must", label=label)

    def service(self, facility: Facility) -> str:
        """Name a facility's service."""
        return voice.service(facility.service_code, facility.service_name, self.language)

    @property
    def state(self) -> State:
        """What everything read depends on: what is kept under it stays true, and is nobody else's to see."""
        revision, sight = self.book.moment()
        way = self.settings.travel, travel_version(self.settings.travel)
        return State(self.settings.database_url, revision, self.today, sight, *way)

    def counting(self) -> "Context | None":
        """Return the same with the casebook as it is read for counts and no names; None if not even these may be told."""
        try:
            return replace(self, book=self.book.counting())
        except NotAllowedError:
            return None

    def city(self) -> City:
        """Return the city as it is now; read again only when somebody wrote."""
        return city_at(self.state, self.book)

    def areas_kind(self) -> str:
        """Return what the imported areas are, one of `words.say.AREAS`; read again only when somebody wrote."""
        return _areas_kind(self.state, self.book)

    def no_longer(self, among: tuple[str, ...] = AGREED) -> list[NoLonger]:
        """Return what is agreed, or at other steps, and can no longer be; read again only when somebody wrote."""
        return _no_longer(self.state, self.book, among)

    def source(self) -> PlanInput:
        """Return today's people and facilities as matching knows them, by the standard policy; as `city`."""
        return source_at(self.state, self.book)

    def readiness(self) -> ReadinessView:
        """Return everybody's emergency options today, by the standard policy; read again only when somebody wrote."""
        return _readiness(self.state, self.book)

    def chances(self) -> BedChances | None:
        """Return everybody's chance of a bed on the night of an emergency, as `readiness`; None where not all are seen."""
        return _chances(self.state, self.book)


def open_book(url: str, who: Actor | None = None) -> Casebook:
    """Open the casebook for somebody, else for the local coordinator; once a process for each."""
    who = who or local_actor()
    return _open_book(url, repr(who), who)


@st.cache_resource(show_spinner=False, max_entries=16)
def _open_book(url: str, key: str, _who: Actor) -> Casebook:  # noqa: ARG001 - what it is kept under
    return _first_open(url).opened_for(_who)


@st.cache_resource(show_spinner=False, max_entries=4)
def _first_open(url: str) -> Casebook:
    """Open a casebook once for all: its check, and its connections, are not everybody's own."""
    return casebook(url, local_actor())


@kept
def _areas_kind(state: State, _book: Casebook) -> str:  # noqa: ARG001 - what the answer is kept under
    return AreaNames(_book.all(Area)).kind


@kept
def city_at(state: State, _book: Casebook) -> City:
    """Return the city of a state, as `Context.city`."""
    return read_city(_book, state.day)


@kept
def _no_longer(state: State, _book: Casebook, among: tuple[str, ...]) -> list[NoLonger]:
    found = [one for one in _book.all(Proposal) if one.status in among]
    # Most days there is nothing agreed, and no page need wait for the city.
    return no_longer(found, _book.all(PairRule), city_at(state, _book), state.day, among) if found else []


@kept
def source_at(state: State, _book: Casebook) -> PlanInput:
    """Return today's problem of a state, as `Context.source`."""
    return plan_input(_book, state.day, load_policy(), state.day, travel(), city=city_at(state, _book))


@kept
def _readiness(state: State, _book: Casebook) -> ReadinessView:
    return read_readiness(_book, state.day, load_policy(), travel(), source=source_at(state, _book))


@kept
def _chances(state: State, _book: Casebook) -> BedChances | None:
    return read_chances(_book, _readiness(state, _book))
