"""Into the kernel's language and out of it.

Into it: `claims` (from a paper's SymPy), `grammar` (from typed text). Out of it: `plain` (one readable line) and the
modules `latex_…` (for print). What is written out is written from the plain data that a ledger holds.
"""
