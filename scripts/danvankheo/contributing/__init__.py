"""Ways in which stories come: each a module, all ending in files that one check reads."""
