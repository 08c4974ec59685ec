"""What the log says of an error: what kind it was and where, not about whom."""

import io
import logging
import os
from collections.abc import Iterator

import pytest

from ui.server.logs import describe, keep_names_out_of_logs

NAME = "植込太郎Z9"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    make, stream = logging.getLogRecordFactory(), io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    keep_names_out_of_logs()
    yield stream
    logging.setLogRecordFactory(make)
    logging.getLogger().removeHandler(handler)


def fail() -> None:
    try:
        os.environ[NAME]
    except KeyError as error:
        raise ValueError(NAME) from error


def test_an_error_and_what_led_to_it_are_told_by_kind_and_place(stream: io.StringIO) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("anybody").exception("page %s", "people")
    told = stream.getvalue()
    assert NAME not in told
    assert told.startswith("page people\nValueError\n")
    assert "test_logs.py:" in told
    assert "KeyError" in told
    assert told.count(" fail\n") == 2


def test_a_record_without_an_error_stays_as_it_is(stream: io.StringIO) -> None:
    logging.getLogger("anybody").warning("so many: %d", 3)
    assert stream.getvalue() == "so many: 3\n"


def hide() -> None:
    try:
        fail()
    except ValueError:
        raise TypeError(NAME) from None


def test_an_error_that_hides_what_led_to_it_does_so_here() -> None:
    with pytest.raises(TypeError) as hidden:
        hide()
    assert describe(hidden.value).startswith("TypeError\n")
    assert "ValueError" not in describe(hidden.value)
