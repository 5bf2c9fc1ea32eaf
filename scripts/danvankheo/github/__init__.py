"""What the GitHub workflows do: check, preview, comment, forms. The workflow files only call ``dvk github``."""
