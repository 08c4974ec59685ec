"""What stands between the network and the pages: who may ask, what a browser may do with the answer, what is kept."""

from ui.server.addresses import check_host, origins
from ui.server.sign_in import ROUTES, check_served
from ui.server.start import MIDDLEWARE, prepare

__all__ = ["MIDDLEWARE", "ROUTES", "check_host", "check_served", "origins", "prepare"]
