# ruff: noqa: E501
"""The extension `flows`: solutions of differential equations, and the rules about them."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import EMPTY, REAL, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE, UNKNOWN

# u′ = −u, which a start a ≥ 0 keeps in [0, a]; z ≥ 0; that u(z) is defined is a hypothesis.
DECAY = "flow(-x, x, a, z)"
HERE = {"a": "[0, oo)", "z": "[0, oo)"}
GIVEN = f"{DECAY} == {DECAY}"
UNDEFINED = "is not known to be defined"


def inside(symbols: dict[str, str], given: Any, *limits: str) -> Any:
    """The context with y, and what limits it."""
    return context({**symbols, "y": REAL}, [*given, *limits])


def bounded(goal: str, shown: str, *, flow: str = DECAY, given: Any = None, lo: Any = "0", hi: Any = "a", potential: str = "y", rate: str = "0", symbols: Any = None, limits: Any = None, before: Any = (), how: Any = None, last: Any = None) -> Any:  # fmt: skip
    """A certificate of a bound for a flow; `how` are the steps that show the premise (by an enclosure if none are)."""
    symbols, given = symbols or HERE, [f"{flow} == {flow}"] if given is None else given
    limits = limits or [
        f for f in ((f"{lo} <= y" if lo is not None else ""), (f"y <= {hi}" if hi is not None else "")) if f
    ]
    steps = how or [step("given", shown, at=1)]
    ends = [None if end is None else data(end) if not isinstance(end, int) else end for end in (lo, hi)]
    made = step(
        "flow",
        goal,
        len(before) + len(steps) - 1,
        *range(len(before)),
        flow=data(flow),
        symbol="y",
        range=ends,
        potential=data(potential),
        rate=data(rate) if rate != "y" else v("y"),
    )
    return cert([context(symbols, given), inside(symbols, given, *limits)], *before, *steps, {**made, **(last or {})})


# flow -----------------------------------------------------------------------------------------------------------------

FALLS = [step("given", "-a <= 0")]
FLOW = accept("flow", "u(z) ≤ a for u′ = −u, u(0) = a ≥ 0", bounded(f"{DECAY} <= a", "-y <= 0", before=FALLS))
accept("flow-from-below", "u(z) ≥ a − a·z for u′ = −u, u(0) = a ≥ 0", bounded(f"a - a*z <= {DECAY}", "", rate="-a", before=FALLS, how=[step("given", "y <= a", at=1), step("linear", "-a <= -y", 1, at=1, multipliers=["1"])]))  # fmt: skip
ONE = "flow(-1, x, a, z)"
EQUAL = accept("flow-equal", "u(z) = a − z for u′ = −1", bounded(f"{ONE} == a - z", "", flow=ONE, lo=None, hi=None, rate="-1", symbols={"a": REAL, "z": "[0, oo)"}, how=[step("identity", "1*(-1) == -1", at=1)]))  # fmt: skip
accept("flow-potential", "u(z)² ≤ a² for u′ = −u², 1 ≤ a ≤ 2", bounded("flow(-x**2, x, a, z)**2 <= a**2", "-2*y*y**2 <= 0", flow="flow(-x**2, x, a, z)", potential="y**2", symbols={"a": "[1, 2]", "z": "[0, oo)"}, before=[step("given", "-a**2 <= 0")]))  # fmt: skip
STRICT = accept("flow-strict", "u(z) < a for u′ = −1 and z > 0", bounded(f"{ONE} < a", "-1 < 0", flow=ONE, lo=None, hi=None, symbols={"a": REAL, "z": "(0, oo)"}))  # fmt: skip
accept("flow-rising", "u(z) ≥ a for u′ = 1 + u²", bounded("a <= flow(1 + x**2, x, a, z)", "0 <= 1 + y**2", flow="flow(1 + x**2, x, a, z)", lo=None, hi=None))  # fmt: skip
accept("flow-of-any-drift", "u(z) ≤ a for u′ = −e^p(u), p any continuous function", bounded("flow(-exp(fun(p, x)), x, a, z) <= a", "-exp(fun(p, y)) <= 0", flow="flow(-exp(fun(p, x)), x, a, z)", lo=None, hi=None))  # fmt: skip

NOT_STRONG = "the premise is not strong enough"
OTHER = "premise and goal do not compare"
for name, says, because, twin, made in (
    ("that-may-not-exist", "u(1) ≥ a for u′ = 1 + u², which is infinite at time 1 if a = 1", UNDEFINED, FLOW, bounded("a <= flow(1 + x**2, x, a, z)", "0 <= 1 + y**2", flow="flow(1 + x**2, x, a, z)", lo=None, hi=None, given=["0 <= 0"])),
    ("backwards-in-time", "u(z) ≤ a for u′ = −1, also for z < 0", UNDEFINED, EQUAL, bounded(f"{ONE} <= a", "-1 <= 0", flow=ONE, lo=None, hi=None, given=["0 <= 0"], symbols={"a": REAL, "z": REAL})),
    ("that-leaves-above", "u(z) ≤ a for u′ = 1: 0·1 ≤ 0 for y ≤ a only where G = a", UNKNOWN, FLOW, bounded("flow(1, x, a, z) <= a", "", flow="flow(1, x, a, z)", rate="0", how=[step("given", "1 <= 1", at=1)])),
    ("that-leaves-below", "u(z) ≥ 0 for u′ = −1, a ≥ 0", UNKNOWN, FLOW, bounded(f"{ONE} <= a", "-1 <= 0", flow=ONE, lo="0", hi=None)),
    ("from-outside-below", "a = −1 lies in the range [0, a]", UNKNOWN, FLOW, bounded(f"{DECAY} <= a", "-y <= 0", symbols={"a": "[-1, oo)", "z": "[0, oo)"})),
    ("from-outside-above", "a ≤ 1 for every a", UNKNOWN, FLOW, bounded(f"{DECAY} <= a", "-y <= 0", hi="1")),
    ("strict-at-once", "u(0) < a for u′ = −1", UNKNOWN, STRICT, bounded(f"{ONE} < a", "-1 < 0", flow=ONE, lo=None, hi=None)),
    ("strict-from-at-most", "u(z) < a for u′ = −u, from −u ≤ 0", NOT_STRONG, STRICT, bounded(f"{DECAY} < a", "-y <= 0", before=FALLS, symbols={"a": "[0, oo)", "z": "(0, oo)"})),
    ("equal-from-at-most", "u(z) = a for u′ = −u, from −u ≤ 0", NOT_STRONG, EQUAL, bounded(f"{DECAY} == a", "-y <= 0", before=FALLS)),
    ("unequal", "u(z) ≠ a", OTHER, EQUAL, bounded(f"{ONE} != a", "-1 < 0", flow=ONE, lo=None, hi=None)),
    ("turned-round", "u(z) ≥ a for u′ = −u, from −u ≤ 0", OTHER, FLOW, bounded(f"a <= {DECAY}", "-y <= 0", before=FALLS)),
    ("with-another-rate", "u(z) ≤ a − z for u′ = −u, from −u ≤ 0", OTHER, FLOW, bounded(f"{DECAY} <= a - z", "-y <= 0", rate="-1", before=FALLS)),
    ("with-a-rate-that-moves", "u(z) ≤ a + y·z for a bound y that moves", "no domain for y", FLOW, bounded(f"{DECAY} <= a", "-y <= 0", before=FALLS, rate="y")),
    ("of-another-potential", "u(z)² ≤ a, from −u ≤ 0", OTHER, FLOW, bounded(f"{DECAY}**2 <= a", "-y <= 0", before=FALLS)),
    ("of-another-flow", "v(z) ≤ a for v′ = v, from the rate of u′ = −u", UNDEFINED, FLOW, bounded("flow(x, x, a, z) <= a", "-y <= 0", before=FALLS)),
    ("at-another-time", "u(z) ≤ a + z/2 for u′ = 1, with the gain until z/2", UNDEFINED, FLOW, bounded("flow(1, x, a, z/2) <= a", "", flow="flow(1, x, a, z)", lo=None, hi=None, rate="1", how=[step("identity", "1*1 == 1", at=1)])),
    ("elsewhere", "a premise that holds without y in a range", ELSEWHERE, FLOW, cert([context(HERE, [GIVEN]), context({**HERE, "y": "[0, oo)"}, [GIVEN])], *FALLS, step("given", "-y <= 0", at=1), step("flow", f"{DECAY} <= a", 1, 0, flow=data(DECAY), symbol="y", range=["0", data("a")], potential=v("y"), rate="0"))),
    ("of-a-taken-name", "a range for a itself", "the symbol a is taken", FLOW, cert([context(HERE, [GIVEN])], *FALLS, step("flow", f"{DECAY} <= a", 0, flow=data(DECAY), symbol="a", range=["0", data("a")], potential=v("a"), rate="0"))),
    ("potential-with-a-pole", "1/u(z) ≤ 1/a, where u may be 0", "is defined only where", FLOW, bounded(f"1/{DECAY} >= 1/a", "0 <= -(-1)*y**(-2)*y", potential="1/y", before=FALLS, symbols={"a": "(0, oo)", "z": "[0, oo)"}, how=[step("cited", "0 <= 1", at=1, theorem="stands for anything")])),
    ("potential-with-an-edge", "|u(z)| gains what its derivative says", "no derivative rule for abs", FLOW, bounded(f"abs({DECAY}) <= a", "-y <= 0", potential="abs(y)", before=FALLS)),
    ("of-an-expression", "the flow of something that is none", "a flow is expected", FLOW, bounded(f"{DECAY} <= a", "-y <= 0", before=FALLS, last={"flow": "0"})),
    ("undefined-drift", "u(z) ≤ a for u′ = −1/u, a ≥ 0", "is defined only where", FLOW, bounded("flow(-1/x, x, a, z) <= a", "", flow="flow(-1/x, x, a, z)", lo=None, hi=None, how=[step("given", "0 <= 0", at=1)])),
):  # fmt: skip
    reject(f"flow-{name}", says, because, twin, made)
MOVES = "that depends on"
for name, says, drift in (
    ("by-an-expectation", "E of it, continuous in what it depends on", "E(exp(x*r), r, m)"),
    ("by-an-improper-integral", "an improper integral, continuous in its parameter", "integral(x*exp(-(x**2*s)), s, 0, oo)"),
    ("by-the-start-of-a-flow", "a flow, continuous in its start", "flow(y, y, x, 1)"),
    ("by-the-time-of-a-flow", "a flow in a drift", "flow(y, y, 1, x)"),
):  # fmt: skip
    reject(f"flow-{name}", says, MOVES, FLOW, cert(EMPTY, step("cited", f"flow({drift}, x, 1, 1) == 1", theorem="stands for anything")))  # fmt: skip
reject("flow-inside-an-integral-by-its-start", "∫ over starts, continuous in them", MOVES, FLOW, cert(EMPTY, step("cited", "integral(flow(x, x, s, 1), s, 0, 1) == 1", theorem="stands for anything")))  # fmt: skip
reject("flow-that-binds-a-known-name", "a bound name with two meanings", "has another meaning here", FLOW, cert(context({"x": REAL}), step("cited", "flow(-x, x, 1, 1) == 1", theorem="stands for anything")))  # fmt: skip
reject("flow-without-a-head", "u(z) ≤ a in a certificate that names no flows", "unknown head", FLOW, {**bounded(f"{DECAY} <= a", "-y <= 0", before=FALLS), "extensions": []})  # fmt: skip
reject("flow-by-an-enclosure", "a flow has some value, though it is not known to be defined", UNKNOWN, FLOW, cert(EMPTY, step("given", "flow(1 + x**2, x, 1, 1)*0 <= 1")))  # fmt: skip
reject("flow-captured", "u(z) with its bound name for the start", "substitution would capture", FLOW, cert([context({"b": REAL, "z": "[0, oo)"}, ["flow(b, x, b, z) == flow(b, x, b, z)"]), context({"z": "[0, oo)", "x": REAL})], step("given", "0 <= 0"), step("given", "0 <= 0", at=1), step("cited", "flow(b, x, b, z) == b + b*z", theorem="stands for anything"), step("instance", "0 <= 0", 2, at=1, values={"b": v("x")})))  # fmt: skip

# along ----------------------------------------------------------------------------------------------------------------

RUN = {"a": REAL, "z": "[0, oo)"}


def integrated(goal: str, *, flow: str = ONE, potential: str = "-y**2/2", rate: str = "y", given: Any = None) -> Any:
    """∫ along a flow, over the whole line."""
    here = context(RUN, [f"{flow} == {flow}"] if given is None else given)
    potential_ = data(potential)
    rate_ = v("y") if rate == "y" else data(rate)
    return cert([here], step("along", goal, flow=data(flow), symbol="y", range=[None, None], potential=potential_, rate=rate_), extensions=["calculus", "flows", "integrals"])  # fmt: skip


ALONG = accept("along", "∫₀^z u(s) ds = a²/2 − u(z)²/2 for u′ = −1", integrated(f"integral(flow(-1, x, a, s), s, 0, z) == a**2/2 - {ONE}**2/2"))  # fmt: skip
for name, says, because, made in (
    ("another-gain", "∫ u ds = a²/2", "the potential gains something else", integrated("integral(flow(-1, x, a, s), s, 0, z) == a**2/2")),
    ("another-rate", "∫ u² ds = a²/2 − u(z)²/2", "the rate of the potential is another function", integrated(f"integral(flow(-1, x, a, s)**2, s, 0, z) == a**2/2 - {ONE}**2/2", rate="y**2")),
    ("another-integrand", "∫ u² ds = a²/2 − u(z)²/2", "the integral is not that of", integrated(f"integral(flow(-1, x, a, s)**2, s, 0, z) == a**2/2 - {ONE}**2/2")),
    ("another-start", "∫ from 1 is that from 0", "the integral is not that of", integrated(f"integral(flow(-1, x, a, s), s, 1, z) == a**2/2 - {ONE}**2/2")),
    ("another-end", "∫ to 2z is that to z", "the integral is not that of", integrated(f"integral(flow(-1, x, a, s), s, 0, 2*z) == a**2/2 - {ONE}**2/2")),
    ("another-flow", "∫ of another flow", "the integral is not that of", integrated(f"integral(flow(1, x, a, s), s, 0, z) == a**2/2 - {ONE}**2/2")),
    ("at-most", "∫ ≤ something", "the goal must be", integrated(f"integral(flow(-1, x, a, s), s, 0, z) <= a**2/2 - {ONE}**2/2")),
    ("of-a-flow-that-may-not-exist", "∫ along what may not exist", UNDEFINED, integrated(f"integral(flow(-1, x, a, s), s, 0, z) == a**2/2 - {ONE}**2/2", given=["0 <= 0"])),
):  # fmt: skip
    reject(f"along-{name}", says, because, ALONG, made)

# sooner and solution --------------------------------------------------------------------------------------------------

TIMES = {"a": REAL, "z": REAL, "s": "[0, oo)"}


def before(goal: str, given: Any, flow: str = ONE) -> Any:
    return cert(context(TIMES, given), step("sooner", goal, flow=data(flow)))


AT_S = "flow(-1, x, a, s)"
SOONER = accept("sooner", "u(s) is defined for 0 ≤ s ≤ z, if u(z) is", before(f"{AT_S} == {AT_S}", [f"{ONE} == {ONE}", "s <= z"]))  # fmt: skip
for name, says, because, made in (
    ("later", "u(s) is defined, if u(z) is", UNKNOWN, before(f"{AT_S} == {AT_S}", [f"{ONE} == {ONE}"])),
    ("before-the-start", "u(−s) is defined, if u(z) is", UNKNOWN, before("flow(-1, x, a, -s) == flow(-1, x, a, -s)", [f"{ONE} == {ONE}", "-s <= z"])),
    ("than-nothing", "u(s) is defined", UNDEFINED, before(f"{AT_S} == {AT_S}", ["s <= z"])),
    ("another-start", "the flow from another start is defined", "it is another flow", before("flow(-1, x, a + 1, s) == flow(-1, x, a + 1, s)", [f"{ONE} == {ONE}", "s <= z"])),
    ("another-drift", "the flow of another drift is defined", "it is another flow", before("flow(-1*x, x, a, s) == flow(-1*x, x, a, s)", [f"{ONE} == {ONE}", "s <= z"])),
    ("equal-to-later", "u(s) = u(z)", "the goal must be", before(f"{AT_S} == {ONE}", [f"{ONE} == {ONE}", "s <= z"])),
):  # fmt: skip
    reject(f"sooner-{name}", says, because, SOONER, made)


def after(goal: str, given: Any, flow: str = "flow(-1, x, a, s + z)", symbols: Any = None) -> Any:
    return cert(context(symbols or {"a": REAL, "s": "[0, oo)", "z": "[0, oo)"}, given), step("later", goal, flow=data(flow)))  # fmt: skip


SUM, ON = "flow(-1, x, a, s + z)", "flow(-1, x, flow(-1, x, a, s), z)"
LATER = accept("later", "u(s + z) is where the flow from u(s) is after z", after(f"{SUM} == {ON}", [f"{SUM} == {SUM}"]))
for name, says, because, made in (
    ("than-nothing", "u(s + z) goes on from u(s), whether it is defined or not", UNDEFINED, after(f"{SUM} == {ON}", ["0 <= s"])),
    ("back-and-forth", "u(s + z) by way of a negative time", UNKNOWN, after(f"{SUM} == {ON}", [f"{SUM} == {SUM}"], symbols={"a": REAL, "s": "[0, oo)", "z": REAL})),
    ("forth-and-back", "u(s + z) by way of a time before the start", UNKNOWN, after(f"{SUM} == {ON}", [f"{SUM} == {SUM}"], symbols={"a": REAL, "s": REAL, "z": "[0, oo)"})),
    ("from-the-start", "u(s + z) = u(z)", "the goal must be", after(f"{SUM} == {ONE}", [f"{SUM} == {SUM}"])),
    ("by-another-drift", "u(s + z) goes on with another drift", "the goal must be", after(f"{SUM} == flow(1, x, flow(-1, x, a, s), z)", [f"{SUM} == {SUM}"])),
    ("at-one-time", "u(z) as the flow from itself", "the time is no sum", after(f"{ONE} == {ON}", [f"{ONE} == {ONE}"], ONE)),
):  # fmt: skip
    reject(f"later-{name}", says, because, LATER, made)
accept("flow-between-start-and-end", "u(z) ≤ a + e^u(z)·z for u′ = e^u, 0 ≤ z, since e^u ≤ e^u(z) until then", bounded("flow(exp(x), x, a, z) <= a + exp(flow(exp(x), x, a, z))*z", "", flow="flow(exp(x), x, a, z)", lo="a", hi="flow(exp(x), x, a, z)", rate="exp(flow(exp(x), x, a, z))", how=[step("cited", "exp(y) <= exp(flow(exp(x), x, a, z))", at=1, theorem="the exponential increases")], before=[step("cited", "a <= flow(exp(x), x, a, z)", theorem="stands for what is true")]))  # fmt: skip
reject("flow-between-start-and-anything", "u(z) ≤ a + z for u′ = e^u, by a range up to 0, where e^u ≤ 1", UNKNOWN, "flow-between-start-and-end", bounded("flow(exp(x), x, a, z) <= a + z", "", flow="flow(exp(x), x, a, z)", lo=None, hi="0", rate="1", symbols={"a": "[-9, -1]", "z": "[0, oo)"}, how=[step("given", "exp(y) <= 1", at=1)]))  # fmt: skip


def exists(flow: str, sign: str, bound: str, *, lo: Any = None, hi: Any = None, speed: str = "-1", symbols: Any = None, goal: str = "", limits: Any = (), given: Any = (), first: Any = None) -> Any:  # fmt: skip
    symbols = symbols or RUN
    shown = [first or step("given", sign, at=1), step("given", bound, at=1)]
    return cert([context(symbols, given), inside(symbols, given, *limits)], *shown, step("solution", goal or f"{flow} == {flow}", 0, 1, symbol="y", range=[None if e is None else data(e) if isinstance(e, str) and not e.lstrip("-").isdigit() else e for e in (lo, hi)], speed=data(speed) if speed != "y" else v("y")))  # fmt: skip


SLOW = "flow(-1/(1 + x**2), x, a, z)"
SOLUTION = accept("solution", "u′ = −1/(1 + u²) has a solution for all time", exists(SLOW, "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)"))  # fmt: skip
accept("solution-for-a-while", "u′ = 1 + u², u(0) = 0, has a solution until 1/4 at least", exists("flow(1 + x**2, x, 0, 1/4)", "0 < 1 + y**2", "1 + y**2 <= 2", lo="-1", hi="1", speed="2", limits=["-1 < y", "y < 1"]))  # fmt: skip
for name, says, because, made in (
    ("that-explodes", "u′ = 1 + u², u(0) = 0, has a solution until 2", UNKNOWN, exists("flow(1 + x**2, x, 0, 2)", "0 < 1 + y**2", "1 + y**2 <= 2", lo="-1", hi="1", speed="2", limits=["-1 < y", "y < 1"])),
    ("that-falls-out", "u′ = −1 − u², u(0) = 0, has a solution until 2", UNKNOWN, exists("flow(-1 - x**2, x, 0, 2)", "-1 - y**2 < 0", "-2 <= -1 - y**2", lo="-1", hi="1", speed="-2", limits=["-1 < y", "y < 1"])),
    ("from-outside-below", "u′ = −1/(1 + u²) from 0, on a range above 0", UNKNOWN, exists("flow(-1/(1 + x**2), x, 0, z)", "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", lo="1", limits=["1 < y"])),
    ("from-outside-above", "u′ = −1/(1 + u²) from 0, on a range below 0", UNKNOWN, exists("flow(-1/(1 + x**2), x, 0, z)", "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", hi="-1", limits=["y < -1"])),
    ("from-the-end", "u′ = −1/(1 + u²) from 0, on a range below 0", UNKNOWN, exists("flow(-1/(1 + x**2), x, 0, z)", "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", hi="0", limits=["y < 0"])),
    ("without-a-sign", "u′ = −√|u|, where u = 0 may leave at any time", "does not show the sign", exists("flow(-sqrt(abs(x)), x, 0, z)", "-sqrt(abs(y)) <= 0", "-1 <= -sqrt(abs(y))", lo="-1", hi="1", limits=["-1 < y", "y < 1"])),
    ("with-the-sign-of-another", "the sign of another drift", "does not show the sign", exists(SLOW, "-1 < 0", "-1 <= -1/(1 + y**2)")),
    ("with-the-bound-of-another", "the bound of another drift", "does not bound the drift", exists(SLOW, "-1/(1 + y**2) < 0", "-1 <= -1")),
    ("with-a-bound-on-the-other-side", "u′ = −1 − u² ≤ −1 has a solution for all time", "does not bound the drift", exists("flow(-1 - x**2, x, a, z)", "-1 - y**2 < 0", "-1 - y**2 <= -1")),
    ("with-a-bound-that-moves", "a bound that moves with u", "no domain for y", exists(SLOW, "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", speed="y")),
    ("backwards-in-time", "u(z) for z < 0", UNKNOWN, exists(SLOW, "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", symbols={"a": REAL, "z": REAL})),
    ("equal-to-another", "u(z) = a", "the goal must be", exists(SLOW, "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", goal=f"{SLOW} == a")),
    ("for-some", "a premise for some y only", ELSEWHERE, exists(SLOW, "", "-1 <= -1/(1 + y**2)", first=some("witness", "-1/(1 + y**2) < 0", at=1, at_={"a": "0", "z": "0", "y": "0"}))),
):  # fmt: skip
    reject(f"solution-{name}", says, because, SOLUTION, made)

# functions ------------------------------------------------------------------------------------------------------------

P_AT = context({"x": REAL}, ["1 <= fun(p, x)"])


def chosen(function: Any, source: Any, goal: str = "fun(p, x) <= 2", at: Any = None) -> Any:
    made = step("chosen", goal, 0, at=1, functions={"p": function})
    return cert([context({"x": REAL}, at or [data("1 <= x**2 + 1")]), P_AT], source, {**made, "some": True})


CHOSEN = accept("chosen", "a function p and a point with 1 ≤ p(x) ≤ 2: p(y) = y² + 1 at 1", chosen(["y", data("y**2 + 1")], some("witness", "x**2 + 1 <= 2", at_={"x": "1"})))  # fmt: skip
for name, says, because, made in (
    ("that-is-not-defined", "p(y) = 1 + log y, at 1", "is defined only where", chosen(["y", data("1 + log(y)")], some("witness", "1 + log(x) <= 2", at_={"x": "1"}), at=[data("1 <= 1 + log(x)")])),
    ("that-has-a-parameter", "p(y) = x, whatever x is", "no domain for x", chosen(["y", data("x")], some("witness", "x <= 2", at_={"x": "1"}), at=[data("1 <= x")])),
    ("by-another-function", "p(y) = q(y), of which nothing is known", "a function of one variable is expected", chosen(["y", data("fun(q, y)")], some("witness", "x**2 + 1 <= 2", at_={"x": "1"}))),
    ("with-another-premise", "p(y) = y², by a premise about y² + 1", "the premise does not say this", chosen(["y", data("y**2")], some("witness", "x**2 + 1 <= 2", at_={"x": "1"}))),
    ("with-another-hypothesis", "p(y) = y², where 1 ≤ p(x) is left aside", "the premise does not say this", chosen(["y", data("y**2")], some("witness", "x**2 <= 2", at_={"x": "1"}))),
    ("from-all", "a premise for all x, of which there need be none", "the premise does not say this", chosen(["y", data("y**2 + 1")], step("cited", "x**2 + 1 <= 2", theorem="stands for anything"))),
):  # fmt: skip
    reject(f"chosen-{name}", says, because, CHOSEN, made)
reject("function-of-something-undefined", "p(1/x) has a value", "is defined only where", CHOSEN, cert(context({"x": REAL}), step("identity", "fun(p, 1/x) == fun(p, 1/x)")))  # fmt: skip
accept("function", "p(x + x) = p(2x)", cert(context({"x": REAL}), step("identity", "fun(p, x + x) == fun(p, 2*x)")), label="exact")  # fmt: skip
reject("functions-that-differ", "p(x) = q(x)", "different normal forms", "function", cert(context({"x": REAL}), step("identity", "fun(p, x) == fun(q, x)")))  # fmt: skip
reject("function-at-two-points", "p(x) = p(2x)", "different normal forms", "function", cert(context({"x": REAL}), step("identity", "fun(p, x) == fun(p, 2*x)")))  # fmt: skip
reject("function-with-a-derivative", "any continuous function has a derivative", "no derivative rule", "function", cert(context({"x": REAL}), step("identity", "D(fun(p, x), x) == D(fun(p, x), x)")))  # fmt: skip

# What changes of the rules were not noticed without --------------------------------------------------------------------

WHERE = "is defined only where"
reject("along-a-rate-that-is-undefined", "∫₀^z 0/u(s) ds = 0, also where u(s) = 0", WHERE, ALONG, integrated("integral(0/flow(-1, x, a, s), s, 0, z) == 0", potential="1", rate="0/y"))  # fmt: skip
reject("along-to-something-undefined", "∫₀^z u(s) ds = a²/2 − u(z)²/2 + 0/a, also for a = 0", WHERE, ALONG, integrated(f"integral(flow(-1, x, a, s), s, 0, z) == a**2/2 - {ONE}**2/2 + 0/a"))  # fmt: skip
reject("sooner-and-smaller", "u(s) < u(s)", "the goal must be", SOONER, before(f"{AT_S} < {AT_S}", [f"{ONE} == {ONE}", "s <= z"]))  # fmt: skip
reject("solution-smaller-than-itself", "u(z) < u(z)", "the goal must be", SOLUTION, exists(SLOW, "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", goal=f"{SLOW} < {SLOW}"))  # fmt: skip
reject("solution-from-something-undefined", "u′ = −1/(1 + u²) has a solution from log w, w any number", WHERE, SOLUTION, exists("flow(-1/(1 + x**2), x, log(w), z)", "-1/(1 + y**2) < 0", "-1 <= -1/(1 + y**2)", symbols={"w": REAL, "z": "[0, oo)"}))  # fmt: skip
reject("solution-with-a-bound-that-is-none", "u′ = −1 − u² ≠ 1 has a solution for all time", "does not bound the drift", SOLUTION, exists("flow(-1 - x**2, x, a, z)", "-1 - y**2 < 0", "-1 - y**2 != 1", speed="1"))  # fmt: skip
reject("solution-with-a-bound-that-is-none-but-in-order", "u′ = −1 − u², and 1 ≠ −1 − u², has a solution for all time", "does not bound the drift", SOLUTION, exists("flow(-1 - x**2, x, a, z)", "-1 - y**2 < 0", "1 != -1 - y**2", speed="1"))  # fmt: skip
reject("solution-of-an-integral", "∫₀¹⁰ dx/(x − 5) exists, as u′ = 1/(u − 5) has a solution from 0", "the goal must be", SOLUTION, exists("integral(1/(x - 5), x, 0, 10)", "1/(y - 5) < 0", "-1 <= 1/(y - 5)", hi="4", limits=["y < 4"]))  # fmt: skip
LATE = after(f"{SUM} == {ON}", [f"{SUM} == {SUM}"])["steps"][0]["shows"][2]
for name, time in (("at-a-product", ["*", v("s"), v("z")]), ("at-a-sum-of-three", ["+", v("s"), v("z"), "1"])):
    whole = ["flow", "-1", "x", v("a"), time]
    here = context({"a": REAL, "s": "[0, oo)", "z": "[0, oo)"}, [["=", whole, whole]])
    reject(f"later-{name}", "u at that time is where the flow from u(s) is after z", "the time is no sum", LATER, cert(here, step("later", ["=", whole, LATE], flow=whole)))  # fmt: skip
INNER = "flow(-1, w, b, 1)"
accept("flow-in-a-drift", "u(z) ≤ a for u′ = −v(1)², where v(1) is a number", bounded(f"flow(-{INNER}**2, x, a, z) <= a", "", flow=f"flow(-{INNER}**2, x, a, z)", lo=None, hi=None, symbols={"a": REAL, "b": REAL, "z": "[0, oo)"}, how=[step("cited", f"-{INNER}**2 <= 0", at=1, theorem="squares are not negative")]))  # fmt: skip
accept(
    "chosen-one-by-one",
    "functions p, q and a point, called p, with 1 ≤ p(p) and q(p) ≤ 3: p(y) = y² + 1 and q(y) = y at 1",
    cert(
        [
            context({"p": REAL}, [data("1 <= p**2 + 1"), data("p <= 3")]),
            context({"p": REAL}, [data("1 <= p**2 + 1"), data("fun(q, p) <= 3")]),
            context({"p": REAL}, [data("1 <= fun(p, p)"), data("fun(q, p) <= 3")]),
        ],
        some("witness", "p + p**2 <= 2", at_={"p": "1"}),
        some("chosen", "fun(q, p) + p**2 <= 2", 0, at=1, functions={"q": ["y", v("y")]}),
        some("chosen", "fun(q, p) + p**2 <= 2", 1, at=2, functions={"p": ["y", data("y**2 + 1")]}),
    ),
)
