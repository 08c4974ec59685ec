"""Where the city's areas have gaps: measures of every area on a day, compared, and sites for new places."""
