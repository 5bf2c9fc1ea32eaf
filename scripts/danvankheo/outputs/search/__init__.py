"""Search: what is found (documents), postings, the files of the index."""
