"""What stands between the network and the pages: who may ask, what a browser may do with the answer, what is kept."""

from ui.server.addresses import check_host, origins
from ui.server.answers import ROUTES as ANSWERS_ROUTES
from ui.server.calendar import ROUTES as CALENDAR_ROUTES
from ui.server.sign_in import ROUTES as SIGN_IN_ROUTES
from ui.server.sign_in import check_served
from ui.server.start import MIDDLEWARE, prepare

ROUTES = [*SIGN_IN_ROUTES, *ANSWERS_ROUTES, *CALENDAR_ROUTES]
"""The pages of our own beside Streamlit's."""

__all__ = ["MIDDLEWARE", "ROUTES", "check_host", "check_served", "origins", "prepare"]
