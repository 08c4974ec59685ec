"""What every test may use: the reference data folder, and the switch that turns a skip into a failure."""

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("sonae", deadline=None, derandomize=True)
settings.load_profile("sonae")


def missing(what: str) -> NoReturn:
    """Skip, or fail when SONAE_REQUIRE_ALL=1 says that nothing may be missing."""
    if os.environ.get("SONAE_REQUIRE_ALL") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Return the folder of real published files that SONAE_REFERENCE_DATA names."""
    named = os.environ.get("SONAE_REFERENCE_DATA", "")
    folder = Path(named)
    if not named or not (folder / "wamnet").is_dir():
        missing("no reference data: set SONAE_REFERENCE_DATA to the folder that holds wamnet/, areas/ and towns/")
    return folder
