"""Simulated years of emergency rooms, estimates and Erlang's formulas."""
