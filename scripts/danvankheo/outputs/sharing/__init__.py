"""Sharing: share images, and the sharing kit of an entry."""
