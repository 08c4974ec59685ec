"""`sonae plan --expected`: what a plan brings if facilities may say no."""

from casebook.book import Casebook
from desk.asking import AskingView, call_table, chance_table, compare_table, list_table, proof_text, read_asking
from desk.plan import PlanView
from ui.cli.console import err, out, print_table, tell
from ui.settings import settings


def reckoned(book: Casebook, view: PlanView) -> AskingView:
    """Work out what asking brings beside a plan; on a terminal a sign says that it takes a while."""
    with err.status(tell("asking.working")):
        return read_asking(book, view)


def show_asking(asking: AskingView) -> None:
    """Print expected trials and calls beside the present plan, whom to call first and whom to ask next."""
    language = settings().language
    print_table(compare_table(asking, language), tell("asking.compare"))
    for line in proof_text(asking, language):
        out.print(line, markup=False, soft_wrap=True)
    print_table(call_table(asking, language), tell("asking.calls"))
    print_table(chance_table(asking, language), tell("asking.tier_one"))
    print_table(list_table(asking, language), tell("asking.lists"))
