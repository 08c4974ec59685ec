"""Accounts: one's own, and everybody's for whoever keeps them."""
