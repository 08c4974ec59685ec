"""Where new places do most: covering, median and centre problems."""
