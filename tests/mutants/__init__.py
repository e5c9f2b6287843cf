"""Mutants: small changes of the trusted code, each of which some test must notice. `make mutants` runs them."""
