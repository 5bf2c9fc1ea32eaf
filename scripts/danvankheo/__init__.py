"""Static site generator for the "Dân vận khéo" movement of a place's Youth Union."""

__version__ = "0.1.0"
