"""A view is kept under a name beside its list, and leads back to what the list was filtered by."""

from streamlit.testing.v1 import AppTest

from desk.views import own_views
from tests.ui.conftest import PATIENCE, listed, one_page


def test_a_view_is_kept_followed_named_anew_and_removed(demo, at):
    page = AppTest.from_function(one_page, args=("consultations", "ja"), default_timeout=PATIENCE)
    page.query_params["ward"] = "青葉区"
    page.run()
    page.button(key="saved_view.new.0.consultations.keep").click().run()
    assert page.error
    page.text_input(key="saved_view.new.0.consultations.name").input("青葉区の相談")
    page.button(key="saved_view.new.0.consultations.keep").click().run()
    [view] = own_views(demo)
    assert (view.page, view.name, view.parameters) == ("consultations", "青葉区の相談", {"ward": ["青葉区"]})
    filtered = len(listed(page))
    page.query_params.clear()
    page.run()
    assert len(listed(page)) > filtered
    page.button(key=f"consultations.views.{view.id}").click().run()
    assert len(listed(page)) == filtered
    page.text_input(key=f"saved_view.new.1.consultations.{view.id}.new_name").input("北の相談")
    page.button(key="saved_view.new.1.consultations.rename").click().run()
    assert [one.name for one in own_views(demo)] == ["北の相談"]
    page.button(key="saved_view.new.2.consultations.remove").click().run()
    assert own_views(demo) == []
