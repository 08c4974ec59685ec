"""Emergency options of people, and the call list of one evening."""
