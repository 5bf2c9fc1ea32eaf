"""Files of entries changed by a command: new, mended, shared, renamed, withdrawn. Every other byte stays."""
