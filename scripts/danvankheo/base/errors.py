"""The one family of errors a person is told about; everything else is a fault of the program."""

from __future__ import annotations


class DanVanKheoError(Exception):
    """A build that cannot go on; ``str(error)`` is a sentence in Vietnamese for whoever started it."""
