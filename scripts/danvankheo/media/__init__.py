"""Photos: checked, and made into what the site shows."""
