r"""The setting: observations in two groups, and the loss as the sum of the two groups' losses."""

from sympy import S

from checks.methods import Proof
from checks.paper import eq, natural, sequence
from proofs.majority_minority.paper import PAPER

i = natural("i")
loss, group, whole, majority, minority = (sequence(name) for name in ("ell", "a", "L", "L_1", "L_0"))

DECOMPOSITION = PAPER.statement(
    "loss-decomposition",
    label="Loss decomposition",
    where="The setting: majority-minority model and generic losses",
    quote=r"$n$ observations of a variable $Z:=(X,Y)\in\mathbb R^d\times\mathbb R$ ($d>0$). Divided into two groups "
    r"following the values of a binary variable $A\in\{0,1\}$. Majority: $A=1$. Minority: $A=0$. Loss function "
    r"$\ell(f_\theta(X),Y)$ (e.g. square error). Loss decomposition: … Minority loss.",
    reading=(
        "At any θ the sum L(n) of the first n losses is L₁(n) + L₀(n), where L₁ sums those with a(i) = A = 1 and L₀ "
        "the others; a common factor such as 1/n changes nothing. The displayed formula is not in the text of the "
        "poster that was at hand."
    ),
    over={i: S.Naturals0},
    evolves=[
        *(eq(total(0), 0) for total in (whole, majority, minority)),
        eq(whole(i + 1), whole(i) + loss(i)),
        eq(majority(i + 1), majority(i) + group(i) * loss(i)),
        eq(minority(i + 1), minority(i) + (1 - group(i)) * loss(i)),
        eq(group(i) * (1 - group(i)), 0),
    ],
    concludes=[eq(whole(i), majority(i) + minority(i))],
    unexamined=["the displayed formula, which the text at hand lacks"],
    derivation=False,
)


@DECOMPOSITION.conclusion("observation by observation")
def sum_of_both(claim):
    proof = Proof.about(claim)
    *starts, of_whole, of_majority, of_minority, _ = DECOMPOSITION.evolves
    line = proof.induction(
        proof.goal,
        lambda q: q.linear(q.goal, starts[0], (starts[1], -1), (starts[2], -1)),
        lambda q: q.linear(q.goal, proof.goal, of_whole, (of_majority, -1), (of_minority, -1)),
    )
    return proof.finding(line, scope="every number of observations, any losses")
