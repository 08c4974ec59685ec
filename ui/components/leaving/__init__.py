"""Nothing typed is lost by leaving a page unawares."""
