"""Writing the index: batches, commits, merging."""
