"""Simulated years of the base's emergency rooms, beside the years observed."""
