"""Dates for a plan's stays: calendars of nights, the rota, the schedule and its explanation."""
