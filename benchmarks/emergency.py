"""Time of the evening call's list, warm, against bare reading and a plain Python reference; and its peak memory.

    python benchmarks/emergency.py [--people 300] [--facilities 200] [--json]

A casebook of that size is made in a temporary folder, with two years of telephone calls. Each run answers for another
person and says every sentence in Japanese: once with the city at hand, as the page has it, and once from the database
alone, as the command does. The peers in the same run: bare reading of every table; and for the list alone the plain
reference of the tests, which judges facility by facility and sorts nothing.
"""

import argparse
import itertools
import json
import random
import resource
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from plan import TODAY, make_casebook, median_of

from casebook.book import Casebook
from casebook.mapping import KINDS
from casebook.records import Audit, Consultation, Facility, Person
from desk.city import City, read_city
from desk.demo import enquiries
from desk.emergency import Who, tonight
from matching.emergency import call_list
from matching.policy import load_policy
from tests.matching.reference import emergency_verdicts, knows
from words.zone import TOKYO

TARGET_SECONDS = 0.3
CALLS = 200
EVENING = datetime(2026, 11, 22, 19, 30, tzinfo=TOKYO)


def add_calls(book: Casebook) -> None:
    """Add consultations with two or three telephone calls each."""
    luck = random.Random(2)  # noqa: S311 - invented data
    sites = [one.id or 0 for one in book.all(Facility)]
    with book.writing("benchmark") as writer:
        for number in range(CALLS):
            at = EVENING - timedelta(days=3 * number + 1)
            key = writer.add(Consultation(received_at=at, source="police", result="advice"))
            writer.add_many(enquiries(key, at, luck.sample(sites, luck.randint(2, 3)), luck))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--facilities", type=int, default=200)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = make_casebook(f"sqlite:///{Path(folder) / 'sonae.db'}", given.people, given.facilities)
        add_calls(book)
        policy, people = load_policy(), itertools.cycle([one.id for one in book.all(Person)])
        city = read_city(book, TODAY)

        def answer(known: City | None) -> int:
            view = tonight(book, Who(next(people)), EVENING, policy, known)
            return sum(len(place.sentences("ja")) for place in view.places)

        problem = tonight(book, Who(next(people)), EVENING, policy, city).problem
        [person] = problem.people

        def plainly() -> list[dict[str, int]]:
            return [
                emergency_verdicts(problem, person, one, known=knows(problem, person, one, TODAY))
                for one in problem.facilities
            ]

        answer(city)
        warm = median_of(given.runs, lambda: answer(city))
        cold = median_of(given.runs, lambda: answer(None))
        reading = median_of(given.runs, lambda: [book.all(kind) for kind in KINDS if kind is not Audit])
        listing = median_of(given.runs, lambda: call_list(problem, person.id, {}, TODAY))
        plain = median_of(given.runs, plainly)
    figures = {
        "people": given.people,
        "facilities": given.facilities,
        "median_seconds": round(warm, 3),
        "from_database_seconds": round(cold, 3),
        "bare_reading_seconds": round(reading, 3),
        "ratio_to_reading": round(cold / reading, 2),
        "listing_seconds": round(listing, 4),
        "plain_judging_seconds": round(plain, 4),
        "ratio_to_plain": round(listing / plain, 2),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if given.json:
        print(json.dumps(figures))
        return
    print(f"{given.people} people × {given.facilities} facilities: {warm:.3f} s a call (target {TARGET_SECONDS} s)")
    print(f"from the database alone {cold:.3f} s; bare reading {reading:.3f} s: ratio {figures['ratio_to_reading']}")
    print(f"the list alone {listing:.4f} s; judging plainly {plain:.4f} s: ratio {figures['ratio_to_plain']}")
    print(f"peak memory {figures['peak_megabytes']} MB")


if __name__ == "__main__":
    main()
