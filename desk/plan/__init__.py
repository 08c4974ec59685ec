"""The plan of trial stays: its problem, the plan and why, dates, scenarios, and what was kept of it."""
