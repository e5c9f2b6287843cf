"""The paper of elementary facts."""

from sympy import S

from checks.paper import Paper
from proofs.foundations.notation import a, c, d, f, p, s, v, w, x, y

PAPER = Paper(
    folder="foundations",
    title="Elementary inequalities for exponential, logarithm, logistic function and vectors",
    about="Facts of any course of analysis, and rates of first-order methods, proved for use in the other papers.",
    symbols=dict.fromkeys((x, y, v, w, d, s, p, a, c, f), S.Reals),
    contents=("elementary", "logistic", "logistic_step", "logistic_expansion", "vectors"),
)
