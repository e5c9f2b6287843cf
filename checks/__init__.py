"""Referee: machine-checked machine-learning theory.

The program in one line: paper → statement → check → finding → ledger → report.
Importing this package costs nothing; each room is imported when it is entered.
"""

__version__ = "0.1.0"
