"""`sonae correct` and `sonae consultations`: what was recorded wrongly is mended, told of and undone from the shell, too."""

from casebook.records import AdmissionGround, Consultation, Stay
from casebook.records.base import require
from tests.conftest import TODAY
from ui.settings import casebook
from words.say import say


def test_a_call_is_corrected_cancelled_listed_as_such_and_undone(demo_shell):
    book = casebook()
    call = next(one for one in book.all(Consultation) if one.result == "advice" and one.reason)
    key = str(call.id)
    assert say("correcting.why", "ja") in demo_shell.fails("correct", "consultation", key, "--set", "source=medical")
    demo_shell.fails("correct", "consultation", key, "--set", "stay_id=1", "--reason", "x")
    demo_shell.fails("correct", "consultation", key, "--set", "received_at=昨日", "--reason", "x")
    told = demo_shell.json("correct", "consultation", key, "--set", "reason=", "--reason", "聞き違い")
    assert (told["record"]["reason"], told["done"][0]["reason"]) == (None, "聞き違い")
    said = demo_shell.ok("correct", "consultation", key, "--cancel", "--reason", "二重")
    assert "二重" in said
    assert key not in [str(one["id"]) for one in demo_shell.json("consultations")]
    [gone] = demo_shell.json("consultations", "--cancelled")
    assert (str(gone["id"]), gone["cancelled"]["reason"]) == (key, "二重")
    assert "二重" in demo_shell.ok("consultations", "--cancelled")
    for _ in range(2):
        demo_shell.ok("correct", "consultation", key, "--undo", "--reason", "別の件")
    assert book.one(Consultation, require(call.id)) == call


def test_the_ground_of_an_admission_without_consent_is_listed(demo_shell):
    book = casebook()
    call = next(one for one in book.all(Consultation) if one.stay_id is not None)
    with book.writing("test") as writer:
        for one in writer.all(AdmissionGround, stay_id=call.stay_id):
            writer.remove(AdmissionGround, require(one.id))
        stay = require(writer.one(Stay, require(call.stay_id)).id)
        writer.add(AdmissionGround(stay_id=stay, ground="abuse_9", decided_by="課長", decided_on=TODAY))
    [listed] = [one for one in demo_shell.json("consultations") if one["id"] == call.id]
    assert listed["ground"] == "abuse_9"
    assert "虐待" in demo_shell.ok("consultations")
