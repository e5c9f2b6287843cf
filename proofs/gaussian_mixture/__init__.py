"""Overparameterized linear classification of an imbalanced Gaussian mixture, refereed.

The only document at hand about "An Analytical Model for Overparameterized Learning Under Class Imbalance" (arXiv
2503.05289) is a secondary summary without formulas. What it asserts in words is entered as words; every formula in this
folder was derived for this report and says so.

How to read it: `training` (what gradient flow converges to), `error` and `agreement` (the closed form of the test
error and how far it is from simulation), `finite` (how far, as a theorem), `failure` (cross-entropy), `margins`,
`offsets` and `temperature` (the three remedies), `family` (temperature failing arbitrarily badly), `intercept` (two
classes with opposite means), `tuning`, `ordering` (which method when). `law` and `machines` draw what can only be
simulated; `constants` evaluates everything at the reader's own numbers.
"""
