"""Flat illustrations for the sample records: a canvas, pieces of landscape and people, and one function a motif."""
