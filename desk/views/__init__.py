"""How somebody looks at lists, kept under names of her own."""

from desk.views.views import MOST, keep_view, own_views, remove_view, rename_view

__all__ = ["MOST", "keep_view", "own_views", "remove_view", "rename_view"]
