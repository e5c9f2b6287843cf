"""When majority rules, minority loses: perturbation of critical points by a minority loss (poster, 2025).

The source is a poster; the body of the paper was not at hand. Statements of origin `source` stand here as the poster
prints them, and it may be that the paper puts more conditions on the set K than the poster does.

Read `printed` and `zone` for the two theorems and what refutes them, `pairs`, `sharp`, `continuation` and `whole_space`
for what is true instead and why, `at_the_point` for the role of the Lipschitz constant M, `flow` and `table` for
gradient flow and the experiments, then `double_well` and `linear_network` for worked examples in the plane and `ridge`
for a model fitted to data. `cited` names the theorems that the repairs lean on.
"""
