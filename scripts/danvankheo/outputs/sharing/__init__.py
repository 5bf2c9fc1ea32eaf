"""Sharing: share images, the words and links for each channel, the pages /chia-se/."""
