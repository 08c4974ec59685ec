"""Catchments of community care centres, drawn from the towns that belong to them."""

import geopandas as gpd
import shapely

from geodata.areas import main_bounds
from geodata.travel import metric_crs


def catchments(towns: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one (multi)polygon a centre: the part of each ward that is nearest to the centre's towns.

    Town outlines are rarely at hand, town points are: each point stands for its Voronoi cell inside
    its ward (Okabe et al. 2000, *Spatial Tessellations*), and a centre's cells are joined.

    Parameters
    ----------
    towns
        Columns ``ward``, ``centre_id`` (NA: no centre known) and points.
    areas
        Columns ``ward`` and polygons, in the same CRS.

    Returns
    -------
    GeoDataFrame
        Columns ``centre_id``, geometry, in the CRS of the input; centres without a placed town are left out.
    """
    empty = gpd.GeoDataFrame({"centre_id": []}, geometry=[], crs=areas.crs)
    towns = towns[towns.geometry.notna() & ~towns.geometry.is_empty]
    if not len(towns) or not len(areas):
        return empty
    crs = metric_crs(main_bounds(areas))
    flat_towns, flat_areas = towns.to_crs(crs), areas.to_crs(crs)
    pieces = [
        _cells(flat_towns[flat_towns["ward"] == ward], outline)
        for ward, outline in zip(flat_areas["ward"], flat_areas.geometry, strict=True)
    ]
    pieces = [piece for piece in pieces if len(piece)]
    if not pieces:
        return empty
    cells = gpd.GeoDataFrame(gpd.pd.concat(pieces, ignore_index=True), crs=crs)
    with_centre = cells[cells["centre_id"].notna()]
    if not len(with_centre):
        return empty
    joined = with_centre.dissolve("centre_id").reset_index()[["centre_id", "geometry"]]
    return joined.to_crs(areas.crs)


def _cells(towns: gpd.GeoDataFrame, outline: shapely.Geometry) -> gpd.GeoDataFrame:
    """Cut one ward into the cells of its towns; towns at one point share the cell of the first."""
    single = towns[~towns.geometry.duplicated()]
    if len(single) < 2:
        return gpd.GeoDataFrame({"centre_id": single["centre_id"]}, geometry=[outline] * len(single), crs=towns.crs)
    points = shapely.multipoints(single.geometry.to_numpy())
    cells = gpd.GeoSeries(
        shapely.get_parts(shapely.voronoi_polygons(points, extend_to=outline, ordered=True)), crs=towns.crs
    )
    return gpd.GeoDataFrame({"centre_id": single["centre_id"].to_numpy()}, geometry=cells.intersection(outline))
