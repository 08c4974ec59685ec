"""The tables of the registers of the work around people."""
