"""Web pages: what they declare of themselves, their visible text in order, and which of it is the article."""
