"""The abstract: the rate 1/(εhT), and of what."""

from checks.methods import Proof
from checks.outcome import Evidence
from checks.paper import Claim
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.notation import ORDER, RECURSION
from proofs.spurious_correlation.paper import PAPER
from proofs.spurious_correlation.rate import RATE_LIMIT, rate_limit

ABSTRACT = PAPER.statement(
    "abstract",
    kind="section",
    label="Abstract",
    where="Abstract",
    quote=r"By explicitly characterizing the evolution of the logits during training, we show that the classification "
    r"error for each class converges at a rate proportional to $\frac{1}{\varepsilon hT}$, where $\varepsilon$ is the "
    r"class proportion, $h$ the learning rate, and $T$ the number of training steps.",
    reading="The error is 1 − p_y, the probability of the wrong label, and ε the share of a group (aligned or "
    "conflicting), as in the paper; the two classes y = ±1 have the same error. Its mean times εhT tends to 1/(4α²).",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[("proportional to 1/(εhT)", RATE_LIMIT.concludes[0])],
    unexamined=["“class”: the shares of the classes do not enter (Proposition 2.2, Step 2), those of the groups do"],
    uses=[RATE_LIMIT],
    derivation=False,
)


@ABSTRACT.conclusion("4α²εhT·E tends to 1 for the group of share ε")
def proportional(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.use(rate_limit()))
