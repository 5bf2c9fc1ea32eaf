"""The receiving side of a publication: releases in a folder. The standard library and two modules of ``base/`` alone.

The same code runs in the publisher's process for a local folder, and on a server as one file (``server_files.receiver``).
"""
