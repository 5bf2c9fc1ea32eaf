"""The commands of ``dvk``: one module a family, each with ``add`` that puts its commands on the parser.

Work is imported where it is done, so that no command waits for what another needs.
"""
