"""Use cases and threads: what the window and the command line can do."""
