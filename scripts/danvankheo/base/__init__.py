"""Helpers that every other package uses; imports no other package of danvankheo."""
