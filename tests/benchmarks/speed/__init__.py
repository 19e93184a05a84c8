"""How fast searchtui is beside stock Whoosh, SQLite FTS5, tantivy and Recoll, measured in one run."""
