"""Static site generator for the "Dân vận khéo" movement of the Youth Union of Thọ Xuân."""

__version__ = "0.1.0"
