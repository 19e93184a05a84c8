"""Messages: newsletters saved as mail, one a file or many in a mailbox."""
