"""The on-disk segment format and the Whoosh codec that adapts it."""
