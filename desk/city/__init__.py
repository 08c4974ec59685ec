"""The city as it is: its people, facilities and places, how to get from one to the other, and its yearly counts."""
