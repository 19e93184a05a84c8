"""The user's own work: marks, tags, notes, what was read, saved searches, history. Plain files beside the index."""
