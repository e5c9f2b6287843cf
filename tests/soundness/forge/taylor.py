# ruff: noqa: E501
"""The extension `taylor`: leaves that decide by a Taylor polynomial and its remainder."""

from __future__ import annotations

from tests.soundness.forge import X, accept, context, reject
from tests.soundness.forge.subdivision import tree

DECIDES, SERIES = "does not decide the goal", "no series of"
LINE, UNIT, MIDDLE = context({"x": "[-1, 1]"}), context({"x": "[0, 1]"}), context({"x": "[3/8, 1/2]"})
SINE = "sin(x) <= x - 1/6*x**3 + 1/100"

accept("taylor", "sin x ≤ x − x³/6 + 1/100 on [−1, 1], in one leaf", tree(LINE, SINE, marks="t"))
accept("taylor-strict", "sin x < x − x³/6 + 1/100 on [−1, 1]", tree(LINE, "sin(x) < x - 1/6*x**3 + 1/100", marks="t"))
accept(
    "taylor-halves",
    "|sin x − x + x³/6 − x⁵/120| ≤ 1/5000, its upper half, in two leaves",
    tree(LINE, "sin(x) - x + 1/6*x**3 - 1/120*x**5 <= 1/5000", marks="0tt"),
)
accept(
    "taylor-beside-others",
    "exp x ≤ 1 + x + x² + 1/5 on [0, 1]: one half by its Taylor series, the other by mean values",
    tree(UNIT, "exp(x) <= 1 + x + x**2 + 1/5", marks="0tm"),
)
accept(
    "taylor-open-cell",
    "cos x > 1/2 on (−1/2, 1/2): of the closed cell",
    tree(context({"x": "(-1/2, 1/2)"}), "1/2 < cos(x)", marks="t"),
)
accept(
    "taylor-of-a-value",
    "sin g(0) ≤ g(0) − g(0)³/6 + 1/100 where |g(0)| ≤ 1",
    tree(context({}, ["-1 <= g[0]", "g[0] <= 1"]), "sin(g[0]) <= g[0] - 1/6*g[0]**3 + 1/100", ["g[0]"], marks="t"),
)
accept("taylor-at-many-bits", "e^x − Σ xʲ/j! ≤ 2⁻¹⁸ for j ≤ 7 on [0, 1/2], at 512 bits", tree(context({"x": "[0, 1/2]"}), "exp(x) <= 1 + x + 1/2*x**2 + 1/6*x**3 + 1/24*x**4 + 1/120*x**5 + 1/720*x**6 + 1/5040*x**7 + 1/262144", marks="t", bits=512))  # fmt: skip
for k, (f, bound, less) in enumerate((
    ("exp(x)", "2", "1"), ("log(x)", "-1/2", "-1"), ("sin(x)", "1/2", "2/5"), ("cos(x)", "1", "9/10"), ("tan(x)", "3/5", "1/2"), ("atan(x)", "1/2", "2/5"), ("asin(x)", "3/5", "1/2"),
    ("acos(x)", "4/3", "1"), ("erf(x)", "3/5", "1/2"), ("sinh(x)", "3/5", "1/2"), ("cosh(x)", "6/5", "11/10"), ("tanh(x)", "1/2", "2/5"), ("sqrt(x)", "3/4", "1/2"), ("root(x, 3)", "9/10", "1/2"),
    ("x**-2", "9", "4"), ("x**0", "1", "1/2"), ("power(x, x)", "3/4", "69/100"), ("pi*x", "8/5", "1"), ("x**5", "1/30", "1/32"), ("1/x", "14/5", "2"),
)):  # fmt: skip
    accept(f"taylor-function-{k}", f"{f} ≤ {bound} on [3/8, 1/2]", tree(MIDDLE, f"{f} <= {bound}", marks="t"))
    reject(
        f"taylor-wrong-function-{k}",
        f"{f} ≤ {less} on [3/8, 1/2]",
        DECIDES,
        f"taylor-function-{k}",
        tree(MIDDLE, f"{f} < {less}", marks="t"),
    )

PLANE = context({"x": "[0, 1]", "y": "[0, 1]"})
for name, says, because, made in (
    ("too-little", "sin x ≤ x − x³/6 on [−1, 1]", DECIDES, tree(LINE, "sin(x) <= x - 1/6*x**3", marks="t")),
    ("a-little-too-little", "sin x ≤ x − x³/6 + 1/125 on [−1, 1], which fails at 1", DECIDES, tree(LINE, "sin(x) <= x - 1/6*x**3 + 1/125", marks="t")),
    ("at-the-middle-alone", "x² ≤ 1/2 on [−1, 1], as at its middle", DECIDES, tree(LINE, "x**2 <= 1/2", marks="t")),
    ("beyond-its-order", "x⁹ ≤ 1/2 on [−1, 1]: all lower coefficients at 0 are 0", DECIDES, tree(LINE, "x**9 <= 1/2", marks="t")),
    ("of-its-order", "x⁸ ≤ 1/2 on [−1, 1]", DECIDES, tree(LINE, "x**8 <= 1/2", marks="t")),
    ("that-touches", "0 < x² on [−1, 1]", DECIDES, tree(LINE, "0 < x**2", marks="t")),
    ("of-an-equation", "x = x", "needs a goal < or <=", tree(LINE, "x == x", marks="t")),
    ("of-a-conjunction", "0 ≤ 1 and x ≤ 2", "needs a goal < or <=", tree(LINE, "0 <= 1 and x <= 2", marks="t")),
    ("of-two-symbols", "x + y ≤ 3 on [0, 1]²", "needs a goal in one atom", tree(PLANE, "x + y <= 3", marks="t")),
    ("of-none", "0 ≤ 1", "needs a goal in one atom", tree(LINE, "0 <= 1", marks="t")),
    ("of-an-infinite-cell", "0 ≤ exp x for all x", "needs a finite cell", tree(X, "0 <= exp(x)", marks="t")),
    ("across-a-pole", "1/x ≤ 2 on [−1, 1]", "the leaf 't'", tree(LINE, "1/x <= 2", marks="t")),
    ("of-a-lost-pole", "x/x ≤ 2 on [−1, 1]", "the leaf 't'", tree(LINE, "x/x <= 2", marks="t")),
    ("across-a-pole-of-the-tangent", "tan x ≤ 100 on [1, 2]", "the leaf 't'", tree(context({"x": "[1, 2]"}), "tan(x) <= 100", marks="t")),
    ("at-the-end-of-a-logarithm", "x·log x ≤ 1 on (0, 1]: the closed cell has a point without a logarithm", "the leaf 't'", tree(context({"x": "(0, 1]"}), "x*log(x) <= 1", marks="t")),
    ("of-a-logarithm-of-negative-numbers", "0·log x ≤ 1 on [−2, −1]", "the leaf 't'", tree(context({"x": "[-2, -1]"}), "0*log(x) <= 1", marks="t")),
    ("at-the-end-of-a-root", "√x ≤ 2 on [0, 1], where √x has no derivative at 0", SERIES, tree(UNIT, "sqrt(x) <= 2", marks="t")),
    ("of-a-root-of-negative-numbers", "0·√x ≤ 1 on [−1, 1]", "the leaf 't'", tree(LINE, "0*sqrt(x) <= 1", marks="t")),
    ("at-the-end-of-an-arcsine", "asin x ≤ 2 on [0, 1]", SERIES, tree(UNIT, "asin(x) <= 2", marks="t")),
    ("of-an-absolute-value", "|x| ≤ 2 on [−1, 1], which has no derivative at 0", "knows no series of abs", tree(LINE, "abs(x) <= 2", marks="t")),
    ("of-a-maximum", "max(x, 0) ≤ 2 on [−1, 1]", "knows no series of max", tree(LINE, "max(x, 0) <= 2", marks="t")),
    ("of-gamma", "Γ(x) ≤ 10 on [1, 2]", "knows no series of gamma", tree(context({"x": "[1, 2]"}), "gamma(x) <= 10", marks="t")),
    ("of-an-integral", "∫₀ˣ s ds ≤ 2 on [0, 1]", "knows no series of int", tree(UNIT, "integral(s, s, 0, x) <= 2", marks="t")),
):  # fmt: skip
    reject(f"taylor-{name}", says, because, "taylor", made)
reject(
    "taylor-leaf-that-is-not-named",
    "a Taylor leaf in a certificate that does not name the extension",
    "is of no kind that the certificate names",
    "taylor",
    {**tree(LINE, SINE, marks="t"), "extensions": ["functions", "subdivision"]},
)
