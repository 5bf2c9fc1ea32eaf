"""From records to HTML: frames to fill, Markdown made safe, templates."""
