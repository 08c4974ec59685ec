"""Tables of ways: looked up exactly as a dictionary would, and what is not in them is unknown, never zero."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.findings import UnreadableFile
from geodata.travel import straight_metres
from geodata.travel_table import TOLERANCE_METRES, read_travel_table

PLACES = np.array([(140.80, 38.20), (140.85, 38.20), (140.90, 38.20), (140.95, 38.20)])
ways = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**5)),
    min_size=1,
)


def frame(found):
    rows = [(*PLACES[one], *PLACES[other], *values) for (one, other), values in found.items()]
    return pd.DataFrame(rows, columns=["from_lon", "from_lat", "to_lon", "to_lat", "metres", "seconds"])


@given(ways)
def test_every_way_is_found_and_no_other(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("ways") / "ways.parquet"
    frame(found).to_parquet(path)
    if all(values == (None, None) for values in found.values()):
        assert reason(path) == "travel.no_way"
        return
    table = read_travel_table(path)
    for column, measured in ((0, table(PLACES, PLACES)), (1, table.seconds(PLACES, PLACES))):
        for one in range(4):
            for other in range(4):
                value = found.get((one, other), (None, None))[column]
                assert measured[one, other] == (-1 if value is None else value)


def write(tmp_path, text, name="ways.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def reason(path):
    with pytest.raises(UnreadableFile) as caught:
        read_travel_table(path)
    return caught.value.problem.code


@pytest.mark.parametrize("value", ['"1,234"', "5km", "x"])
def test_a_value_that_is_no_number_is_told_not_dropped(tmp_path, value):
    rows = f"140.80,38.20,140.85,38.20,7\n140.85,38.20,140.80,38.20,\n140.80,38.20,140.90,38.20,{value}\n"
    path = write(tmp_path, f"from_lon,from_lat,to_lon,to_lat,metres\n{rows}")
    with pytest.raises(UnreadableFile) as caught:
        read_travel_table(path)
    told = {"column": "metres", "count": 1, "value": value.strip('"')}
    assert (caught.value.problem.code, caught.value.problem.params) == ("travel.not_a_number", told)


def test_ids_have_their_places_in_a_file_beside(tmp_path):
    path = write(tmp_path, "from,to,metres\n001,B,1200.4\n")
    write(tmp_path, "id,lon,lat\n001,140.80,38.20\nB,140.85,38.20\n", "ways_points.csv")
    table = read_travel_table(path)
    assert table(PLACES, PLACES)[0].tolist() == [-1, 1200, -1, -1]
    assert not table.timed
    assert (table.seconds(PLACES, PLACES) == -1).all()


def test_a_place_nearby_is_the_place_and_one_beyond_the_tolerance_is_not(tmp_path):
    table = read_travel_table(write(tmp_path, frame({(0, 1): (900, 60)}).to_csv(index=False)))
    degree = TOLERANCE_METRES / 111_000
    near, far = PLACES[:1] + np.array([0, degree * 0.9]), PLACES[:1] + np.array([0, degree * 1.1])
    assert table(near, PLACES[1:2]).tolist() == [[900]]
    assert table(far, PLACES[1:2]).tolist() == [[-1]]
    assert table(np.array([[np.nan, 38.2]]), PLACES[1:2]).tolist() == [[-1]]


def test_times_alone_give_the_straight_way_where_there_is_a_way(tmp_path):
    table = read_travel_table(write(tmp_path, frame({(0, 1): (None, 60)}).drop(columns="metres").to_csv(index=False)))
    straight = straight_metres(PLACES, PLACES)
    assert table(PLACES, PLACES)[0].tolist() == [-1, straight[0, 1], -1, -1]
    assert table.seconds(PLACES, PLACES)[0].tolist() == [-1, 60, -1, -1]


def test_a_way_that_stands_twice_alike_is_one_and_below_zero_is_none(tmp_path):
    lines = (
        "from_lon,from_lat,to_lon,to_lat,metres\n" + "140.8,38.2,140.85,38.2,900\n" * 2 + "140.8,38.2,140.9,38.2,-1\n"
    )
    assert read_travel_table(write(tmp_path, lines))(PLACES, PLACES)[0].tolist() == [-1, 900, -1, -1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("from,to\n1,2\n", "table.columns_missing"),
        ("metres\n5\n", "table.columns_missing"),
        ("from,to,metres\n1,2,5\n", "travel.no_points"),
        ("from_lon,from_lat,to_lon,to_lat,metres\n140.8,38.2,140.9,38.2,\n", "travel.no_way"),
        ("from_lon,from_lat,to_lon,to_lat,metres\n38.2,140.8,140.9,38.2,5\n", "coordinate.swapped"),
        ("from_lon,from_lat,to_lon,to_lat,metres\n,38.2,140.9,38.2,5\n", "coordinate.not_a_number"),
        (
            "from_lon,from_lat,to_lon,to_lat,metres\n140.8,38.2,140.9,38.2,5\n140.8,38.2,140.9,38.2,6\n",
            "travel.way_twice",
        ),
        ("", "travel.not_readable"),
        ("from_lon,from_lat,to_lon,to_lat,metres\n", "file.empty"),
    ],
)
def test_what_is_no_table_of_ways_is_refused_with_a_reason(tmp_path, text, code):
    assert reason(write(tmp_path, text)) == code


def test_an_id_without_place_is_named(tmp_path):
    path = write(tmp_path, "from,to,metres\na,b,1\na,c,1\n")
    write(tmp_path, "id,lon,lat\na,140.80,38.20\n", "ways_points.csv")
    with pytest.raises(UnreadableFile) as caught:
        read_travel_table(path)
    assert (caught.value.problem.code, dict(caught.value.problem.params)) == (
        "travel.place_unknown", {"id": "b", "count": 2},
    )  # fmt: skip


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert reason(tmp_path / "ways.csv") == "file.not_found"
