"""Where new places do most: covering, median and centre problems."""

from matching.location.models import Location, lscp, mclp, p_centre, p_median, ways

__all__ = ["Location", "lscp", "mclp", "p_centre", "p_median", "ways"]
