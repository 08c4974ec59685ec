"""A long form that is kept as it is typed: whoever lost the page is offered what stood there, and goes on or throws it away."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from casebook.errors import NotReadyError
from casebook.records import Draft
from desk.drafts import MovedOnError, drop, keep, new_draft, open_drafts, packed, unpacked
from ui.components.form import fields
from ui.components.leaving import forms
from ui.components.text import plain
from ui.context import Context
from ui.settings import now
from words.say import known
from words.zone import TOKYO

MARKS = ("blank", "kept", "chosen", "put", "crossed", "behind")
"""What the session knows of a form, under its key."""


@dataclass(frozen=True)
class KeptForm:
    """A form under way.

    Parameters
    ----------
    key
        Of its fields, as `form_key` makes it; another form's does not begin with it.
    field
        One of its fields: as long as Streamlit keeps it, the form is open.
    kind, person_id, subject
        As in `Draft`.
    """

    ctx: Context
    kind: str
    key: str
    field: str
    person_id: int | None = None
    subject: int | None = None

    def offer(self) -> bool:
        """Offer what was typed into it before, as it opens; False as long as it is not chosen what becomes of that."""
        if not self.ctx.book.may("add", Draft):
            return True
        if f"{self.key}.{self.field}" in st.session_state or self._get("put") is not None:
            for name, value in self._pop("put", {}).items():
                st.session_state[f"{self.key}.{name}"] = value
            return True
        for mark in MARKS:
            self._pop(mark)
        found = open_drafts(self.ctx.book, self.kind, subject=self.subject)
        own = [one for one in found if one.typed_by == self.ctx.book.actor.name]
        for one in found:
            if one not in own:
                st.info(plain(self.ctx.t("draft.another", who=one.typed_by, at=one.changed_at)))
        return not own or self._chosen(own[-1])

    def keep(self, person_id: int | None = None) -> None:
        """Keep what stands in the fields, if it is not what they were opened with; say so.

        Parameters
        ----------
        person_id
            Whom it is about, of a form that asks for her.
        """
        about = self.person_id if person_id is None else person_id
        if not self.ctx.book.may("add", Draft):
            return
        if self._get("behind") is None:
            forms.is_kept(self.key)
        typed = self._typed()
        blank: Mapping[str, Any] = self._get("blank") or self._set("blank", typed)
        if (chosen := self._pop("chosen")) is not None:
            self._put(chosen, blank)
        if crossed := self._get("crossed"):
            names = dict.fromkeys(filter(None, map(self._called, crossed)))
            st.warning(plain(self.ctx.t("draft.crossed", fields=self.ctx.join(names))))
        changed = {name: value for name, value in typed.items() if value != blank.get(name)}
        content = packed({"typed": changed, "was": {name: blank.get(name) for name in changed}})
        last: Draft | None = self._get("kept")
        if (changed or last is not None) and (last is None or last.content != content) and not self._get("behind"):
            try:
                new = new_draft(self.ctx.book, self.kind, now(), person_id=about, subject=self.subject)
                last = self._set("kept", keep(self.ctx.book, last or new, content, about))
            except MovedOnError as error:
                self._set("behind", error.message)
            except NotReadyError as error:  # what is typed is kept with the next input
                st.warning(plain(self.ctx.t("draft.not_kept", why=error.message)))
                return
        if (why := self._get("behind")) is not None:
            st.warning(plain(self.ctx.t(why)))
        elif last is not None:
            st.caption(self.ctx.t("draft.kept", at=f"{last.changed_at.astimezone(TOKYO):%H:%M}"))

    def saved(self, key: int) -> int:
        """Let the draft go once the form is saved; return the id of what was."""
        if (last := self._pop("kept")) is not None:
            with suppress(MovedOnError):
                drop(self.ctx.book, last)
        return key

    def _chosen(self, own: Draft) -> bool:
        st.info(plain(self.ctx.t("draft.typed", at=own.changed_at)))
        on, away = st.columns([1, 1])
        with away:
            if st.button(self.ctx.t("draft.throw_away"), key=f"{self.key}.throw_away"):
                with suppress(MovedOnError):
                    drop(self.ctx.book, own)
                st.rerun()
        with on:
            if not st.button(self.ctx.t("draft.go_on"), key=f"{self.key}.go_on", type="primary"):
                return False
        self._set("kept", own)
        self._set("chosen", unpacked(own.content))
        return True

    def _put(self, chosen: Mapping[str, Any], blank: Mapping[str, Any]) -> None:
        """Fill the fields from the next run on; those that somebody wrote meanwhile are named."""
        typed, was = chosen["typed"], chosen["was"]
        self._set("put", {name: value for name, value in typed.items() if _fits(value, blank.get(name))})
        self._set("crossed", [name for name in typed if blank.get(name) != was.get(name)])
        st.rerun()

    def _typed(self) -> dict[str, Any]:
        start = f"{self.key}."
        found = {one.removeprefix(start): st.session_state[one] for one in fields() if one.startswith(start)}
        return {name: unpacked(packed(value)) for name, value in found.items() if not name.startswith("conflict.")}

    def _called(self, name: str) -> str | None:
        """Return what a field is called on the page, as far as its name tells."""
        return next((self.ctx.t(code) for part in name.split(".") if known(code := f"field.{part}")), None)

    def _get(self, mark: str) -> Any:
        return st.session_state.get(f"{self.key}.{mark}")

    def _set(self, mark: str, value: Any) -> Any:
        st.session_state[f"{self.key}.{mark}"] = value
        return value

    def _pop(self, mark: str, default: Any = None) -> Any:
        return st.session_state.pop(f"{self.key}.{mark}", default)


def _fits(value: object, blank: object) -> bool:
    """Tell whether a field can hold what was typed into it before: a newer form may hold a text where a day was."""
    return value is None or blank is None or type(value) is type(blank)
