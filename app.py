"""Streamlit's entry: `streamlit run` finds the server here, and runs this file again for every page shown."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

# Each half is imported where it is needed: components register with the runtime, which the first run starts.
if get_script_run_ctx(suppress_warning=True) is None:
    from ui.server import MIDDLEWARE, ROUTES, prepare
    from ui.server.lifespan import lifespan

    prepare(st.get_option("server.address"))
    app = st.App(__file__, middleware=MIDDLEWARE, routes=ROUTES, lifespan=lifespan)
else:
    from ui.in_turn import PAGES_IN_TURN
    from ui.shell import run

    with PAGES_IN_TURN.turn():
        run()
