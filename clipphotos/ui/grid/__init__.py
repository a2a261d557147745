"""The thumbnail grid: its cost depends on what is visible, not on how many photos there are."""
