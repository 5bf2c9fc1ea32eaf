"""What programs follow: Atom, JSON Feed, sitemap, robots.txt, calendar."""
