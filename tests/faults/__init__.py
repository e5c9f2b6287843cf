"""What may befall a run, a file, a paper or a typed claim, each with what is expected to come of it.

A quick part runs with every `make test`; all of it, in minutes, by `make faults`, which sets FAULTS=all.
"""
