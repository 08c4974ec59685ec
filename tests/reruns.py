"""A failing browser test is run once more, its failing tries leave a trace, and the end of a run says how many did.

Only tests with the marker `browser`: a browser's timing is not the app's, everything else fails at once. The hooks
are taken over by `tests/conftest.py`, which every run loads, also the one that only gathers what workers report.
"""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser

FOLDER = "test-traces"
TRACE = "trace"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let browser tests have a second try."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what was traced of a failing try, before the browser is tidied up."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.failed and isinstance(browser, Browser):
        name = re.sub(r"[^\w.-]+", "-", item.nodeid.removeprefix("tests/browser/")).strip("-")
        tried = f"{name}.{report.when}.try{getattr(item, 'execution_count', 1)}"
        for number, context in enumerate(browser.contexts):
            path = item.config.rootpath / FOLDER / f"{tried}.{number}.zip"
            for view, page in enumerate(context.pages):
                page.screenshot(path=path.with_suffix(f".{view}.png"), full_page=True)
            context.tracing.stop(path=path)
            context.close()
            report.user_properties.append((TRACE, str(path.relative_to(item.config.rootpath))))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser tests were run again, also when none was, and where their traces are."""
    reports = [one for kind in terminalreporter.stats.values() for one in kind if isinstance(one, pytest.TestReport)]
    if not any("browser" in one.keywords for one in reports):
        return
    again = len(terminalreporter.stats.get("rerun", []))
    terminalreporter.write_line(f"browser tests run again: {again}")
    for path in sorted({str(path) for one in reports for name, path in one.user_properties if name == TRACE}):
        terminalreporter.write_line(f"trace of a failing try: {path}")
