"""WHAT HAPPENED: the only place that writes, one audited transaction a change."""
