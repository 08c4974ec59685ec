"""The last place, the last room, one proposal, one person, one file, one draft: processes that all want it at once.

By hand with fifty of them and for longer: `benchmarks/at_once.py`.
"""

from benchmarks.at_once import FIGHTS, all_at_once
from casebook.audit.proof import verify
from tests.conftest import KEYS

WRITERS, ROUNDS = 4, 1
REFUSED = {
    "place": "proposal.no_place",
    "proposal": "proposal.from_no_answer",
    "room": "call.full",
    "person": "input.taken",
    "file": "conflict.field",
    "draft": "scenario.name_taken",
}


def test_of_all_who_want_the_same_at_once_one_gets_it_and_the_others_are_told_why(url):
    found = all_at_once(url, WRITERS, ROUNDS, KEYS)
    tries = WRITERS * (ROUNDS + 1)
    for what in FIGHTS:
        counts = {name: value for name, value in found[what].items() if name != "longest_s"}
        refused = {REFUSED[what]: tries - ROUNDS - 1}
        assert counts == {"tries": tries, "won": ROUNDS + 1, "refused": refused, "doubled": 0, "lost": 0}
    assert verify(url).faults == ()
