"""What a form was opened with: what somebody else writes meanwhile is neither shown half way nor overwritten."""

from typing import TypeVar

import streamlit as st

R = TypeVar("R")


def opened(key: str, field: str, record: R) -> R:
    """Return what a form was opened with, however often the page has run since.

    Parameters
    ----------
    key, field
        Of one of the form's fields: as long as Streamlit keeps it, the form is open.
    record
        What is known now.
    """
    if f"{key}.{field}" not in st.session_state:
        st.session_state[f"{key}.opened"] = record
    found: R = st.session_state[f"{key}.opened"]
    return found
