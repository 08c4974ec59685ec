"""Plans made for a test, and who is in them."""

from desk.plan.trials import PlanView


def unplaced(view: PlanView):
    return next(one.person for one in view.left_out if one.unplaced.reason == "places_taken")
