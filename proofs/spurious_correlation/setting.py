"""Assumption 1.2 and Theorem 1.3."""

from proofs.spurious_correlation.paper import PAPER

THEOREM_1_3 = PAPER.theorem(
    "1.3",
    where="Section 1",
    printed=r"h \le \eta\frac{\ln t\,\ln(\beta/\alpha)e^{2\alpha}}{2\varepsilon(2\alpha+1)t} \Rightarrow",
)
