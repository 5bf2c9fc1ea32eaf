"""What happens to a built site: the audit, publishing and rollback. Imports only base/, so that faults of the builder do not reach it."""
