"""The registry of records: schema, loader with positions, rules and cross-file checks."""
