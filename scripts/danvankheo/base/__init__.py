"""What every other part stands on; imports nothing of ours."""
