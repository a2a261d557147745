"""Chinese words for models that read English only, translated offline with a dictionary."""
