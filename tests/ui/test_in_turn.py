"""Pages are made in the order in which they were asked for; one that takes long keeps nobody waiting."""

from contextlib import suppress
from threading import Event, Thread

from ui.in_turn import InTurn


def asked(turns: InTurn, made: list[int], number: int, may_end: Event) -> Thread:
    """Ask for a page on a thread of its own, and wait until it is in the queue."""

    def make() -> None:
        with turns.turn():
            made.append(number)
            may_end.wait()

    before = len(turns._waiting) + len(turns._begun)
    thread = Thread(target=make)
    thread.start()
    while len(turns._waiting) + len(turns._begun) == before:
        pass
    return thread


def test_whoever_asks_first_is_served_first_and_no_more_at_once_than_may_be():
    turns, made, ends = InTurn(at_once=2, counts_for=3600), list[int](), [Event() for _ in range(6)]
    threads = [asked(turns, made, number, end) for number, end in enumerate(ends)]
    for number, (thread, end) in enumerate(zip(threads, ends, strict=True)):
        assert len(turns._begun) <= 2
        assert set(made) <= set(range(number + 2))
        end.set()
        thread.join()
    assert sorted(made) == list(range(6))
    assert (turns._begun, list(turns._waiting)) == ({}, [])


def test_what_takes_long_keeps_nobody_waiting_nor_what_fails():
    turns, made, never = InTurn(at_once=1, counts_for=0.01), list[int](), Event()
    long = asked(turns, made, 0, never)
    for number in (1, 2):
        with suppress(ValueError), turns.turn():
            made.append(number)
            int("what fails")
    assert made == [0, 1, 2]
    never.set()
    long.join()
    assert turns._begun == {}
