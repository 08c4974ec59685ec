"""The yearly review: any period beside the one before, the records behind each figure, its papers."""
