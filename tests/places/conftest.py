"""One casebook a place, full, for all that is looked at there."""

from pathlib import Path

import pytest

from tests.conftest import skip_or_fail
from tests.places.places import MADE, PLACES, Place, make_files
from tests.places.walk import Walked, walk


def gone(place: Place, reference: Path, folder: Path) -> Walked:
    """Go the way of a place, or say which of its files is not at hand."""
    wanted = [name for name in (place.areas, *place.towns, *place.offices) if not name.startswith(MADE)]
    missing = [name for name in wanted if not (reference / name).exists()]
    if missing:
        skip_or_fail(f"{place.name}: the reference data has no {'、'.join(missing)}")
    if place.areas.startswith(MADE):
        make_files(reference, folder)
    return walk(place, reference, folder)


@pytest.fixture(scope="module", params=PLACES, ids=[place.name for place in PLACES])
def walked(request: pytest.FixtureRequest, reference_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """A place whose whole way up to the full casebook was gone."""
    return gone(request.param, reference_data, tmp_path_factory.mktemp("place"))
