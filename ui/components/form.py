"""A form: the key of its fields, what it was opened with, saving on a press, and what stands against what was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from casebook.book import Casebook
from casebook.errors import CasebookError, ConflictError
from casebook.merging import Conflict, Settled
from desk.errors import DeskError, Fault, InvalidInputError
from ui.components.leaving import forms
from ui.components.records.in_words import in_words
from ui.components.text import bullets, plain
from ui.context import Context
from ui.pressed import once
from words.message import Message
from words.say import known
from words.topics import topic

R = TypeVar("R")
TYPED = "form.typed"
SAVED = "form.saved"
REFUSED = "form.refused"
BENEATH = "form.beneath"
SETTABLE = {
    f"{kind}_value" for kind in ("string", "int", "double", "bool", "string_array", "int_array", "double_array")
}
"""What a field holds as Streamlit calls it; buttons, files and maps are of other kinds, and cannot be given a value."""


def form_key(what: str, key: int | None) -> str:
    """Return the key of a form's fields; after every save it is a new one, so that the fields start afresh."""
    form = f"{what}.{key or 'new'}.{st.session_state.get(f'{what}.saves', 0)}"
    forms.stands(form)
    return form


def start_afresh(what: str) -> None:
    """Give a form's fields a new key, so that they show what is kept."""
    st.session_state[f"{what}.saves"] = st.session_state.get(f"{what}.saves", 0) + 1


@contextmanager
def saving(ctx: Context, key: str | None = None) -> Iterator[None]:
    """Do what is inside once for a press, as far as it goes; what is refused is said in words, and the fields stay as typed.

    Parameters
    ----------
    key
        Of a form that calls `settle`: what others changed meanwhile is offered there to be chosen from, and what is refused
        stands beneath its fields, too.
    """
    try:
        with once():
            yield
    except ConflictError as error:
        if key is None:
            st.error(plain(ctx.t(error.message)))
            return
        st.session_state[f"{key}.conflicts"] = error.conflicts
        st.rerun()
    except InvalidInputError as error:
        show_faults(ctx, error.faults, key)
    except (DeskError, CasebookError) as error:
        st.error(plain(ctx.t(error.message)))


def settle(ctx: Context, key: str) -> Settled:
    """Show what others changed since the form was opened, theirs beside one's own; return what was chosen.

    Parameters
    ----------
    key
        The form's.
    """
    conflicts: Sequence[Conflict] = st.session_state.get(f"{key}.conflicts", ())
    if not conflicts:
        return {}
    st.warning(ctx.t("conflict.title"))
    chosen = {}
    for conflict in conflicts:
        theirs, mine = _sides(ctx, conflict)
        who = conflict.who or ctx.t("conflict.somebody")
        answers = {
            False: ctx.t("conflict.keep_theirs", who=who, value=theirs),
            True: ctx.t("conflict.write_mine", value=mine),
        }
        answer = st.radio(
            plain(conflict_name(ctx, conflict)),
            list(answers),
            index=None,
            format_func={answer: plain(text) for answer, text in answers.items()}.__getitem__,
            # Chosen is what was shown: another value of the other's is another question.
            key=f"{key}.conflict.{conflict.seen}",
        )
        if answer is not None:
            chosen[conflict.seen] = answer
    return chosen


def conflict_name(ctx: Context, conflict: Conflict) -> str:
    """Name what two people changed: its fields, and the night where it is one of a calendar's."""
    lead = conflict.entity == "support_team_member"
    names = dict.fromkeys(
        ctx.t("people.lead") if lead else ctx.t(f"field.{field}") for field, *_ in conflict.differences
    )
    name = ctx.join(names)
    return ctx.aside(name, conflict.label) if conflict.label else name


def _sides(ctx: Context, conflict: Conflict) -> tuple[str, str]:
    sides: tuple[list[str], list[str]] = ([], [])
    for field, item, theirs, mine in conflict.differences:
        for side, value in zip(sides, (theirs, mine), strict=True):
            text = in_words(ctx, conflict.entity, field, value)
            if item is not None:
                code = f"{topic(conflict.entity, field)}.{item}"
                text = ctx.pair(ctx.t(code) if known(code) else item, text)
            side.append(text)
    return ctx.join(sides[0]), ctx.join(sides[1])


def save_button(
    ctx: Context,
    what: str,
    key: str,
    page: str,
    save: Callable[[Casebook], int],
    touched: Callable[[], Sequence[Message]] = tuple,
    *,
    main: bool = True,
) -> None:
    """Save on a press; then choose what was saved on its page, and say so. What others changed meanwhile is offered.

    Parameters
    ----------
    what, key
        As for `form_key`, and what it returned.
    page
        The page's prefix in the session: ``people`` for ``people.person.wanted``.
    save
        Writes into the casebook it is handed, which knows what was chosen.
    touched
        As for `confirmed`.
    main
        Whether it is what the screen is for: a screen has one such button.
    """
    settled = settle(ctx, key)
    pressed = st.button(ctx.t("common.save"), key=f"{key}.save", type="primary" if main else "secondary")
    if not confirmed(ctx, key, touched, pressed=pressed):
        return
    with saving(ctx, key):
        saved = save(ctx.book.settling(settled))
        st.session_state[f"{page}.{what}.wanted"] = saved
        after_saving(ctx.t("common.saved"), what)


def confirmed(ctx: Context, key: str, touched: Callable[[], Sequence[Message]], *, pressed: bool) -> bool:
    """Tell whether to save: at once where nothing is touched, else once it is confirmed beneath the button.

    Parameters
    ----------
    key
        The form's.
    touched
        Returns what saving touches, a sentence each; only what was shown is confirmed.
    pressed
        Whether the button to save was pressed.
    """
    mark = f"{key}.touched"
    if not pressed and mark not in st.session_state:
        return False
    if stands_refused(ctx, key):
        st.session_state.pop(mark, None)
        return False
    lines = tuple(touched())
    shown = st.session_state.pop(mark, None)
    if not lines:
        return pressed
    with st.container(border=True):
        st.warning(ctx.t("consequences.title"), icon=":material/warning:")
        st.markdown(bullets(ctx.t(line) for line in lines))
        all_the_same = st.button(ctx.t("consequences.go"), key=f"{mark}.go")
        back = st.button(ctx.t("consequences.back"), key=f"{mark}.back")
    if back:
        st.rerun()
    if all_the_same and lines == shown:
        return True
    st.session_state[mark] = lines
    return False


def say_saved(message: str) -> None:
    """Say once the page is shown next that something was written, where the eyes are."""
    st.session_state[SAVED] = message
    forms.saved()


def after_saving(message: str, *afresh: str) -> NoReturn:
    """Say that something was written and show the page anew, with what it wrote; whatever was open stays open.

    Parameters
    ----------
    afresh
        Which forms start afresh, as `start_afresh` takes them.
    """
    say_saved(message)
    for what in afresh:
        start_afresh(what)
    st.rerun()


def show_saved() -> None:
    """Say beside whatever is in view what was written last."""
    if message := st.session_state.pop(SAVED, None):
        notice(message)


def notice(message: str) -> None:
    """Say something at the edge of the window, wherever the page is scrolled to, until the next press.

    Streamlit's own toast is a dialog without a name for whoever does not see it.
    """
    with st.container(key="notice"):
        st.success(plain(message), icon=":material/check:")


def beneath(field: str) -> DeltaGenerator:
    """Return the place beneath a field, by its key, where is said what stands against what was typed."""
    place = st.empty()
    st.session_state.setdefault(BENEATH, {})[field] = place
    return place


def forget_places() -> None:
    """Let go of the places beneath fields of the last run; to be called before the page's are shown."""
    st.session_state.pop(BENEATH, None)


def show_faults(ctx: Context, faults: Sequence[Fault], key: str | None = None) -> None:
    """List the faults under one heading, and say each beneath its field where the form of this key has it."""
    places = st.session_state.get(BENEATH, {})
    for fault in faults:
        if (place := places.get(f"{key}.{fault.field}")) is not None:
            place.markdown(f":red[{plain(ctx.t(fault.message))}]")
    _not_saved(ctx, [(ctx.t(f"field.{fault.field}"), fault.message) for fault in faults])


def refuse(field: str, label: str, why: Message | None) -> None:
    """Take note of what stands refused beside a field, by its key; or that nothing does any more."""
    noted = st.session_state.setdefault(REFUSED, {})
    noted.pop(field, None)
    if why is not None:
        noted[field] = (label, why)


def stands_refused(ctx: Context, key: str) -> bool:
    """Say at a form's button what stands refused beside its fields; whether anything does, so that nothing is saved.

    Parameters
    ----------
    key
        The form's; fields of forms within it, whose keys begin with it, count too.
    """
    noted = st.session_state.get(REFUSED, {})
    lines = [noted[field] for field in noted if field.startswith(f"{key}.") and field in st.session_state]
    if lines:
        _not_saved(ctx, lines)
    return bool(lines)


def _not_saved(ctx: Context, lines: Sequence[tuple[str, Message]]) -> None:
    said = ["- " + ctx.pair(plain(label), plain(ctx.t(why))) for label, why in lines]
    st.error("\n".join((ctx.t("common.not_saved"), "", *said)))


def opened(key: str, field: str, record: R) -> R:
    """Return what a form was opened with, however often the page has run since.

    Parameters
    ----------
    key, field
        Of one of the form's fields: as long as Streamlit keeps it, the form is open.
    record
        What is known now.
    """
    if f"{key}.{field}" not in st.session_state or f"{key}.opened" not in st.session_state:
        st.session_state[f"{key}.opened"] = record
    opened_with: R = st.session_state[f"{key}.opened"]
    return opened_with


def keep_typed() -> None:
    """Keep what stands in the fields of a page that broke off: Streamlit forgets the fields that it did not reach."""
    kept = st.session_state.get(TYPED, {})
    st.session_state[TYPED] = {**kept, **{key: st.session_state[key] for key in fields() if key in st.session_state}}


def give_back_typed() -> None:
    """Fill the fields again that were forgotten; to be called before they are shown."""
    for key, value in st.session_state.pop(TYPED, {}).items():
        if key not in st.session_state:
            st.session_state[key] = value


def fields() -> list[str]:
    """Return the keys of the page's fields whose values can be set. Streamlit tells nobody of what kind a widget is, so it is looked up."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return []
    state = context.session_state._state  # noqa: SLF001 - as said
    kinds = state._new_widget_state.widget_metadata  # noqa: SLF001
    keys = state._key_id_mapper.id_key_mapping.items()  # noqa: SLF001
    return [
        key
        for widget, key in keys
        if widget in kinds
        and kinds[widget].value_type in SETTABLE
        and not isinstance(st.session_state.get(key), Mapping)
    ]
