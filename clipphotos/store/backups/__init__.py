"""Backups of the catalogue: made, kept, brought back; what is damaged is found and saved."""
