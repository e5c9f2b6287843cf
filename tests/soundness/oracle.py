"""What is true, found otherwise than by the kernel: terms in mpmath at 60 digits, claims tried at many points."""

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
from mpmath import mp, mpf

from checks.kernel import Context, Domain, Established, Judgement, Language
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.vectors import factors_and_vectors
from checks.kernel.replay import EXTENSIONS
from checks.kernel.terms import BOUND, Rejected, Term, conjuncts
from tests.soundness.solutions import NoDigitsError, solution

DIGITS = 60
NEAR = mpf(10) ** -40


class UndefinedHereError(Exception):
    """The term has no real value at the point."""


class TooCloseError(Exception):
    """A decision depends on digits that are not there."""


def _sign(value: Any) -> int:
    if value == 0:
        return 0
    if abs(value) < NEAR:
        raise TooCloseError
    return 1 if value > 0 else -1


def _require(condition: bool) -> None:
    if not condition:
        raise UndefinedHereError


def value(t: Term, at: Mapping[str, Any]) -> Any:
    """The value of a term at a point, to about 50 digits. Sequences are entries "g[3]" of the point."""
    with mp.workdps(DIGITS):
        result = _value(t, at)
        if abs(result) > mpf(10) ** 30:
            raise TooCloseError
        return result


def _number(q: Fraction) -> Any:
    return mpf(q.numerator) / mpf(q.denominator)


def _coordinates(v: Term, at: Mapping[str, Any]) -> list[Any]:
    """A combination in a space of the point's dimension; every vector has coordinates made up from its name."""
    total = [mpf(0)] * at["dimension"]
    for factors, vector in factors_and_vectors(v):
        scale = mp.fprod(_value(a, at) for a in factors)
        name = vector.args[0] if vector.op == "vec" else f"{vector.args[0]}[{int(_value(vector.args[1], at))}]"
        drawn = random.Random(f"{at.get('vectors')} {name}")
        made_up = [mpf(drawn.randint(-3, 3)) for _ in total]
        total = [x + scale * y for x, y in zip(total, at.get("rows", {}).get(name, made_up), strict=True)]
    return total


def _drawn(seed: str, count: int) -> list[Any]:
    """Numbers made up from a seed."""
    draw = random.Random(seed)
    return [mpf(draw.randint(-6, 6)) / draw.choice([1, 2, 3]) for _ in range(count)]


def _law(seed: str) -> list[tuple[Any, Any]]:
    """(weight, value) of each atom of a law made up from a seed: of one sign, often, for that is what papers ask."""
    draw = random.Random(seed)
    count, signs = draw.randint(1, 3), draw.choice([(1,), (1,), (1, -1)])
    values = [draw.choice(signs) * abs(v) for v in _drawn(seed, count)]
    weights = [mpf(draw.randint(1, 4)) for _ in values]
    return [(w / mp.fsum(weights), v) for w, v in zip(weights, values, strict=True)]


def _flow(t: Term, at: Mapping[str, Any]) -> Any:
    """u(z) for u′ = f(u), u(0) = a. Whether there is no solution, or more than one, is not decided: TooCloseError."""
    drift, x, start, time = t.args
    a, z = _value(start, at), _value(time, at)
    _require(_sign(z) >= 0)
    speed = _value(drift, {**at, x: a})
    if z == 0:
        return a
    made_up = {"vectors", "functions", "laws", "dimension"}
    here = tuple((name, at[name]) for name in sorted(at) if name in drift.variables | made_up)
    found = _followed(drift, x, a, z, here) if _sign(speed) != 0 else _resting(drift, x, a, here)
    if found is None:
        raise TooCloseError
    return found


@lru_cache(4096)
def _followed(drift: Term, x: str, a: Any, z: Any, here: tuple[tuple[str, Any], ...]) -> Any:
    try:
        return solution(lambda u: _value(drift, {**dict(here), x: u}), a, z)
    except (NoDigitsError, UndefinedHereError, TooCloseError):
        return None


def _resting(drift: Term, x: str, a: Any, here: tuple[tuple[str, Any], ...]) -> Any:
    """a, if u = a is the only solution: f has a slope there."""
    try:
        _value(derivative(drift, Term("v", (x,))), {**dict(here), x: a})
    except (UndefinedHereError, Rejected):
        return None
    return a


def _value(t: Term, at: Mapping[str, Any]) -> Any:
    match t.op:
        case "q":
            return _number(t.args[0])
        case "v":
            found = at[t.args[0]]
            return _number(found) if isinstance(found, Fraction) else found
        case "pi":
            return +mp.pi
        case "app":
            return at[f"{t.args[0]}[{int(_value(t.args[1], at))}]"]
        case "inner":
            return mp.fsum(a * b for a, b in zip(*(_coordinates(v, at) for v in t.args), strict=True))
        case "int":
            body, bound, lower, upper = t.args
            a, b = _value(lower, at), mp.inf if upper.op == "oo" else _value(upper, at)
            return mp.quad(lambda s: _value(body, {**at, bound: s}), [a, b])
        case "fun":
            a, b, c = _drawn(f"{at['functions']} {t.args[0]}", 3)
            s = _value(t.args[1], at)
            return a + b * s + c * mp.sin(s)
        case "E":
            body, bound, law = t.args
            return mp.fsum(w * _value(body, {**at, bound: r}) for w, r in _law(f"{at['laws']} {law.args[0]}"))
        case "flow":
            return _flow(t, at)
        case "^":
            return _whole_power(_value(t.args[0], at), t.args[1])
        case "root":
            return _root(_value(t.args[0], at), t.args[1])
        case "**":
            base, exponent = (_value(a, at) for a in t.args)
            _require(_sign(base) > 0)
            if abs(exponent * mp.log(base)) > 10**4:
                raise TooCloseError
            return mp.exp(exponent * mp.log(base))
    args = [_value(a, at) for a in t.args]
    match t.op:
        case "+":
            return mp.fsum(args)
        case "*":
            return mp.fprod(args)
        case "min":
            return min(args)
        case "max":
            return max(args)
    (a,) = args
    if abs(a) > 10**4 and t.op in ("exp", "sinh", "cosh", "gamma"):
        raise TooCloseError
    if t.op == "exp" and a < -1000:
        raise TooCloseError  # 1 + e^a is 1 in all digits, also when there are eight times as many
    if (t.op == "erf" and abs(a) > 9) or (t.op == "tanh" and abs(a) > 45):
        raise TooCloseError  # to ±1 in 40 digits
    match t.op:
        case "abs":
            return abs(a)
        case "log" | "gamma":
            _require(_sign(a) > 0)
        case "asin" | "acos":
            _require(_sign(1 - abs(a)) >= 0)
        case "acosh":
            _require(_sign(a - 1) >= 0)
        case "atanh":
            _require(_sign(1 - abs(a)) > 0)
        case "tan":
            _require(_sign(mp.cos(a)) != 0)
        case "lambertw":
            _require(_sign(a + mp.exp(-1)) >= 0)
            if a + mp.exp(-1) < mpf(10) ** -20:
                raise TooCloseError  # half of the digits are lost at the branch point
    result = getattr(mp, t.op)(a)
    return result.real if isinstance(result, mpmath.mpc) else result


def _whole_power(base: Any, n: int) -> Any:
    if abs(n) > 200:
        raise TooCloseError
    if n < 0:
        _require(_sign(base) != 0)
    return base**n


def _root(base: Any, q: int) -> Any:
    _require(_sign(base) >= 0)
    return mpf(0) if base == 0 else mp.exp(mp.log(base) / q)


def holds(f: Term, at: Mapping[str, Any]) -> bool:
    """Whether a formula holds at a point. Raises TooCloseError when 40 digits do not tell; "=" and touching "<="
    count as holding within 10⁻⁴⁰."""
    if f.op == "and":
        return all(holds(g, at) for g in f.args)
    if f.op == "or":
        return any(_holds_or_undefined(g, at) for g in f.args)
    left, right = (value(side, at) for side in f.args)
    difference = right - left
    small = abs(difference) <= NEAR * max(1, abs(left), abs(right))
    match f.op:
        case "=":
            return bool(small)
        case "<=":
            return bool(small or difference > 0)
    if small and (difference != 0 or _told_apart(f.args, at)):
        raise TooCloseError
    return bool(difference > 0) if f.op == "<" else bool(difference != 0)


def _told_apart(sides: tuple[Term, ...], at: Mapping[str, Any]) -> bool:
    """Whether two sides that are equal in all digits differ when there are eight times as many."""
    with mp.workdps(8 * DIGITS):
        left, right = (_value(side, at) for side in sides)
        return bool(left != right)


def _holds_or_undefined(f: Term, at: Mapping[str, Any]) -> bool:
    try:
        return holds(f, at)
    except UndefinedHereError:
        return False


def ranges(context: Context) -> dict[str, Domain]:
    """The domains of the symbols, narrowed by hypotheses that compare one with a number."""
    box = context.narrowed([part for f in context.given for part in conjuncts(f)])
    return {atom.args[0]: domain for atom, domain in box.items() if atom.op == "v"}


def points(context: Context, random_: random.Random, count: int) -> Iterator[dict[str, Fraction]]:
    """Rational points of the domains, near ends and far out, too; hypotheses are not looked at."""
    for _ in range(count):
        yield {name: draw(domain, random_) for name, domain in ranges(context).items()}


def draw(domain: Domain, random_: random.Random) -> Fraction:
    """A rational number in the domain (which must have points)."""
    for _ in range(200):
        small = Fraction(random_.randint(0, 64), 64) ** random_.choice([1, 1, 2, 8])
        if domain.lo is not None and domain.hi is not None:
            x = random_.choice(
                [domain.lo + small * (domain.hi - domain.lo), domain.hi - small * (domain.hi - domain.lo)]
            )
        elif domain.lo is not None:
            x = domain.lo + small * random_.choice([1, 4, 30])
        elif domain.hi is not None:
            x = domain.hi - small * random_.choice([1, 4, 30])
        else:
            x = random_.choice([1, -1]) * small * random_.choice([1, 4, 30])
        if domain.whole:
            x = Fraction(round(x))
        if x in domain:
            return x
    raise ValueError(f"no number drawn from {domain}")


def _has_points(domain: Domain) -> bool:
    try:
        draw(domain, random.Random(0))
    except ValueError:
        return False
    return True


def orbit(context: Context, at: dict[str, Any], last: int) -> dict[str, Any]:
    """The point together with values g(0), …, g(last) of its explicit recursions. Raises UndefinedHereError."""
    at = dict(at)
    start = [f for f in context.evolves if BOUND not in f.variables]
    with mp.workdps(DIGITS):
        for f in start:
            at[f"{f.args[0].args[0]}[0]"] = _value(f.args[1], at)
        for index in range(last):
            here = {**at, BOUND: Fraction(index)}
            for f in context.evolves:
                if f not in start:
                    at[f"{f.args[0].args[0]}[{index + 1}]"] = _value(f.args[1], here)
    return at


def counterexample(judgement: Judgement, random_: random.Random, count: int = 60) -> dict[str, Any] | None:
    """A point at which a universal judgement fails, or None where none was met."""
    context = judgement.context
    if any(u.op == "flow" for f in (*context.given, judgement.formula) for u in f.subterms()):
        count //= 10  # each takes a tenth of a second
    if not all(_has_points(domain) for domain in ranges(context).values()):
        return None
    for at in points(context, random_, count):
        try:
            made_up = {kind: random_.random() for kind in ("vectors", "functions", "laws")}
            here: dict[str, Any] = {**at, **made_up, "dimension": random_.randint(0, 3)}
            if context.evolves:
                whole = [int(at[name]) for name, domain in context.symbols if domain.whole]
                here = orbit(context, here, min(max(whole, default=0), 40) + 12)
            limits = [f for f in context.evolves if f.op != "="]  # not followed, but assumed at every step
            steps = [(f, {**here, BOUND: Fraction(k)}) for f in limits for k in range(8)]
            if not all(holds(f, there) for f, there in (*((f, here) for f in context.given), *steps)):
                continue
        except (UndefinedHereError, TooCloseError, KeyError, OverflowError):
            continue
        try:
            if not holds(judgement.formula, here):
                return here
        except UndefinedHereError:
            return here
        except (TooCloseError, KeyError, OverflowError):
            continue
    return None


def opinion(found: Established, random_: random.Random, made: Mapping[str, Any]) -> str:
    """What the oracle says of an accepted certificate: "agreed", "contradicted" or "not judged"."""
    claim = found.claim
    formulas = (*claim.context.given, claim.formula)
    tied = any(u.op == "inner" for f in claim.context.evolves for u in f.subterms())
    if found.modulo or (tied and claim.kind == "all") or any(u.op == "int" for f in formulas for u in f.subterms()):
        return "not judged"
    try:
        if claim.kind == "some":
            return _at_its_point(claim, made["steps"][-1])
        against = counterexample(claim, random_)
    except (ValueError, KeyError, ZeroDivisionError, OverflowError, TypeError, AttributeError, TooCloseError):
        return "not judged"
    return "agreed" if against is None else "contradicted"


def _at_its_point(claim: Judgement, last: Mapping[str, Any]) -> str:
    """Of a claim that something happens: do hypotheses and formula hold at the point, the vectors and along the
    sequences that are given, and the relations between sequences for the first steps?"""
    if last["rule"] not in ("witness", "run", "coordinates"):
        return "not judged"
    language, context = Language(EXTENSIONS), claim.context
    at: dict[str, Any] = {name: value(language.term(data), {}) for name, data in last["at"].items()}
    n, last_step = last.get("index", "n"), min(max([8, *(int(v) for v in at.values() if v == int(v))]), 2000)
    rows = {name: [language.term(c) for c in data] for name, data in last.get("vectors", {}).items()}
    at["dimension"] = max(map(len, rows.values()), default=0)
    at["rows"] = {v: [value(c, {}) for c in row] for v, row in rows.items() if not v.startswith("<")}
    for k in range(last_step + 2):
        here = {n: Fraction(k)}
        at |= {f"{g}[{k}]": value(language.term(data), here) for g, data in last.get("runs", {}).items()}
        at["rows"] |= {f"{v}[{k}]": [value(c, here) for c in row] for v, row in rows.items() if v.startswith("<")}
    if last["rule"] == "run" and not last.get("runs"):
        at = orbit(context, at, last_step)
    moving = [f for f in context.evolves if BOUND in f.variables]
    steps = [(f, {**at, BOUND: Fraction(k)}) for f in moving for k in range(7)]
    plain = (*context.given, *(f for f in context.evolves if f not in moving), claim.formula)
    try:
        return "agreed" if all(holds(f, there) for f, there in (*steps, *((f, at) for f in plain))) else "contradicted"
    except UndefinedHereError:
        return "contradicted"
