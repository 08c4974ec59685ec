"""A browser test that fails is run once more and counted, its trace is kept; any other test fails at once."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[1]
CONFTEST = (
    "from tests.reruns import pytest_collection_modifyitems, pytest_runtest_makereport, pytest_terminal_summary\n"
)
FAILS_FIRST = """
import pytest

tries = []


{mark}
def test_second_time():
    tries.append(1)
    assert len(tries) > 1
"""
BROWSER = "@pytest.mark.browser"
ON_A_PAGE = """
import pytest

tries = []


@pytest.mark.browser
def test_second_time(browser):
    context = browser.new_context()
    context.tracing.start(snapshots=True)
    context.new_page().set_content("here")
    tries.append(1)
    assert len(tries) > 1
    context.close()
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return a project of its own that uses the hooks, in processes of its own."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\nmarkers = browser\naddopts = --strict-markers\nfilterwarnings = error")
    pytester.makeconftest(CONFTEST)
    return pytester


def test_a_browser_test_has_a_second_try_and_any_other_has_none(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_seen=FAILS_FIRST.format(mark=BROWSER),
        test_never=f"import pytest\n{BROWSER}\ndef test_never():\n    assert False",
        test_plain=FAILS_FIRST.format(mark=""),
    )
    done = project.runpytest_subprocess("-n", "2", "--dist", "loadfile")
    done.assert_outcomes(passed=1, failed=2)
    done.stdout.fnmatch_lines(["browser tests run again: 2", "FAILED test_plain.py::test_second_time*"])


def test_that_no_browser_test_was_run_again_is_said_too(project: pytest.Pytester) -> None:
    project.makepyfile(f"import pytest\n{BROWSER}\ndef test_well():\n    pass")
    project.runpytest_subprocess("-n", "1").stdout.fnmatch_lines(["browser tests run again: 0"])


def test_without_browser_tests_nothing_is_said_of_them(project: pytest.Pytester) -> None:
    project.makepyfile("def test_well():\n    pass")
    project.runpytest_subprocess().stdout.no_fnmatch_line("*browser tests*")


@pytest.mark.browser
def test_the_trace_of_a_failing_try_is_kept(project: pytest.Pytester) -> None:
    project.makeconftest(CONFTEST + "from tests.browser.conftest import browser\n")
    project.makepyfile(test_page=ON_A_PAGE)
    done = project.runpytest_subprocess()
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["browser tests run again: 1", "trace of a failing try: test-traces/*try1.0.zip"])
    assert sorted(path.suffix for path in (project.path / "test-traces").iterdir()) == [".png", ".zip"]
