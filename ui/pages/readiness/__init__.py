"""The readiness page and its pieces."""
