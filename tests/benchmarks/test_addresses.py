"""Addresses of the country's offices: nearly all reach their town, and none another."""

from benchmarks.addresses import FILES, LEAST_REACHED, MOST_WRONG, counted, offices_at, towns_at
from geodata.address import Gazetteer


def test_nearly_every_office_of_the_country_reaches_its_town_and_none_another(reference_data):
    towns = towns_at(reference_data)
    offices = offices_at(reference_data, towns, FILES)
    gazetteer = Gazetteer(towns)
    counts = counted(offices, towns, [gazetteer.place(*row) for row in offices.rows]).values()
    addresses, real = sum(count.addresses for count in counts), sum(count.real for count in counts)
    assert addresses > 200
    assert sum(count.reached for count in counts) / addresses >= LEAST_REACHED
    assert sum(len(count.wrong) for count in counts) / real <= MOST_WRONG
