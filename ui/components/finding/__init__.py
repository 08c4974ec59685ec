"""Finding one person or facility, and what is shown of it: the search, the address, the timeline, the options."""
