"""What is done apart is done within bounds, and whatever becomes of it is told in a sentence."""

import json
import operator
import os
import signal
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from geodata.findings import UnreadableFile
from geodata.reading import apart as module
from geodata.reading.apart import apart
from geodata.reading.limits import Limits


def test_what_is_done_apart_comes_back() -> None:
    assert apart("a.csv", operator.add, "仙", "台") == "仙台"


@pytest.mark.parametrize(
    ("task", "arguments", "code"),
    [
        (sum, (range(10**11),), "file.takes_too_long"),
        (operator.mul, (b"0" * 1_000, 10**8), "file.takes_too_much"),
        (os.abort, (), "file.takes_too_much"),
        (json.loads, ("[" * 100_000,), "file.too_deep"),
        (operator.truediv, (1, 0), "file.broke_reader"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_whoever_takes_too_much_or_breaks_is_told_of_and_takes_nothing_along(
    monkeypatch: pytest.MonkeyPatch, task: Callable[..., Any], arguments: tuple[Any, ...], code: str
) -> None:
    monkeypatch.setattr(module, "LIMITS", Limits(seconds=1, megabytes=200))
    with pytest.raises(UnreadableFile) as caught:
        apart("a.csv", task, *arguments)
    assert (caught.value.problem.code, caught.value.problem.file) == (code, "a.csv")
    assert apart("b.csv", operator.add, 1, 1) == 2


def test_what_broke_a_reader_is_told_without_what_stood_in_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"), pytest.raises(UnreadableFile) as caught:
        apart("a.csv", int, "秘密")
    assert "秘密" not in caplog.text + str(caught.value.problem)


def test_when_the_process_that_forks_is_ended_another_takes_its_place() -> None:
    apart("a.csv", operator.add, 1, 1)
    assert module._nursery._process is not None
    os.kill(module._nursery._process.pid, signal.SIGKILL)
    module._nursery._process.wait()
    assert apart("a.csv", operator.add, 1, 1) == 2


def test_many_threads_read_at_once() -> None:
    got: list[int] = []
    threads = [
        Thread(target=lambda number=number: got.append(apart("a.csv", operator.add, number, 1))) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 21))
