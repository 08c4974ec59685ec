"""The plan of trial stays, its record, scenarios of it, and what differs between two."""
