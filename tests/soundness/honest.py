"""An honest certificate for every rule of the kernel, small enough to be tampered with in every place."""

from typing import Any

from checks.kernel import Context
from checks.kernel.rules.analysis import endpoint_premises
from checks.kernel.rules.sequences import induction_premises, unrolled
from checks.kernel.terms import Term, rational, var
from tests.soundness.certificates import NATURAL, REAL, certificate, context, grown, step, term

Certificate = dict[str, Any]
TAIL: Any = {"bound": "1", "rate": "1", "from-point": "1"}


def _algebra() -> dict[str, Certificate]:
    line = context({"x": REAL, "y": REAL}, ["x < y", "0 <= x"])
    return {
        "identity": certificate(context({"x": "(0, oo)"}), step("identity", "(x + 1)**2/x == x + 2 + 1/x")),
        "linear": certificate(
            line,
            step("given", "x < y"),
            step("given", "0 <= x"),
            step("linear", "3*x < 3*y + x/2", 0, 1, multipliers=["3", "1/2"]),
        ),
        "rewrite": certificate(
            context({"x": REAL, "y": REAL}, ["y == x**2"]),
            step("given", "y == x**2"),
            step("enclosure", "0 <= x**2", tree="n"),
            step("rewrite", "0 <= y", 1, 0),
        ),
    }


def _logic() -> dict[str, Certificate]:
    here, low, high = context({"x": "[-1, 2]"}), *(context({"x": "[-1, 2]"}, [f]) for f in ("x <= 0", "0 < x"))
    return {
        "given": certificate(context({"x": REAL}, ["x < 1"]), step("given", "x <= 1")),
        "both": certificate(
            context({"x": "[0, 1]"}),
            step("enclosure", "0 <= x", tree="n"),
            step("enclosure", "x <= 1", tree="n"),
            step("both", "0 <= x and x <= 1", 0, 1),
        ),
        "cases": certificate(
            [here, low, high],
            step("enclosure", "x**2 <= 4", at=1, tree="n"),
            step("enclosure", "x**2 <= 4", at=2, tree="n"),
            step("cases", "x**2 <= 4", 0, 1, left=var("x"), right=rational(0)),
        ),
        "axiom": certificate(
            context({"x": "(0, oo)", "y": "(0, oo)"}),
            step("axiom", "log(x*y) == log(x) + log(y)", name="log-product", u=var("x"), v=var("y")),
        ),
        "instance": certificate(
            [context({"a": "[0, 4]"}, ["a < 3"]), context({"x": "[1, 2]"})],
            step("given", "a <= 3"),
            step("instance", "x**2/2 + 1/2 <= 3", 0, at=1, values={"a": term("x**2/2 + 1/2").to_json()}),
        ),
        "cited": certificate(
            context({"x": "[-1, oo)"}), step("cited", "1 + 2*x <= (1 + x)**2", theorem="Bernoulli's inequality")
        ),
    }


def _analysis() -> dict[str, Certificate]:
    here = context({"x": "[0, oo)"})
    at_end, beside = endpoint_premises(Context.from_json(here), term("1 + x <= exp(x)"), "x", True)
    falls = endpoint_premises(Context.from_json(context({"x": "(0, 1]"})), term("0 <= 1 - x**2"), "x", False)
    return {
        "enclosure": certificate(
            context({"x": "[0, 1]"}),
            step("enclosure", "x*(1 - x) < 3/10", tree=grown({"x": "[0, 1]"}, (), "x*(1 - x) < 3/10")),
        ),
        "enclosure with a mean value": certificate(
            context({"x": "[-1, 1]"}), step("enclosure", "x - x**3/10 <= 19/20", tree="m")
        ),
        "enclosure with an empty leaf": certificate(
            context({"x": "[-1, 1]"}, ["1/4 <= x**2"]),
            step("enclosure", "1/5 < x**2", tree=grown({"x": "[-1, 1]"}, ["1/4 <= x**2"], "1/5 < x**2")),
        ),
        "endpoint": certificate(
            [here, at_end.context.to_json(), beside.context.to_json()],
            step("identity", Term("=", at_end.formula.args), at=1),
            step("given", at_end.formula, 0, at=1),
            step("enclosure", beside.formula, at=2, tree="n"),
            step("endpoint", "1 + x <= exp(x)", 1, 2, variable="x", end="lo"),
        ),
        "endpoint from above": certificate(
            [context({"x": "(0, 1]"}), falls[0].context.to_json(), falls[1].context.to_json()],
            step("enclosure", falls[0].formula, at=1, tree="n"),
            step("enclosure", falls[1].formula, at=2, tree="n"),
            step("endpoint", "0 <= 1 - x**2", 0, 1, variable="x", end="hi"),
        ),
        "limit": certificate(
            [context({"x": "(0, oo)"}), context({"x": "[1, oo)"})],
            step("enclosure", "-x**(-2) <= 0", tree="n"),
            step("enclosure", "-2*x**(-1) <= 1/x", at=1, tree="n"),
            step("limit", "0 <= 1/x", 0, 1, variable="x", constant="2", exponent="1", start="1"),
        ),
    }


def _sequences() -> dict[str, Certificate]:
    here = context({"t": NATURAL}, (), ["g[0] == 1", "g[t + 1] == g[t]/2 + 1"])
    base, climb = induction_premises(Context.from_json(here), term("g[t] <= 2"), [])
    t = var("t")
    now, after = var("g[t]"), var("g[t+1]")
    double = Context.from_json(context({"t": NATURAL}, (), ["g[0] == 1", "g[t + 1] == 2*g[t]"]))
    each = unrolled(double, [], [t, term("t + 1")], term("g[t + 1] - 2*g[t] == 0"))
    doubled = next(
        f for f in each.context.given if f.args[0] == after and f.args[1] == term("2*x").replace(var("x"), now)
    )
    return {
        "induction": certificate(
            [here, base.context.to_json(), climb.context.to_json()],
            step("given", Term("=", (var("g[0]"), rational(1))), at=1),
            step("enclosure", "0 <= 1", at=1, tree="n"),
            step("linear", base.formula, 0, 1, at=1, multipliers=["1", "1"]),
            step("given", Term("<=", (now, rational(2))), at=2),
            step("given", Term("=", (after, term("x/2 + 1").replace(var("x"), now))), at=2),
            step("linear", climb.formula, 3, 4, at=2, multipliers=["1/2", "1"]),
            step("induction", "g[t] <= 2", 2, 5),
        ),
        "each-step": certificate(
            [double.to_json(), each.context.to_json()],
            step("given", doubled, at=1),
            step("linear", each.formula, 0, at=1, multipliers=["1"]),
            step("each-step", "g[t + 1] - 2*g[t] == 0", 1),
        ),
        "orbit": certificate(
            context({"t": NATURAL, "a": REAL}, ["a == 1/2", "t <= 6"], ["g[0] == 1", "g[t + 1] == a*g[t] + 1"]),
            step("orbit", "g[t] < 2 and 1 <= g[t]"),
        ),
        "orbit at numbers": certificate(
            context({"t": NATURAL}, (), ["g[0] == 1", "g[t + 1] == exp(-g[t])"]),
            step("orbit", "g[1] < g[3] and g[3] < 1/2 + g[1]"),
        ),
    }


def _integrals() -> dict[str, Certificate]:
    unit, beyond = context({"s": REAL}, ["0 <= s", "s <= 1"]), context({"s": REAL}, ["1 <= s"])
    f = "exp(-s)/(1 + s**2)"
    rest = f"integral({f}, s, 0, oo) - integral({f}, s, 0, 1)"
    return {
        "comparison": certificate(
            [context(), unit],
            step("enclosure", "s**2 <= 1", at=1, tree="n"),
            step("comparison", "integral(s**2, s, 0, 1) <= integral(1, s, 0, 1)", 0),
        ),
        "antiderivative": certificate(
            context({"b": "[1, 5]"}),
            step("antiderivative", "integral(1/s**2, s, 1, b) == 1 - 1/b", antiderivative=term("-1/s")),
        ),
        "tail": certificate(
            [context(), beyond],
            step("enclosure", "0 <= exp(-s)*s**2/(1 + s**2)", at=1, tree="n"),
            step("linear", f"{f} <= exp(-s)", 0, at=1, multipliers=["1"]),
            step("enclosure", f"-exp(-s) <= {f}", at=1, tree="n"),
            step("tail", f"{rest} <= exp(-1) and -exp(-1) <= {rest}", 1, 2, **TAIL),
        ),
    }


def _points() -> dict[str, Certificate]:
    root = context({"x": "[7/5, 3/2]"})
    twice = context({"x": "[7/5, 3/2]", "y": "[7/5, 3/2]"})
    return {
        "witness": certificate(
            context({"x": "[0, 2]", "n": NATURAL}, ["x < n"]),
            {**step("witness", "exp(x) < n and x**2 == 1/4", some=True), "at": {"x": "1/2", "n": "2"}},
        ),
        "witness on an orbit": certificate(
            context({"t": NATURAL}, (), ["g[0] == 1", "g[t + 1] == g[t]**2 + 1"]),
            {**step("witness", "26 <= g[t] and g[t] < g[t + 1]", some=True), "at": {"t": "3"}},
        ),
        "roots": certificate(
            context({"x": "[1, 2]"}), step("roots", "x**2 - 2 != 0 or (7/5 <= x and x <= 3/2)", tree="0k0xx")
        ),
        "root, there is one": certificate(root, step("root", "x**2 - 2 == 0", some=True)),
        "root, no other": certificate(
            twice, step("root", "x**2 - 2 != 0 or y**2 - 2 != 0 or x == y", twins={"x": "y"})
        ),
    }


def honest() -> dict[str, Certificate]:
    """Name → certificate; the names begin with the rule of the last step, or say more."""
    return {**_algebra(), **_logic(), **_analysis(), **_sequences(), **_integrals(), **_points()}
