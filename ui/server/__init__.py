"""What stands between the network and the pages: who may ask, what a browser may do with the answer, what is kept."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from ui.server.addresses import check_host, origins
    from ui.server.sign_in import check_served
    from ui.server.start import MIDDLEWARE, ROUTES, prepare
else:
    __getattr__ = when_asked_for(__file__)

__all__ = ["MIDDLEWARE", "ROUTES", "check_host", "check_served", "origins", "prepare"]
