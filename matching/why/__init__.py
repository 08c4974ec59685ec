"""Reasons: for a suggestion, for none, for alternatives, for a shortage."""
