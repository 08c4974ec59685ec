"""Whom to call and what to know of somebody, wherever she is looked after."""
