"""Files that programs fetch again and again: Atom and JSON Feed, sitemap, robots.txt, calendar."""
