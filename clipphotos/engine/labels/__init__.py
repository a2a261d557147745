"""Labels at work: words to directions, scores, proposals, decisions, files."""
