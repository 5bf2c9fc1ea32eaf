"""Frames, templates, and Markdown as safe HTML."""
