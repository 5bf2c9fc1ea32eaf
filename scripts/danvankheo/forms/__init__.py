"""Forms and guides made from the schema: what people fill in, and what tells them how."""
