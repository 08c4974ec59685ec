"""The keys that lead from page to page."""
