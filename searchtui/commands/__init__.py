"""What a user can do: one class per action gives its key, footer, palette entry, help line and when it applies."""
