"""Search: the files of the index and the page /tim-kiem/."""
