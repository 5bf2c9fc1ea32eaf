"""The commands of ``dvk``: one module per command or family; its function ``add`` adds them to the parser.

Each command imports what it needs inside its function, so that it does not load the modules of the others.
"""
