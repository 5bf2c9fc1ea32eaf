"""Forms, templates and guides, made from the schema."""
