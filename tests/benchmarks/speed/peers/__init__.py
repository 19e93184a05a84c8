"""The search engines that are compared."""
