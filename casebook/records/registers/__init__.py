"""The records of the registers of the work around people."""
