"""The kernel: the only code whose errors could make a false claim look proved.

`establish(certificate)` replays a certificate and returns what it establishes, or raises `Rejected`. Read in this
order: terms, judgement, replay, rules; then intervals, boxes, evaluate, normal and calculus, on which rules stand.
"""

from __future__ import annotations

from checks.kernel1.judgement import Context, Domain, Judgement, Rejected
from checks.kernel1.replay import Established, establish

__all__ = ["Context", "Domain", "Established", "Judgement", "Rejected", "establish"]
