"""Claims made simpler before they are searched for: hypotheses read as boxes, absolute values by cases, substitutions.

Each function takes a proof and its goal and returns a proof in another context, its goal, and how a line there becomes
a line for the goal here; None where there is nothing to do. The way back is an `instance`, a `rewrite` or `cases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from flint import ctx

from checks.encode.terms import ONE, ZERO, add, func, mul, neg, power, rational, relation, root, sub, text, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined
from checks.kernel.terms import RELATIONS, Malformed, Term, conjuncts
from checks.methods.argue import Proof
from checks.methods.drawing import narrowed
from checks.methods.likeness import equal
from checks.methods.polynomials import quotients
from checks.methods.sheet import Line

__all__ = [
    "Reduced",
    "absolute_both_sides",
    "boxed",
    "expanded_logs",
    "nonzero_cases",
    "paired",
    "piecewise",
    "split_apart",
    "split_piecewise",
    "substituted",
    "untied",
]

Reduced = tuple[Proof, Term, Callable[[Line], Line]]
SIGNED = ("abs", "min", "max")


# Boxes ---------------------------------------------------------------------------------------------------------------


def boxed(p: Proof, goal: Term) -> Reduced | None:
    """The goal with the hypotheses that bound a symbol as its domain, and without symbols that it does not need.

    |u| ≤ v counts as two bounds, a·x + b ≤ c is solved for x, and an end that is not rational is rounded outward."""
    lines: list[Line] = []
    for f in dict.fromkeys(g for h in p.context.given for g in conjuncts(h)):
        lines += _consequences(p, f)
    sides = narrowed(p.context)
    for name, side in sides.items():
        if side.lo is None and lines:  # x > 0 from y > 0 and y ≤ x
            for op in ("<", "<="):
                try:
                    lines.append(p.line(relation(op, ZERO, var(name))))
                    break
                except (Rejected, Undefined):
                    continue
    rest: list[Term] = []
    for line in lines:
        bound = _half_line(line.formula)
        if bound is None:
            rest.append(line.formula)
        else:
            name, side = bound
            sides[name] = sides[name].meet(side)
    near = _connected(goal, rest)
    given = tuple(dict.fromkeys(f for f in rest if f.variables <= near))
    symbols = tuple((n, sides[n]) for n, _ in p.context.symbols if n in near)
    if any(side.empty for _, side in symbols):
        raise Rejected("the hypotheses leave no point")
    plain = p.sub(Context(symbols, (), ()), None).facts(())
    given = tuple(f for f in given if not plain.granted(f))
    context = Context(symbols, given, ())
    if context == p.context or p.context.evolves:
        return None
    return p.sub(context, goal), goal, lambda line: p.instantiate(line, goal, {}, lines)


def _consequences(p: Proof, f: Term) -> list[Line]:
    """Lines that say together what the hypothesis says, in simpler words."""
    line = p.line(f)
    if f.op in ("<", "<=") and f.args[0].op == "abs":
        (u,), v = f.args[0].args, f.args[1]
        if f.op == "<=":
            both = p.axiom("abs-below", u, v, line)
        else:
            own = p.identity(relation("=", f.args[0], f.args[0]))
            both = p.axiom("abs-below", u, f.args[0], p.given(relation("<=", f.args[0], f.args[0]), own))
        out = []
        for g in conjuncts(both.formula):
            part = p.write("given", g, [both])
            if f.op == "<":  # −|u| ≤ u ≤ |u| < v
                wanted = relation("<", neg(v), u) if g.args[1] == u else relation("<", u, v)
                part = p.write("linear", wanted, [part, line], multipliers=["1", "1"])
            out += [_solved(p, part)]
        return out
    for u in _signed(f):
        if u.op == "abs":
            equation = _by_sign(p, u)
            if equation is not None:
                return _consequences_of(p, p.rewrite(f.replace(*equation.formula.args), line, equation))
    return [line, *_solved_more(p, line)]


def _consequences_of(p: Proof, line: Line) -> list[Line]:
    return [line, *_solved_more(p, line)]


def _solved(p: Proof, line: Line) -> Line:
    more = _solved_more(p, line)
    return more[0] if more and _exact_bound(line.formula) else line


def _exact_bound(f: Term) -> bool:
    return not any(u.op not in ("q", "v", "+", "*", "^", "<", "<=", "=") for u in f.subterms())


def _solved_more(p: Proof, line: Line) -> list[Line]:
    """x ≤ q from a·x + b ≤ c with closed a, b, c; the end rounded outward where it is not rational."""
    f = line.formula
    if _half_line(f) is not None or f.op not in ("<", "<=", "=") or len(f.variables) != 1:
        return []
    try:
        forms = quotients([sub(f.args[1], f.args[0])])
        (name,) = f.variables
        g = next(k for k, t in forms.names.terms.items() if t == var(name))
    except (Rejected, StopIteration):
        return []
    n = forms.numerators[0]
    if any(any(m) for m in forms.denominator) or any(m[g] > 1 or (m[g] == 1 and sum(m) > 1) for m in n):
        return []
    slope = sum((c for m, c in n.items() if m[g] == 1), Fraction(0))
    if slope == 0 or any(t.variables and k != g and any(m[k] for m in n) for k, t in forms.names.terms.items()):
        return []
    constant = {m: c for m, c in n.items() if m[g] == 0}
    end = forms.term({m: -c / slope for m, c in constant.items()}) if constant else ZERO  # slope·(x − end) op 0
    out = []
    for below in [slope < 0] if f.op != "=" else [True, False]:
        number = end.args[0] if end.op == "q" else _outward(end, below)
        if number is None:
            continue
        sides = (var(name), rational(number)) if below else (rational(number), var(name))
        op = "<=" if f.op == "=" else f.op
        try:
            out.append(_bound_line(p, relation(op, *sides), line, slope, end, number, below))
        except Rejected:
            continue
    return out


def _bound_line(p: Proof, wanted: Term, line: Line, slope: Fraction, end: Term, number: Fraction, below: bool) -> Line:
    factor = 1 / slope if line.formula.op == "=" else abs(1 / slope)
    if line.formula.op == "=" and below:
        factor = -factor
    premises, multipliers = [line], [rational(factor).to_json()]
    if end.op != "q":
        beyond = relation("<=", end, rational(number)) if below else relation("<=", rational(number), end)
        premises.append(p.line(beyond))
        multipliers.append("1")
    return p.write("linear", wanted, premises, multipliers=multipliers)


def _outward(t: Term, up: bool) -> Fraction | None:
    """A rational number a little above (or below) a closed term."""
    if t.variables:
        return None
    try:
        with ctx.workprec(128):
            ball = Evaluation({}).term(t).ball()
    except Undefined:
        return None
    end = ball.upper() if up else ball.lower()
    mantissa, exponent = end.man_exp()
    exact = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    scaled = exact * 10**12
    return Fraction(
        -((-scaled.numerator) // scaled.denominator) if up else scaled.numerator // scaled.denominator, 10**12
    )


def _half_line(f: Term) -> tuple[str, Domain] | None:
    """(symbol, half-line) where the formula compares a symbol with a number by < or ≤."""
    if f.op not in ("<", "<="):
        return None
    a, b = f.args
    if a.op == "v" and b.op == "q":
        return a.args[0], Domain(None, b.args[0], True, f.op == "<")
    if b.op == "v" and a.op == "q":
        return b.args[0], Domain(a.args[0], None, f.op == "<", True)
    return None


def _connected(goal: Term, given: list[Term]) -> frozenset[str]:
    """Symbols that hypotheses tie to those of the goal."""
    near, before = set(goal.variables), -1
    while len(near) != before:
        before = len(near)
        for f in given:
            if f.variables & near:
                near |= f.variables
    return frozenset(near)


def untied(p: Proof, goal: Term) -> Reduced | None:
    """The goal without hypotheses that tie symbols to each other, over the box alone."""
    if not p.context.given:
        return None
    symbols = tuple((n, side) for n, side in narrowed(p.context).items() if n in goal.variables)
    context = Context(symbols, (), ())
    return p.sub(context, goal), goal, lambda line: p.instantiate(line, goal, {})


# Absolute values, minima, maxima -------------------------------------------------------------------------------------


def _signed(*terms: Term) -> list[Term]:
    """Absolute values, minima and maxima of two that contain no others."""
    found = [u for t in terms for u in t.subterms() if u.op in SIGNED and len(u.args) <= 2]
    return [u for u in dict.fromkeys(found) if not any(w.op in SIGNED for a in u.args for w in a.subterms())]


def piecewise(p: Proof, goal: Term) -> bool:
    """Whether the goal or a hypothesis has one."""
    return bool(_signed(goal, *p.context.given))


def _by_sign(p: Proof, u: Term) -> Line | None:
    """|a| = ±a, max(a, b) = …, where the sign is plain here."""
    laws = (
        {
            "abs": [("abs-positive", u.args[0], ZERO), ("abs-negative", ZERO, u.args[0])],
            "max": [("max-first", *u.args), ("max-second", *u.args[::-1])],
            "min": [("min-first", *u.args[::-1]), ("min-second", *u.args)],
        }[u.op]
        if u.op == "abs" or len(u.args) == 2
        else []
    )
    for name, greater, less in laws:
        try:
            known = p.line(relation("<=", less, greater))
            return p.axiom(name, *u.args, known)
        except (Rejected, Undefined):
            continue
    return None


def paired(p: Proof, goal: Term) -> tuple[Term, list[Line]] | None:
    """The goal with maxima and minima of three and four as those of two, and the equations that say so."""
    lines: list[Line] = []
    simpler = goal
    while True:
        u = next((u for u in simpler.subterms() if u.op in ("min", "max") and len(u.args) in (3, 4)), None)
        if u is None:
            return (simpler, lines) if lines else None
        lines.append(p.axiom(f"{u.op}-of-{'three' if len(u.args) == 3 else 'four'}", *u.args))
        simpler = simpler.replace(*lines[-1].formula.args)


def split_piecewise(p: Proof, goal: Term, show: Callable[[Proof, Term], Line]) -> Line:
    """One absolute value, minimum or maximum fewer: by its sign, or in two cases. Raises Rejected."""
    for u in _signed(goal):
        equation = _by_sign(p, u)
        if equation is not None:
            simpler = goal.replace(*equation.formula.args)
            line = show(p, simpler)
            return p.write("rewrite", goal, [line, equation])
    for u in sorted(_signed(goal, *p.context.given), key=lambda u: (not _plain_arguments(u), u in _below(goal))):
        if _by_sign(p, u) is None:
            left, right = (u.args[0], ZERO) if u.op == "abs" else u.args
            return p.cases(goal, left, right, lambda q: show(q, goal), lambda q: show(q, goal))
    raise Rejected("nothing to split")


def _plain_arguments(u: Term) -> bool:
    """Whether the arguments are of first degree, so that their signs are."""
    return not any(w.op not in ("q", "v", "+", "*") for a in u.args for w in a.subterms())


def _below(goal: Term) -> list[Term]:
    """Absolute values that stand by themselves on the greater side, where |u| ≥ ±u often does."""
    greater = goal.args[1] if goal.op in ("<", "<=") else ZERO
    return [u for u in (greater.args if greater.op == "+" else (greater,)) if u.op == "abs"]


def absolute_both_sides(p: Proof, goal: Term, show: Callable[[Proof, Term], Line]) -> Line:
    """|u| ≤ v from u ≤ v and −v ≤ u; |u| < v likewise."""
    (u,), v = goal.args[0].args, goal.args[1]
    above, below = show(p, relation(goal.op, u, v)), show(p, relation(goal.op, neg(v), u))
    if goal.op == "<=":
        return p.write("given", goal, [p.axiom("abs-bound", u, v, above, below)])

    def by(law: str, line: Line) -> Callable[[Proof], Line]:
        def shown(q: Proof) -> Line:
            equation = q.axiom(law, u)
            return q.write("linear", goal, [q.line(line.formula), equation], multipliers=["1", "-1"])

        return shown

    def negative(q: Proof) -> Line:
        equation = q.axiom("abs-negative", u)  # |u| = −u: contributes −u − |u|
        return q.write("linear", goal, [q.fact(below), equation], multipliers=["1", "1"])

    def positive(q: Proof) -> Line:
        equation = q.axiom("abs-positive", u)
        return q.write("linear", goal, [q.fact(above), equation], multipliers=["1", "1"])

    del by
    return p.cases(goal, u, ZERO, negative, positive)


def split_apart(p: Proof, goal: Term, show: Callable[[Proof], Line]) -> Line:
    """The goal for u < v and for v < u, where u ≠ v is a hypothesis. Raises Rejected."""
    for f in p.context.given:
        if f.op == "!=":
            either = p.axiom("apart", *f.args, p.line(f))
            parts = [p.sub(p.context.assuming(g), goal) for g in either.formula.args]
            return p.write("cases", goal, [either, *(q.restated(goal, show(q)) for q in parts)])
    raise Rejected("no hypothesis says that two things differ")


# Logarithms of products ----------------------------------------------------------------------------------------------


def expanded_logs(p: Proof, goal: Term) -> Reduced | None:
    """log(u²/v) = 2·log u − log v wherever the factors are known to be positive: t = exp(Σ n·log f) by normal form."""
    lines: list[Line] = []
    simpler = goal
    for u in dict.fromkeys(w for w in goal.subterms() if w.op == "log" and w.args[0].op not in ("v", "exp", "app")):
        try:
            line = _log_line(p, u)
        except (Rejected, Undefined, Malformed):
            continue
        if line is not None:
            lines.append(line)
            simpler = simpler.replace(*line.formula.args)
    if simpler == goal:
        return None
    q = p.sub(p.context, simpler)
    return q, simpler, lambda line: p.write("rewrite", goal, [line, *lines])


def _log_line(p: Proof, u: Term) -> Line | None:
    (t,) = u.args
    forms = quotients([t])
    c, above = forms.factors(forms.numerators[0])
    d, below = forms.factors(forms.denominator)
    factors = [*above, *((f, -e) for f, e in below)]
    premises, constant, positive = list[Line](), c / d, list[tuple[Term, int]]()
    for f, e in factors:
        try:
            p.require(relation("<", ZERO, f), premises)
            positive.append((f, e))
        except (Rejected, Undefined):
            turned = quotients([neg(f)])
            g = turned.term(turned.numerators[0])
            p.require(relation("<", ZERO, g), premises)
            positive.append((g, e))
            constant *= (-1) ** e
    if constant <= 0 or (len(positive) == 1 and positive[0][1] == 1 and constant == 1):
        return None
    known = [mul(rational(e), func("log", f)) for f, e in positive]
    total = add(*([func("log", rational(constant))] if constant != 1 else []), *known)
    power_of_e = Term("exp", (total,))
    here = relation("=", t, power_of_e)
    p.define([here], premises)
    equation = p.write("identity", here, premises)
    back = relation("=", power_of_e, t)
    reversed_equation = p.write("given", back, [equation])
    source = p.write("identity", relation("=", func("log", power_of_e), total), premises)
    wanted = relation("=", u, total)
    if wanted.replace(*back.args) != source.formula.replace(*back.args):
        return None
    return p.write("rewrite", wanted, [source, reversed_equation])


# Substitutions -------------------------------------------------------------------------------------------------------


def substituted(p: Proof, goal: Term) -> Iterator[tuple[str, Reduced]]:
    """The goal in other variables: y = x + d where x < y is known; the ratio y/x where nothing else matters; x = e^s
    where log x occurs, x = s² where √x does, x = 1/s towards infinity."""
    for f in p.context.given:
        try:
            found = _difference(p, goal, f)
        except (Rejected, Malformed):
            continue
        if found is not None:
            yield f"{text(f.args[1])} = {text(f.args[0])} + a positive number", found
    try:
        ratio = _ratio(p, goal)
    except (Rejected, Malformed):
        ratio = None
    if ratio is not None:
        yield "the ratio of two variables", ratio
    if p.context.given:
        return
    for name, side in p.context.symbols:
        x = var(name)
        inside = list(goal.subterms())
        if side.whole or side.lo is None or side.lo < 0:
            continue
        positive = side.lo > 0 or side.lo_open
        if positive and func("log", x) in inside and not any(u.op == "exp" and name in u.variables for u in inside):
            yield f"{name} = exp({name})", _through(p, goal, name, func("exp", x), func("log", x), _log_range(side))
        orders = {int(u.args[1]) for u in inside if u.op == "root" and u.args[0] == x}
        for q in orders:
            yield f"{name} = {name}^{q}", _through(p, goal, name, power(x, q), root(x, q), _root_range(side, q))
        if positive and side.hi is None:
            inverse = power(x, -1)
            new = Domain(Fraction(0), 1 / side.lo if side.lo else None, True, side.lo_open)
            yield f"{name} = 1/{name}", _through(p, goal, name, inverse, inverse, new)


def beside(p: Proof, goal: Term, x: str, y: str, above: bool) -> Reduced | None:
    """y = x + s·(b − x) where x ≤ y < b, y = x − s·(x − a) where a < y ≤ x, with s in [0, 1); or y = x ± s with s ≥ 0
    where that end is infinite. The context must have the hypothesis x ≤ y (y ≤ x), and no other."""
    side, s = p.context.domains[y], _free_name(p, "s")
    end = side.hi if above else side.lo
    if side.whole or p.context.domains[x].whole:
        return None
    v, w, t = var(x), var(y), var(s)
    width = ONE if end is None else sub(rational(end), v) if above else sub(v, rational(end))
    away = sub(w, v) if above else sub(v, w)
    value = {y: add(v, mul(t, width)) if above else sub(v, mul(t, width))}
    symbols = [(n, d) for n, d in p.context.symbols if n != y]
    symbols.append((s, Domain(Fraction(0), None if end is None else Fraction(1), False, True)))
    q = p.sub(Context(tuple(sorted(symbols)), (), ()), goal.substitute(value))
    assert q.goal is not None

    def back(line: Line) -> Line:
        known = [p.line(relation("<=", ZERO, away))]
        there = away
        if end is not None:
            known.append(p.line(relation("<", ZERO, width)))
            there = mul(away, power(width, -1))
            less = relation("<", there, ONE)
            rest = p.line(relation("<", w, rational(end)) if above else relation("<", rational(end), w))
            premises = [rest, *known]
            p.define([less, power(width, -1)], premises)
            p.require(relation("<", ZERO, power(width, -1)), premises)
            known.append(p.write("linear", less, premises, multipliers=[power(width, -1).to_json()]))
        made_there = p.instantiate(line, line.formula.substitute({s: there}), {s: there}, known)
        return p.restated(goal, made_there)

    return q, q.goal, back


def _difference(p: Proof, goal: Term, f: Term) -> Reduced | None:
    """y = x + d with d ≥ 0, from the hypothesis x ≤ y between two symbols."""
    if f.op not in ("<", "<=") or f.args[0].op != "v" or f.args[1].op != "v":
        return None
    x, y = f.args
    low, high = p.context.domains[x.args[0]], p.context.domains[y.args[0]]
    if high.whole or low.whole or high.hi is not None or (high.lo is not None and (low.lo is None or low.lo < high.lo)):
        return None
    d = _free_name(p, "d")
    value = {y.args[0]: add(x, var(d))}
    given = tuple(g.substitute(value) for g in p.context.given if g != f)
    symbols = [(n, s) for n, s in p.context.symbols if n != y.args[0]]
    symbols.append((d, Domain(Fraction(0), None, f.op == "<", True)))
    q = p.sub(Context(tuple(sorted(symbols)), given, ()), goal.substitute(value))
    assert q.goal is not None

    def back(line: Line) -> Line:
        there = {d: sub(y, x)}
        known = [
            p.restated(g.substitute(there), p.line(h))
            for g, h in zip(given, (h for h in p.context.given if h != f), strict=True)
        ]
        return p.restated(goal, p.instantiate(line, line.formula.substitute(there), there, known))

    return q, q.goal, back


def _ratio(p: Proof, goal: Term) -> Reduced | None:
    """f(x, y) = x^k·f(1, y/x) for positive x and y: the goal in u = y/x."""
    positive = [n for n, s in p.context.symbols if s.lo == 0 and s.lo_open and s.hi is None and not s.whole]
    if len(p.context.symbols) != 2 or len(positive) != 2:
        return None
    x, y = map(var, positive)
    u = var(_free_name(p, "u"))
    simpler, degree = _scaled(goal, x, y, u)
    given = [_scaled(f, x, y, u) for f in p.context.given]
    context = Context(((u.args[0], Domain(Fraction(0), None, True, True)),), tuple(f for f, _ in given), ())
    q = p.sub(context, simpler)
    there = {u.args[0]: mul(y, power(x, -1))}

    def times(wanted: Term, line: Line, k: int) -> Line:
        factor = power(x, k) if k else ONE
        premises = [line]
        p.define([wanted, factor], premises)
        return p.write("linear", wanted, premises, multipliers=[factor.to_json()])

    def back(line: Line) -> Line:
        known = [times(f.substitute(there), p.line(h), -k) for (f, k), h in zip(given, p.context.given, strict=True)]
        return times(goal, p.instantiate(line, simpler.substitute(there), there, known), degree)

    return q, simpler, back


def _scaled(f: Term, x: Term, y: Term, u: Term) -> tuple[Term, int]:
    """The relation at (1, u), and the degree k with which its difference of sides grows. Raises Rejected."""
    if f.op not in RELATIONS:
        raise Rejected("no relation")
    simpler = f.substitute({x.args[0]: ONE, y.args[0]: u})
    whole = f.substitute({y.args[0]: mul(u, x)})
    for k in (0, 1, 2, -1, 3, 4, -2):
        factor = power(x, k) if k else ONE
        if equal(sub(*whole.args), mul(factor, sub(*simpler.args))):
            return simpler, k
    raise Rejected("it does not scale")


def _free_name(p: Proof, name: str) -> str:
    while name in p.context.domains:
        name += "_"
    return name


def _through(p: Proof, goal: Term, name: str, outer: Term, inner: Term, side: Domain) -> Reduced:
    """x = outer(x′) with x′ = inner(x) in the range `side`."""
    x = var(name)
    if inner.op in ("log", "root"):
        simpler = goal.replace(inner, var("·")).substitute({name: outer}).substitute({"·": x})
    else:
        simpler = goal.substitute({name: outer})
    if inner.op == "log":
        simpler = _without_logs(simpler)
    symbols = tuple((n, side if n == name else d) for n, d in p.context.symbols)
    q = p.sub(Context(symbols, (), ()), simpler)

    def back(line: Line) -> Line:
        there = line.formula.substitute({name: inner})
        made_there = p.instantiate(line, there, {name: inner})
        return p.restated(goal, made_there)

    return q, simpler, back


def _without_logs(t: Term) -> Term:
    if t.op == "log" and t.args[0].op == "exp":
        return _without_logs(t.args[0].args[0])
    return t.rebuild(_without_logs)


def _log_range(side: Domain) -> Domain:
    """Where log x lies, rounded outward."""
    lo = None if not side.lo else Fraction(0) if side.lo == 1 else _outward(func("log", rational(side.lo)), False)
    hi = None if side.hi is None else Fraction(0) if side.hi == 1 else _outward(func("log", rational(side.hi)), True)
    return Domain(lo, hi, side.lo_open if lo == 0 else lo is None, side.hi_open if hi == 0 else hi is None)


def _root_range(side: Domain, q: int) -> Domain:
    def end(value: Fraction | None, up: bool) -> Fraction | None:
        if value is None:
            return None
        exact = Fraction(round(float(value) ** (1 / q) * 720720), 720720)
        return exact if exact**q == value else _outward(root(rational(value), q), up)

    lo, hi = end(side.lo, False), end(side.hi, True)
    sharp = [(e is not None and e**q == value) for e, value in ((lo, side.lo), (hi, side.hi))]
    return Domain(lo, hi, side.lo_open if sharp[0] else lo is None, side.hi_open if sharp[1] else hi is None)


# Divisors that are not 0 ---------------------------------------------------------------------------------------------


def nonzero_cases(p: Proof, goal: Term, t: Term, apart: Line, show: Callable[[Proof], Line]) -> Line:
    """The goal for t < 0 and for t > 0, from t ≠ 0."""
    either = p.axiom("apart", t, ZERO, apart)
    first, second = (p.sub(p.context.assuming(f), goal) for f in either.formula.args)
    return p.write("cases", goal, [either, first.restated(goal, show(first)), second.restated(goal, show(second))])
