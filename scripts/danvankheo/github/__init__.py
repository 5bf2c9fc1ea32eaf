"""What the workflows of the repository's host do, as tested code: check, preview, comment, forms. YAML only calls it."""
