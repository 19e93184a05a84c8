"""The embedded engine: Whoosh segments, written durably, read as arrays and without running any pickle."""
