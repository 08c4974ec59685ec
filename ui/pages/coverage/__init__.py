"""The coverage page and its pieces."""
