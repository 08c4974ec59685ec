"""From a suggestion to a stay: proposals step by step, rules of a pair, calendars of nights, history."""
