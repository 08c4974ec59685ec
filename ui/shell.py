"""The frame around every page: language, navigation, and what is said when something goes wrong."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from casebook.accounts import NotSignedInError
from casebook.errors import NotReadyError
from desk.drill import last_drill, told_of
from geodata.findings import UnreadableFile
from ui.components.drafts.unsaved import unsaved_list
from ui.components.finding.search_box import search_box
from ui.components.finding.tab import PRODUCT, name_tab
from ui.components.form import forget_places, give_back_typed, keep_typed, show_saved
from ui.components.keyboard.keyboard import keyboard
from ui.components.leaving.forms import begin
from ui.components.leaving.leaving import leaving
from ui.components.page_link import DATES_KEPT, keep_pages
from ui.components.plans.keeping import forget_shown, shown_again
from ui.components.text import plain
from ui.context import Context
from ui.fonts import fonts_css
from ui.no_longer import no_longer_banner
from ui.noted import saw_page
from ui.pages import audit, facilities, facility, glossary, imports, map, method, rights  # noqa: A004 - a page's name
from ui.pages.accounts import my_account, second_factor
from ui.pages.accounts import page as accounts
from ui.pages.accounts.signed_in import ask_to_sign_in, show_who
from ui.pages.capacity import page as capacity
from ui.pages.consultations import page as consultations
from ui.pages.contacts import page as contacts
from ui.pages.coverage import page as coverage
from ui.pages.emergency import page as emergency
from ui.pages.joint import page as joint
from ui.pages.meetings import page as meetings
from ui.pages.people import page as people
from ui.pages.person import page as person
from ui.pages.proposals import page as proposals
from ui.pages.readiness import page as readiness
from ui.pages.resources import page as resources
from ui.pages.review import page as review
from ui.pages.rooms import page as rooms
from ui.pages.simulation import page as simulation
from ui.pages.today import page as today
from ui.pages.trials import page as trials
from ui.pages.visits import page as visits
from ui.pages_for import ACCOUNT_ENTRIES, ENTRIES, OPENED, account_pages_for, heads, pages_for
from ui.pressed import showing
from ui.printed import paper
from ui.server.paths import base
from ui.settings import local_actor, now, real_now, settings
from ui.who import Here, who_is_here
from words.eras import DATES, choose_dates, usual_dates
from words.message import Message, SonaeError
from words.say import LANGUAGES, call_areas, pair, say

PAGES: dict[str, Callable[[Context], None]] = {
    "today": today.page,
    "emergency": emergency.page,
    "rooms": rooms.page,
    "consultations": consultations.page,
    "people": people.page,
    "facilities": facilities.page,
    "resources": resources.page,
    "visits": visits.page,
    "trials": trials.page,
    "proposals": proposals.page,
    "map": map.page,
    "readiness": readiness.page,
    "coverage": coverage.page,
    "simulation": simulation.page,
    "contacts": contacts.page,
    "review": review.page,
    "meetings": meetings.page,
    "joint": joint.page,
    "capacity": capacity.page,
    "imports": imports.page,
    "audit": audit.page,
    "rights": rights.page,
    "glossary": glossary.page,
    "method": method.page,
    "person": person.page,
    "facility": facility.page,
}
ACCOUNT_PAGES: dict[str, Callable[[Context, Here], None]] = {
    "second_factor": second_factor.page,
    "my_account": my_account.page,
    "accounts": accounts.page,
}
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}
ICON = Path(__file__).parent.parent / "static" / "sonae.svg"
STYLE = "".join((Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8") for name in ("style", "print"))
MOST_UNREADABLE = 5
log = logging.getLogger("sonae")


def run() -> None:
    """Show the page that was asked for."""
    # Without an icon of our own, Streamlit would fetch the page's from the internet.
    st.set_page_config(page_title=PRODUCT, page_icon=str(ICON), layout="wide")
    with st.sidebar:
        language = choose_language()
    st.html(_styled(f'{_typeface()}:root {{ --upload: "{say("app.upload", language)}" }}\n{STYLE}'))
    try:
        here: Here | None = who_is_here()
    except NotSignedInError as error:
        why = error.message
        nothing = st.Page(lambda: ask_to_sign_in(why, language), title=say("sign_in.title", language))
        st.navigation([nothing], position="hidden").run()
        return
    except NotReadyError:  # each page will look again, and say what is the matter
        here = None
    actor = local_actor() if here is None or here.actor is None else here.actor
    hers = (*pages_for(actor, now().date()), *(account_pages_for(actor, now().date()) if here and here.account else ()))
    first = "second_factor" if second_factor.comes_first(here) else ""
    own = (first,) if first else hers
    pages = {
        name: st.Page(
            _page_runner(first or name, language, here),
            title=say(f"nav.{first or name}", language),
            icon=f":material/{entry.icon}:",
            url_path=name,
            # Whose address somebody types all the same is told that it is not hers.
            visibility="visible" if name in own and name not in OPENED else "hidden",
        )
        for name, entry in {**ENTRIES, **ACCOUNT_ENTRIES}.items()
        if name in ENTRIES or name in (*hers, first)
    }
    keep_pages({name: page for name, page in pages.items() if name in own})
    # The page without a name leads to hers, so that each page has its own address, the first one, too.
    front = st.Page(
        lambda: st.switch_page(pages[(own or tuple(ENTRIES))[0]]), title=PRODUCT, default=True, visibility="hidden"
    )
    chosen = st.navigation([front, *pages.values()], expanded=True)  # Streamlit would hide some behind English words
    st.html(_styled(_headed(own, language)))
    with st.sidebar:
        ask_dates(language)
        if here is not None and here.account is not None:
            show_who(here, language)
        keyboard(own, language)
        st.caption(plain(pair(say("app.title", language), say("app.subtitle", language), language)))
    chosen.run()


def choose_language() -> str:
    """Let people switch between Japanese and English; the choice lasts for the session and in the address."""
    preferred = st.query_params.get("lang", settings().language)
    if "language" not in st.session_state:
        st.session_state["language"] = preferred if preferred in LANGUAGES else "ja"
    chosen = st.radio(
        "表示言語 / Language",
        LANGUAGES,
        format_func=lambda code: LANGUAGE_NAMES[code],
        key="language",
        horizontal=True,
    )
    return str(chosen)


def ask_dates(language: str) -> None:
    """Let people choose how Japanese writes dates; as the language, it lasts for the session and stands in the address."""
    usual = usual_dates()
    asked = st.session_state.setdefault(DATES_KEPT, st.query_params.get(DATES_KEPT, usual))
    chosen = asked if asked in DATES else usual
    if language == "ja":
        st.session_state.setdefault("app.dates", chosen)
        chosen = st.selectbox(
            say("app.dates", language),
            DATES,
            format_func=lambda way: say(f"app.dates_{way}", language),
            key="app.dates",
        )
    st.session_state[DATES_KEPT] = chosen


def _write_dates() -> None:
    """Write dates in this run as was chosen: each run, and each part of a page that runs by itself, is a task of its own."""
    choose_dates(str(st.session_state.get(DATES_KEPT, "")))


def _typeface() -> str:
    """Return the rule that takes the typeface in; where its files could not be laid, the browser's own serves."""
    sheet = fonts_css()
    return f'@import url("{base()}/app/static/{sheet}");\n' if sheet else ""


def _styled(rules: str) -> str:
    return f"<style>{rules}</style>"


def _headed(own: Sequence[str], language: str) -> str:
    """Return rules that head the sections of the navigation.

    Streamlit's own sections put headings between the items of a list, which whoever hears the page is not told
    rightly, and fold by mouse alone.
    """
    return "".join(
        f'[data-testid=stSidebarNavItems] > li:has(a[href$="/{name}"])::before {{ content: "{heading}" }}\n'
        for name, heading in ((name, say(f"nav_section.{section}", language)) for name, section in heads(own))
    )


def _page_runner(name: str, language: str, here: Here | None) -> Callable[[], None]:
    return lambda: show_page(name, language, here)


def _unreadable_banner(context: Context) -> None:
    """Say what of all that was read could not be opened: records show a mark in its place."""
    places = sorted(context.book.unreadable(), key=lambda place: (place.table, place.row))
    for place in places[:MOST_UNREADABLE]:
        st.error(plain(context.t(place.message)), icon=":material/lock:")


@showing()
def show_page(name: str, language: str, here: Here | None = None) -> None:
    """Show one page to whoever is here; what goes wrong becomes a sentence, never a traceback, and what was typed outlasts it."""
    _write_dates()
    name_tab(language, name)
    title, top = st.columns([3, 2])
    title.title(say(f"nav.{name}", language), anchor=False)
    begin()
    give_back_typed()
    forget_places()
    show_saved()
    if name != "trials":
        forget_shown()
    try:
        here = here or who_is_here()
        context = Context(here.open(), language, now().date(), settings())
        _head_paper(context, name, here)
        if name in ACCOUNT_PAGES:
            ACCOUNT_PAGES[name](context, here)
            return
        if name not in pages_for(context.book.actor, context.today):
            st.info(say("app.not_your_page", language))
            return
        call_areas(context.areas_kind())
        _last_drill(context)
        no_longer_banner(context)
        saw_page(context, name)
        with top.container(key="page_head"):
            _search(context)
            unsaved = st.container()
        with shown_again():
            PAGES[name](context)
        with unsaved:  # what the page itself kept meanwhile is among it
            unsaved_list(context)
        with st.sidebar:
            leaving(context)
        _unreadable_banner(context)
    except NotSignedInError as error:
        ask_to_sign_in(error.message, language)
    except NotReadyError as error:
        keep_typed()
        _complain(say("error.no_casebook", language), error.message, language)
        st.button(say("error.again", language))
    except UnreadableFile as error:
        keep_typed()
        _complain(error.problem.file, error.message, language)
    except SonaeError as error:
        keep_typed()
        _complain("", error.message, language)
    except Exception:
        keep_typed()
        log.exception("page %s", name)
        st.error(say("error.unexpected", language, at=real_now()))


def _head_paper(context: Context, name: str, here: Here) -> None:
    """Give what is printed its head, with the city's name; who lacks a second factor reads nothing yet, not even that."""
    if not second_factor.comes_first(here):
        paper(context, name)


@st.fragment
def _search(context: Context) -> None:
    """Offer the search, which is run without the page around it: after a word is typed, this alone is shown anew."""
    try:
        _write_dates()
        call_areas(context.areas_kind())
        search_box(context)
    except NotSignedInError as error:
        ask_to_sign_in(error.message, context.language)
    except SonaeError as error:
        _complain("", error.message, context.language)


def _last_drill(context: Context) -> None:
    """Say in the sidebar when a copy was last proven; nothing where none was, or to whom it is not told."""
    if (found := last_drill(context.book)) is None:
        return
    told = plain(context.t(told_of(found, context.today)))
    with st.sidebar:
        (st.caption if found.fault is None else st.warning)(told)


def _complain(title: str, message: Message, language: str) -> None:
    sentence = say(message, language)
    st.error(plain(pair(title, sentence, language) if title else sentence))
