"""One run: what was asked for is found, chosen, run in worker processes, handed to the kernel, and kept.

discover      papers by path, without importing them
selection     which statements and checks are asked for
dependencies  which source a finding depends on
cache         what earlier runs found
loading       importing a paper (only in a worker)
worker        what runs in a paper's process
surroundings  what a check may change around itself, and how it was
pool          worker processes, each killed with its children when its time is up
cluster       the workers of a Dask cluster in the place of local ones
runner        the run itself
"""
