"""What somebody does at a page, and what is looked at there."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Locator

from tests.browser.conftest import Watched
from words.say import say

# The views of the page on which trial stays are planned.
VIEWS = ("facilities", "map", "without", "readiness", "dates", "scenario", "firm", "fairness")
SERIOUS = ("serious", "critical")
# Areas, what lies beneath them and lines have a canvas each; the outlines of areas are what is most painted.
PAINTED = """() => {
    let painted = 0;
    for (const canvas of document.querySelectorAll('canvas')) {
        if (!canvas.width) continue;
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
    }
    return painted > 1000 && painted;
}"""


def open_navigation(watched: Watched) -> None:
    button = watched.page.get_by_test_id("stExpandSidebarButton")
    if button.count():
        button.click()
        watched.settled()


def choose_view(watched: Watched, name: str, language: str, page: str = "trials") -> None:
    main = watched.page.get_by_test_id("stMain")
    main.get_by_role("radio", name=say(f"{page}.tab_{name}", language), exact=True).click()
    watched.settled()


def make_plan(watched: Watched, language: str) -> None:
    """Make a new plan, whether or not one is kept already."""
    for code in ("kept_plan.make_new", "trials.run"):
        button = watched.page.get_by_role("button", name=say(code, language), exact=True)
        if button.count():
            button.click()
            watched.settled()


def drawn_pixels(frame: Frame) -> int:
    """Wait until something was painted, and count the pixels of the outlines that were."""
    return int(frame.wait_for_function(PAINTED).json_value())


def pick(watched: Watched, label: str, text: str) -> None:
    """Choose from a searchable list, by keyboard alone."""
    box = watched.page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(text)
    box.press("Enter")
    watched.settled()


def row_of(watched: Watched, text: str) -> Locator:
    """Return the row of the page's list that says something; all its rows are drawn, as for print."""
    watched.page.locator(".sonae-list tbody tr").first.wait_for()
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return watched.page.locator(".sonae-list tbody tr").filter(has_text=text).first


def open_row(watched: Watched, text: str) -> None:
    """Choose a row of the page's list."""
    row_of(watched, text).get_by_role("button").click()
    watched.settled()


UNLINKED = """named => {
  const inside = "a, h1, h2, h3, button, label, input, textarea, select, [role=option], [data-baseweb=select], iframe";
  const texts = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (named.some((name) => data.includes(name)) && !parentElement.closest(inside)) found.push(data);
  }
  return found;
}"""


def unlinked(watched: Watched, where: str, named: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return what the page tells of people or facilities of these names with no way to their pages."""
    texts: list[str] = watched.page.evaluate(UNLINKED, named)
    return [(where, "no link", text) for text in texts]


def serious(watched: Watched, where: str) -> list[tuple[str, str, str]]:
    """Return what axe-core finds serious or critical on the page at rest.

    A page that was computed again meanwhile was looked at while it faded: it is looked at again.
    """
    for _ in range(5):
        heard = watched.rests()
        violations = Axe().run(watched.page, options={"resultTypes": ["violations"]}).response["violations"]
        if watched.runs.heard == heard:
            return [(where, one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in SERIOUS]
    raise AssertionError(f"{where} was computed again each time it was looked at")
