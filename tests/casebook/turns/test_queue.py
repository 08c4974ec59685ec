"""Writers of one file come in the order in which they asked; whoever stands in the way for too long is passed by."""

import threading
import time

import pytest

from casebook.turns import queue
from casebook.turns.queue import in_turn


def wait_until(holds):
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def standing():
    return sum(thread.name == "sonae-turn" for thread in threading.enumerate())


def test_ten_who_ask_one_after_the_other_come_so(tmp_path):
    came, threads = [], []

    def come(number):
        with in_turn(tmp_path / "book.db"):
            came.append(number)

    with in_turn(tmp_path / "book.db"):
        for number in range(10):
            threads.append(threading.Thread(target=come, args=(number,)))
            threads[-1].start()
            wait_until(lambda number=number: standing() == number + 1)
            time.sleep(0.02)  # the thread stands, and now the lock is asked for
        assert came == []
    for thread in threads:
        thread.join(20)
    assert came == list(range(10))


def test_one_alone_at_a_time(tmp_path):
    inside, most = [], []

    def come():
        with in_turn(tmp_path / "book.db"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.002)
            inside.pop()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == [1] * 8


def test_whoever_waited_long_enough_goes_on_and_the_queue_moves_on(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "PATIENCE_S", 0.05)
    with in_turn(tmp_path / "book.db"), in_turn(tmp_path / "book.db"):
        assert standing() == 1
    wait_until(lambda: standing() == 0)
    with in_turn(tmp_path / "book.db"):
        assert standing() == 0


def test_what_goes_wrong_inside_lets_the_next_one_come(tmp_path):
    with pytest.raises(ZeroDivisionError), in_turn(tmp_path / "book.db"):
        1 / 0  # noqa: B018
    with in_turn(tmp_path / "book.db"):
        assert standing() == 0


def test_where_no_queue_can_be_nobody_stands_in_one(tmp_path):
    with in_turn(None), in_turn(tmp_path / "gone" / "book.db"):
        assert standing() == 0
