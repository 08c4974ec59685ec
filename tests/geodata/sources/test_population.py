"""Population by town: every age group with its day, blank unknown, and parts that do not add up told."""

from datetime import date

import pandas as pd
import pytest

from geodata.findings import UnreadableFile
from geodata.reading.files import NamedBytes
from geodata.sources.population import read_population, register_day

HEADER = "ward,town_code,town_name,population,population_under_15,population_15_64,population_65_plus,lat,lon\n"


def read(*lines, name="sendai_20200401.csv", header=HEADER):
    return read_population(NamedBytes(name, (header + "\n".join([*lines, ""])).encode()))


def test_the_real_file_is_read_to_the_last_person(reference_data):
    reading = read_population(reference_data / "towns" / "sendai_town_population_2020.csv")
    frame = reading.frame
    assert len(frame) == 949
    assert frame["population"].sum() == 1_054_307
    assert frame.filter(like="population_").sum().sum() == 1_054_307
    assert [(one.code, one.severity) for one in reading.problems] == [("population.day_assumed", "note")]
    assert set(frame["counted_on"]) == {date(2020, 4, 1)}


def test_a_blank_age_group_is_unknown_and_nothing_is_zero_that_is_not():
    reading = read("aoba,1,青葉町,644,55,,158,38.28,140.86", "aoba,2,赤坂一丁目,0,0,0,0,38.29,140.75")
    first, second = reading.frame.to_dict("records")
    assert (first["ward"], first["town"], first["population"]) == ("青葉区", "青葉町", 644)
    assert pd.isna(first["population_15_64"])
    assert (second["town"], second["population"], second["population_0_14"]) == ("赤坂1丁目", 0, 0)
    assert reading.problems == []


def test_parts_that_do_not_add_up_are_told_and_counts_below_zero_or_in_words_rejected():
    reading = read("aoba,1,青葉町,10,1,2,3,,", "aoba,2,赤坂,-1,,,,,", "aoba,3,一番町,多数,,,,,", "aoba,4,二番町,3,,,,,")
    assert [(one.row, one.code, one.severity) for one in reading.problems] == [
        (2, "population.parts", "note"),
        (3, "cell.out_of_range", "rejected"),
        (4, "cell.not_a_whole_number", "rejected"),
    ]
    assert reading.frame["town"].tolist() == ["青葉町", "二番町"]
    assert len(reading.rejects) == 2


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("sendai_20201001.csv", date(2020, 10, 1)),
        ("2021-04-01.csv", date(2021, 4, 1)),
        ("sendai_town_population_2020.csv", date(2020, 4, 1)),
        ("towns.csv", None),
        ("12020.csv", None),
    ],
)
def test_the_name_tells_the_day(name, day):
    assert register_day(name) == day


def test_a_file_that_does_not_tell_its_day_or_has_other_columns_is_refused():
    for more, code in (
        ({"name": "towns.csv"}, "population.day_unknown"),
        ({"header": "a,b\n"}, "table.columns_missing"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read("aoba,1,青葉町,1,,,,,", **more)
        assert caught.value.problem.code == code
