"""Roads: the same ways as NetworkX finds, in every file form; what cannot be reached is said, never near."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import roads
from geodata.findings import UnreadableFile
from geodata.roads import RoadNetwork, read_roads
from geodata.travel import straight_metres

WEST, NORTH, STEP = 140.8, 38.2, 0.01


@st.composite
def networks(draw):
    """Junctions on a line with roads between any two: one-way, parallel, of no length, in several parts."""
    count = draw(st.integers(1, 7))
    junction = st.integers(0, count - 1)
    length = st.integers(0, 500_000).map(lambda hundredths: hundredths / 100)
    edges = draw(st.lists(st.tuples(junction, junction, length, length), max_size=20))
    return count, [edge for edge in edges if edge[0] != edge[1]]


def points(count):
    return np.array([(WEST + STEP * index, NORTH) for index in range(count)]).reshape(-1, 2)


def network(count, edges):
    columns = np.array(edges, dtype=float).reshape(-1, 4).T
    return RoadNetwork("made", points(count), columns[0].astype(int), columns[1].astype(int), columns[2], columns[3])


def oracle(count, edges, measure):
    """Return metres or seconds between all junctions, one search at a time."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(count))
    for tail, head, *lengths in edges:
        graph.add_edge(tail, head, weight=lengths[measure])
    found = np.full((count, count), -1)
    for start in range(count):
        for end, length in nx.single_source_dijkstra_path_length(graph, start).items():
            found[start, end] = round(round(length * 100) / 100)
    return found


@given(networks())
def test_the_ways_are_those_of_networkx(made):
    count, edges = made
    ways, here = network(count, edges), points(count)
    assert np.abs(ways(here, here) - oracle(count, edges, 0)).max() <= 0
    assert (ways.seconds(here, here) == oracle(count, edges, 1)).all()


@settings(max_examples=50)
@given(networks(), st.data())
def test_from_whichever_side_the_search_starts_the_way_is_the_same(made, data):
    count, edges = made
    here = points(count)
    whole = network(count, edges)(here, here)
    some = st.lists(st.integers(0, count - 1), min_size=1, max_size=6)
    ways = network(count, edges)
    for _ in range(3):
        origins, destinations = data.draw(some), data.draw(some)
        assert (ways(here[origins], here[destinations]) == whole[np.ix_(origins, destinations)]).all()


def test_little_memory_gives_the_same_ways(monkeypatch):
    chance = np.random.default_rng(5)
    edges = [(*chance.choice(40, 2, replace=False), length, length) for length in chance.integers(100, 900, 120)]
    here = points(40)
    whole = network(40, edges)(here, here)
    monkeypatch.setattr(roads, "_AT_A_TIME", 80)
    monkeypatch.setattr(roads, "_KEPT", 120)
    ways = network(40, edges)
    assert (ways(here, here) == whole).all()
    assert (ways(here[::3], here[5:30]) == whole[::3, 5:30]).all()
    assert len(ways._metres._kept) <= 3


def test_a_one_way_street_is_not_the_way_back():
    ways = network(2, [(0, 1, 900.0, 60.0)])
    assert ways(points(2), points(2)).tolist() == [[0, 900], [-1, 0]]
    assert ways.seconds(points(2), points(2)).tolist() == [[0, 60], [-1, 0]]


def test_the_way_to_the_junction_counts_and_who_is_far_from_all_roads_is_unreachable():
    ways = network(2, [(0, 1, 900.0, 60.0)])
    beside, far, unknown = (WEST - 0.005, NORTH), (WEST + 0.5, NORTH), (np.nan, NORTH)
    found = ways(np.array([beside, far, unknown]), points(2))
    leg = straight_metres(np.array([beside]), points(2))[0, 0]
    assert found[0].tolist() == pytest.approx([leg, leg + 900], abs=1)
    assert (found[1:] == -1).all()
    assert ways(points(2), np.array([beside, far]))[0].tolist() == pytest.approx([leg, -1], abs=1)
    assert ways.seconds(np.array([beside]), points(2))[0, 0] == pytest.approx(leg / (20 / 3.6), abs=1)


def test_nothing_gives_an_empty_table():
    ways = network(2, [(0, 1, 900.0, 60.0)])
    assert ways(np.empty((0, 2)), points(2)).shape == (0, 2)
    assert ways(points(2), np.empty((0, 2))).shape == (2, 0)


# --- files -----------------------------------------------------------------------------------------------------


def osm_graph(**more):
    """Return a graph with the attributes of one that OSMnx downloaded, all of them text in the file."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs="epsg:4326", **more)
    for index, (lon, lat) in enumerate(points(3).tolist()):
        graph.add_node(1000 + index, x=str(lon), y=str(lat), street_count="3")
    graph.add_edge(1000, 1001, osmid="1", oneway="True", length="900.5", travel_time="60.2", highway="residential")
    graph.add_edge(1000, 1001, osmid="2", oneway="True", length="950.0", travel_time="50.0", name="広瀬通")
    graph.add_edge(1001, 1002, osmid="3", oneway="False", length="800.0", travel_time="40.0")
    graph.add_edge(1002, 1001, osmid="3", oneway="False", length="800.0", travel_time="40.0")
    return graph


def test_graphml_as_osmnx_saves_it_is_read(tmp_path):
    nx.write_graphml(osm_graph(), tmp_path / "sendai.graphml")
    ways = read_roads(tmp_path / "sendai.graphml")
    assert ways.name == "sendai.graphml"
    assert ways.timed
    assert ways(points(3), points(3)).tolist() == [[0, 900, 1700], [-1, 0, 800], [-1, 800, 0]]
    assert ways.seconds(points(3), points(3)).tolist() == [[0, 50, 90], [-1, 0, 40], [-1, 40, 0]]


def test_graphml_without_times_has_none_and_an_undirected_one_leads_both_ways(tmp_path):
    graph: nx.MultiGraph[int] = nx.MultiGraph(osm_graph())
    for *_, data in graph.edges(data=True):
        del data["travel_time"]
    nx.write_graphml(graph, tmp_path / "a.graphml")
    ways = read_roads(tmp_path / "a.graphml")
    assert not ways.timed
    assert (ways.seconds(points(3), points(3)) == -1).all()
    assert ways(points(3), points(3))[1, 0] == 900


def test_a_projected_graph_keeps_its_degrees_beside(tmp_path):
    graph = osm_graph()
    for _, data in graph.nodes(data=True):
        data |= {"lon": data["x"], "lat": data["y"], "x": "480000.0", "y": "4230000.0"}
    nx.write_graphml(graph, tmp_path / "a.graphml")
    assert read_roads(tmp_path / "a.graphml")(points(3), points(3))[0, 1] == 900
    for _, data in graph.nodes(data=True):
        del data["lon"]
    nx.write_graphml(graph, tmp_path / "a.graphml")
    assert reason(tmp_path / "a.graphml") == "coordinate.outside_japan"


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_list_of_roads_is_read_with_its_junctions_beside_it(tmp_path, suffix):
    roads_frame = pd.DataFrame(
        {"u": ["a", "b"], "v": ["b", "c"], "metres": [900, 800.4], "seconds": [60, 40], "oneway": ["yes", ""]}
    )
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "lon": points(3)[:, 0], "lat": points(3)[:, 1]})
    write(roads_frame, tmp_path / f"roads{suffix}")
    write(nodes, tmp_path / f"roads_nodes{suffix}")
    ways = read_roads(tmp_path / f"roads{suffix}")
    assert ways(points(3), points(3)).tolist() == [[0, 900, 1700], [-1, 0, 800], [-1, 800, 0]]


def write(frame, path):
    frame.to_parquet(path) if path.suffix == ".parquet" else frame.to_csv(path, index=False)


def reason(path):
    with pytest.raises(UnreadableFile) as caught:
        read_roads(path)
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.graphml", "<graphml><graph", "travel.not_readable"),
        ("a.graphml", '<!DOCTYPE x [<!ENTITY y "z">]><graphml>&y;</graphml>', "travel.not_readable"),
        ("a.graphml", "<graphml/>", "table.columns_missing"),
        ("a.csv", "u,v\n1,2\n", "table.columns_missing"),
        ("a.csv", "u,v,metres\n", "file.empty"),
        ("a.csv", "u,v,metres\n1,2,3\n", "travel.no_points"),
        ("a.parquet", "u,v", "travel.not_readable"),
        ("a.csv", None, "file.not_found"),
    ],
)
def test_what_is_no_network_is_refused_with_a_reason(tmp_path, name, text, code):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert reason(tmp_path / name) == code


@pytest.mark.parametrize(
    ("row", "node", "code"),
    [
        ("1,2,-5,", "2,140.81,38.2", "travel.bad_length"),
        ("1,2,,", "2,140.81,38.2", "travel.bad_length"),
        ("1,2,far,", "2,140.81,38.2", "travel.bad_length"),
        ("1,3,5,", "2,140.81,38.2", "travel.place_unknown"),
        ("1,2,5,maybe", "2,140.81,38.2", "cell.not_yes_or_no"),
        ("1,2,5,", "1,140.81,38.2", "travel.id_twice"),
        ("1,2,5,", "2,38.2,140.81", "coordinate.swapped"),
        ("1,2,5,", "2,,38.2", "coordinate.not_a_number"),
    ],
)
def test_a_road_or_junction_that_cannot_be_is_refused(tmp_path, row, node, code):
    (tmp_path / "a.csv").write_text(f"u,v,metres,oneway\n{row}\n")
    (tmp_path / "a_nodes.csv").write_text(f"id,lon,lat\n1,140.8,38.2\n{node}\n")
    assert reason(tmp_path / "a.csv") == code
