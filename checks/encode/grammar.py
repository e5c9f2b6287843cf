"""The language in which a user types a claim: read through Python's `ast` with a short list of what is allowed.

Nothing typed is ever executed. Numbers are exact (0.1 is 1/10), names are real variables, and everything else that
has a meaning is listed in this module. Sizes are limited before anything is computed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from checks.complaints import BadInput, close_matches
from checks.encode.contexts import context
from checks.encode.terms import PI, E, add, conjunction, div, func, mul, neg, parts, power, rational, relation
from checks.encode.terms import var as variable
from checks.kernel.contexts import REALS, Context, Domain
from checks.kernel.terms import Term

__all__ = ["Claim", "GrammarError", "exact_number", "parse_claim", "parse_formula"]

LONGEST_TEXT = 4000
DEEPEST = 60
MOST_DIGITS = 400
MOST_DIGITS_OF_A_POWER = 4000
MOST_BITS = 40_000
LARGEST_EXPONENT = 10_000
MOST_VARIABLES = 8
MOST_CONDITIONS = 40

SPELLINGS = {"^": "**", "≤": "<=", "≥": ">=", "≠": "!=", "∞": "oo", "−": "-", "·": "*", "×": "*"}
CONSTANTS = {"pi": PI, "π": PI, "E": E}
FUNCTIONS: Mapping[str, str] = {
    **{name: name for name in ("exp", "log", "sin", "cos", "tan", "asin", "acos", "atan")},
    **{name: name for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "gamma", "abs")},
    **{"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"},
    **{"lambertw": "lambertw", "LambertW": "lambertw", "Abs": "abs"},
}
SEVERAL = {"min": "min", "Min": "min", "max": "max", "Max": "max"}
DEFINED: Mapping[str, Callable[..., Term]] = {  # by other functions, with as many arguments as the formula has
    "sigmoid": lambda u: power(add(rational(1), func("exp", neg(u))), -1),
    "softplus": lambda u: func("log", add(rational(1), func("exp", u))),
    "relu": lambda u: Term("max", (u, rational(0))),
    "hinge": lambda u: Term("max", (add(rational(1), neg(u)), rational(0))),
    "clip": lambda u, low, high: Term("min", (Term("max", (u, low)), high)),
    "kl": lambda p, q: add(
        mul(p, func("log", div(p, q))),
        mul(add(rational(1), neg(p)), func("log", div(add(rational(1), neg(p)), add(rational(1), neg(q))))),
    ),
}
NAMES = {*FUNCTIONS, *SEVERAL, *DEFINED, "sqrt", "logsumexp"}
KNOWN_FUNCTIONS = sorted(name for name in NAMES if name.islower())
RELATIONS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "=",
    ast.NotEq: "!=",
}
RESERVED = {
    "e": "write E for Euler's number (or exp), or give the variable another name",
    "I": "there are no complex numbers here; give the variable another name",
    "oo": "infinity is allowed only as the end of a range, as in x in [1, oo)",
    "inf": "infinity is written oo, and only as the end of a range",
    "nan": "nan is not a number",
}
ELSEWHERE = {
    "factorial": "; write gamma(n + 1)",
    "cot": "; write 1/tan(x)",
    "sec": "; write 1/cos(x)",
    "csc": "; write 1/sin(x)",
    "log10": "; write log(x)/log(10)",
    "log2": "; write log(x)/log(2)",
    "pow": "; a power is written x^y",
    "sign": "; write x/abs(x) where x is not 0",
}
RANGE = re.compile(r"\s*(?P<names>\w+(?:\s*,\s*\w+)*)\s+in\b\s*(?P<rest>.*?)\s*", re.DOTALL)
POWER = re.compile(r"(?P<base>\d+)\*\*(?P<exponent>\d{1,4})")
NUMBER = re.compile(r"[+-]?\d+(/\d+)?|[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d{1,3})?")


class GrammarError(BadInput):
    """Typed text that is not in the language. `column` counts from 1."""

    def __init__(self, text: str, column: int, message: str) -> None:
        self.text, self.column = text, column
        shown = text if len(text) <= 60 else f"{text[:57]}…"
        super().__init__(f"'{shown}', column {column}: {message}")

    @property
    def caret(self) -> str:
        """The text with a mark under the place, for a terminal."""
        begin = max(0, self.column - 60)
        line = self.text[begin : begin + 100].replace("\n", " ").replace("\t", " ")
        return f"    {line}\n    {' ' * (self.column - 1 - begin)}^"


@dataclass(frozen=True, slots=True)
class Claim:
    """A formula that is to hold wherever the context says."""

    formula: Term
    context: Context
    idle: tuple[str, ...] = ()  # variables with a range that occur nowhere else


def parse_claim(text: str, where: Sequence[str] = ()) -> Claim:
    """A claim such as `exp(x) >= 1 + x` under conditions such as `x in [-1, 1]` or `x < y`.

    A variable without a condition ranges over all reals. Raises GrammarError.
    """
    formula = parse_formula(text)
    domains: dict[str, Domain] = {}
    given: list[Term] = []
    for condition in where:
        for piece in _split(condition, "and"):
            for part in _condition(piece):
                if not _narrow(domains, part, piece):
                    given.append(part)
        if len(given) + len(domains) > MOST_CONDITIONS:
            raise BadInput(f"--where: more than {MOST_CONDITIONS} conditions")
    used = formula.variables.union(*(part.variables for part in given))
    idle = tuple(sorted(domains.keys() - used))
    if len(used) > MOST_VARIABLES:
        raise BadInput(f"{len(used)} variables ({', '.join(sorted(used))}); at most {MOST_VARIABLES} can be handled")
    symbols = {name: domains.get(name, REALS) for name in used}
    return Claim(formula, context(symbols.items(), given), idle)


def parse_formula(text: str) -> Term:
    """One relation, a chain of relations, or several joined by `and`."""
    return _Reader(_Text(text)).formula()


def exact_number(text: str) -> Fraction:
    """An integer, a fraction p/q, a decimal or a power such as 10**100, exactly as typed; raises BadInput."""
    compact = text.strip()
    power = POWER.fullmatch(compact)
    if power and len(power["base"]) * int(power["exponent"]) <= MOST_DIGITS_OF_A_POWER:
        return Fraction(int(power["base"]) ** int(power["exponent"]))
    if len(compact) > MOST_DIGITS or not NUMBER.fullmatch(compact):
        raise BadInput(f"{text[:60]!r} is not an exact number; write for instance 3, 1/20 or 0.05")
    try:
        return Fraction(compact)
    except ZeroDivisionError:
        raise BadInput(f"{text[:60]!r} divides by zero") from None


def _condition(piece: _Text) -> Iterator[Term]:
    """The relations that one condition states."""
    ranged = RANGE.fullmatch(piece.text)
    if ranged is None:
        yield from parts(_Reader(piece).formula())
        return
    names = [variable(_checked_name(name.strip(), piece, 0)) for name in ranged["names"].split(",")]
    rest = piece.part(ranged.start("rest"), ranged.end("rest"))
    if rest.text in ("R", "ℝ", "Reals", "reals"):
        return
    if len(rest.text) < 2 or rest.text[0] not in "([" or rest.text[-1] not in ")]":
        raise rest.error(0, "a range is written [a, b], (a, b), [a, oo) or (-oo, b]")
    ends = _split(rest.part(1, len(rest.text) - 1), ",")
    if len(ends) != 2:
        raise rest.error(0, "a range has two ends; write [a, b], (a, b), [a, oo) or (-oo, b]")
    for x in names:
        for end, infinite, is_open in ((0, "-oo", rest.text[0] == "("), (1, "oo", rest.text[-1] == ")")):
            if _plain(ends[end].text) == infinite:
                if not is_open:
                    raise ends[end].error(0, f"an infinite end is open; write {'(-oo, …' if end == 0 else '…, oo)'}")
                continue
            bound = _Reader(ends[end]).value()
            sides = (bound, x) if end == 0 else (x, bound)
            yield relation("<" if is_open else "<=", *sides)


def _narrow(domains: dict[str, Domain], part: Term, piece: _Text) -> bool:
    """Take a bound of one variable by a rational number into its domain; False where it is something else."""
    if part.op not in ("<", "<=", "="):
        return False
    a, b = part.args
    is_open = part.op == "<"
    if a.op == "v" and b.op == "q":
        name, side = a.args[0], Domain(None, b.args[0], True, is_open)
        exact = replace(side, lo=b.args[0], lo_open=False)
    elif a.op == "q" and b.op == "v":
        name, side = b.args[0], Domain(a.args[0], None, is_open, True)
        exact = replace(side, hi=a.args[0], hi_open=False)
    else:
        return False
    domain = domains.get(name, REALS).meet(exact if part.op == "=" else side)
    lo, hi = domain.lo, domain.hi
    if lo is not None and hi is not None and (lo > hi or (lo == hi and (domain.lo_open or domain.hi_open))):
        raise piece.error(0, f"together the conditions leave no value for {name}")
    domains[name] = domain
    return True


def _plain(text: str) -> str:
    return "".join(SPELLINGS.get(c, c) for c in text if not c.isspace()).lstrip("+")


def _checked_name(name: str, text: _Text, at: int) -> str:
    if name in RESERVED:
        raise text.error(at, f"{name}: {RESERVED[name]}")
    if name in CONSTANTS:
        raise text.error(at, f"{name} is a constant and has no range")
    if not name.isidentifier() or name.startswith("_") or len(name) > 30:
        raise text.error(at, f"{name[:40]!r} is not a name for a variable; use letters, digits and underscores")
    if name in NAMES:
        raise text.error(at, f"{name} is a function; give it an argument, as in {name}(x)")
    return name


class _Text:
    """A piece of what was typed, that knows where it stands in the whole."""

    def __init__(self, whole: str, start: int = 0, text: str | None = None) -> None:
        self.whole, self.start = whole, start
        self.text = whole if text is None else text
        if len(whole) > LONGEST_TEXT:
            raise GrammarError(whole, LONGEST_TEXT, f"the text is longer than {LONGEST_TEXT} characters")

    def part(self, start: int, end: int) -> _Text:
        return _Text(self.whole, self.start + start, self.text[start:end])

    def error(self, at: int, message: str) -> GrammarError:
        return GrammarError(self.whole, self.start + min(at, len(self.text)) + 1, message)


def _split(text: str | _Text, separator: str) -> list[_Text]:
    """Cut at a word or sign that stands outside all brackets."""
    whole = _Text(text) if isinstance(text, str) else text
    pieces, depth, begin = [], 0, 0
    pattern = rf"[()\[\]]|\b{separator}\b" if separator.isalpha() else rf"[()\[\]]|{re.escape(separator)}"
    for found in re.finditer(pattern, whole.text):
        if found.group() in "([":
            depth += 1
        elif found.group() in ")]":
            depth -= 1
        elif depth == 0:
            pieces.append(whole.part(begin, found.start()))
            begin = found.end()
    return [*pieces, whole.part(begin, len(whole.text))]


class _Reader:
    """One expression, from the syntax tree to a term."""

    def __init__(self, typed: _Text) -> None:
        self.typed = typed
        spelled, self.origin = [], []
        for at, character in enumerate(typed.text):
            replacement = SPELLINGS.get(character, " " if character in "\n\t\r" else character)
            spelled.append(replacement)
            self.origin += [at] * len(replacement)
        self.source = "".join(spelled)
        self.lead = len(self.source) - len(self.source.lstrip())
        self.body = self.source.strip()
        self.tree = self._parsed()

    def formula(self) -> Term:
        return self._formula(self.tree)

    def value(self) -> Term:
        return self._term(self.tree, 0)

    def _parsed(self) -> ast.expr:
        if not self.body:
            raise self.typed.error(0, "nothing is written here; write a relation such as exp(x) >= 1 + x")
        for unwanted, name in (("\0", "a zero byte"), ("#", "a comment"), ("\\", "a backslash")):
            if unwanted in self.body:
                raise self._error(self.body.index(unwanted), f"{name} has no place in an expression")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self.body, mode="eval").body
        except SyntaxError as problem:
            at = max(0, (problem.offset or 1) - 1)
            raise self._error(at, self._remedy(problem, at)) from None
        except (RecursionError, MemoryError):
            raise self.typed.error(0, "nested too deeply") from None
        except ValueError as problem:
            raise self.typed.error(0, str(problem)) from None

    def _remedy(self, problem: SyntaxError, at: int) -> str:
        if re.search(r"(?<![<>=!:])=(?!=)", self.body):
            return "equality is written =="
        if found := re.search(r"(?<![\w.])\d+(?:\.\d+)?(?=[A-Za-z(])(?![eE][+-]?\d)", self.body):
            return f"a product is written with *, as in {found.group()}*x"
        if "lambda" in self.body:
            return "lambda is a word of Python; call the variable lam"
        if "exceeds the limit" in str(problem).lower():
            return f"a number has more than {MOST_DIGITS} digits"
        return f"not an expression ({problem.msg}); a claim looks like exp(x) >= 1 + x"

    def _formula(self, node: ast.expr) -> Term:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            return conjunction(self._formula(value) for value in node.values)
        if isinstance(node, ast.BoolOp | ast.UnaryOp) and isinstance(node.op, ast.Or | ast.Not):
            raise self._at(node, "only `and` joins relations; put conditions into --where")
        if not isinstance(node, ast.Compare):
            raise self._at(node, "this is not a relation; compare two sides with <, <=, >, >=, == or !=")
        if any(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops):
            raise self._at(node, "a range is not a claim; give it with --where")
        sides = [self._term(side, 0) for side in (node.left, *node.comparators)]
        parts = []
        for operator, left, right, place in zip(node.ops, sides, sides[1:], node.comparators, strict=False):
            if type(operator) not in RELATIONS:
                raise self._at(place, "sides are compared with <, <=, >, >=, == or !=")
            parts.append(relation(RELATIONS[type(operator)], left, right))
        return conjunction(parts)

    def _term(self, node: ast.expr, depth: int) -> Term:
        if depth > DEEPEST:
            raise self._at(node, f"nested more than {DEEPEST} deep")
        for kind, read in self._readers().items():
            if isinstance(node, kind):
                return self._bounded(read(node, depth), node)
        raise self._at(
            node, f"{_described(node)} not part of an expression; use numbers, names, + - * / ** and functions"
        )

    def _readers(self) -> Mapping[type[ast.expr], Callable[..., Term]]:
        return {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Call: self._call,
        }

    def _constant(self, node: ast.Constant, depth: int) -> Term:
        text = self._segment(node)
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise self._at(node, f"{text[:20]} is not a real number")
        if len(text) > MOST_DIGITS:
            raise self._at(node, f"a number has more than {MOST_DIGITS} digits")
        if isinstance(node.value, int):
            return rational(node.value)
        mantissa, _, exponent = text.replace("_", "").lower().partition("e")
        if exponent and abs(int(exponent)) > MOST_DIGITS:
            raise self._at(node, f"the exponent of a number is at most {MOST_DIGITS}")
        return rational(Fraction(f"{mantissa}e{exponent or 0}"))

    def _name(self, node: ast.Name, depth: int) -> Term:
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        return variable(_checked_name(node.id, self.typed, self._place(node)))

    def _unary(self, node: ast.UnaryOp, depth: int) -> Term:
        if isinstance(node.op, ast.USub):
            return neg(self._term(node.operand, depth + 1))
        if isinstance(node.op, ast.UAdd):
            return self._term(node.operand, depth + 1)
        raise self._at(node, "this sign has no meaning here; use + - * / **")

    def _binary(self, node: ast.BinOp, depth: int) -> Term:
        if isinstance(node.op, ast.Pow):
            return self._power(node, depth)
        if isinstance(node.op, ast.Add | ast.Sub):
            joined: tuple[type[ast.operator], ...] = (ast.Add, ast.Sub)
        elif isinstance(node.op, ast.Mult | ast.Div):
            joined = (ast.Mult, ast.Div)
        else:
            raise self._at(node.right, "this sign has no meaning here; use + - * / **")
        operands: list[tuple[ast.operator | None, ast.expr]] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp) and isinstance(left.op, joined):
            operands.append((left.op, left.right))
            left = left.left
        total = self._term(left, depth + 1)
        for operator, operand in reversed(operands):
            total = self._joined(total, operator, self._term(operand, depth + 1), operand)
        return total

    def _joined(self, left: Term, operator: ast.operator | None, right: Term, place: ast.expr) -> Term:
        if isinstance(operator, ast.Add):
            return self._bounded(add(left, right), place)
        if isinstance(operator, ast.Sub):
            return self._bounded(add(left, neg(right)), place)
        if isinstance(operator, ast.Mult):
            return self._bounded(mul(left, right), place)
        if right.op == "q" and right.args[0] == 0:
            raise self._at(place, "division by zero")
        return self._bounded(div(left, right), place)

    def _power(self, node: ast.BinOp, depth: int) -> Term:
        base, exponent = self._term(node.left, depth + 1), self._term(node.right, depth + 1)
        if exponent.op == "q":
            e: Fraction = exponent.args[0]
            if abs(e) > LARGEST_EXPONENT:
                raise self._at(node.right, f"the exponent is larger than {LARGEST_EXPONENT}")
            if e.denominator > LARGEST_EXPONENT:
                raise self._at(node.right, f"the exponent has a denominator larger than {LARGEST_EXPONENT}")
            if base.op == "q" and _bits(base.args[0]) * abs(e) > MOST_BITS:
                raise self._at(node, f"the number has more than {MOST_BITS} bits")
            if base.op == "q" and base.args[0] == 0 and e < 0:
                raise self._at(node, "division by zero")
        return power(base, exponent)

    def _call(self, node: ast.Call, depth: int) -> Term:
        if not isinstance(node.func, ast.Name):
            raise self._at(node.func, "only functions with a name can be applied; a product is written with *")
        name = node.func.id
        if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            raise self._at(node, f"{name} takes plain arguments only")
        if name not in NAMES:
            hint = (
                ELSEWHERE.get(name)
                or close_matches(name, KNOWN_FUNCTIONS)
                or f"; known are {', '.join(KNOWN_FUNCTIONS)}"
            )
            raise self._at(node.func, f"unknown function {name[:40]}{hint}")
        several = name in SEVERAL or name == "logsumexp"
        number = DEFINED[name].__code__.co_argcount if name in DEFINED else 1
        if len(node.args) != number and (not several or not node.args):
            wanted = (
                "at least one argument" if several else ("one argument", "two arguments", "three arguments")[number - 1]
            )
            raise self._at(node, f"{name} takes {wanted}, not {len(node.args)}")
        arguments = [self._term(a, depth + 1) for a in node.args]
        if name in SEVERAL:
            return arguments[0] if len(arguments) == 1 else Term(SEVERAL[name], tuple(arguments))
        if name in DEFINED:
            return DEFINED[name](*arguments)
        if name == "logsumexp":
            return func("log", add(*(func("exp", a) for a in arguments)))
        if name == "sqrt":
            return power(arguments[0], Fraction(1, 2))
        return func(FUNCTIONS[name], arguments[0])

    def _bounded(self, term: Term, node: ast.expr) -> Term:
        for part in (term, *term.children):
            if part.op == "q" and _bits(part.args[0]) > MOST_BITS:
                raise self._at(node, f"a number has more than {MOST_BITS} bits")
        if term.op == "^":
            base, exponent = term.args[0], abs(term.args[1])
            if exponent > LARGEST_EXPONENT:
                raise self._at(node, f"the exponent is larger than {LARGEST_EXPONENT}")
            if base.op == "q" and _bits(base.args[0]) * exponent > MOST_BITS:
                raise self._at(node, f"the number has more than {MOST_BITS} bits")
        return term

    def _segment(self, node: ast.expr) -> str:
        return (ast.get_source_segment(self.body, node) or "").strip()

    def _at(self, node: ast.expr, message: str) -> GrammarError:
        return self.typed.error(self._place(node), message)

    def _place(self, node: ast.expr) -> int:
        line = self.body.encode()[: node.col_offset].decode("utf-8", "ignore")
        return self._original(len(line))

    def _error(self, at: int, message: str) -> GrammarError:
        return self.typed.error(self._original(at), message)

    def _original(self, at: int) -> int:
        index = min(at + self.lead, len(self.origin) - 1)
        return self.origin[index] if self.origin else 0


def _bits(q: Fraction) -> int:
    return max(q.numerator.bit_length(), q.denominator.bit_length())


def _described(node: ast.expr) -> str:
    names = {
        ast.Attribute: "an attribute is",
        ast.Subscript: "an index is",
        ast.Lambda: "lambda is",
        ast.Compare: "a relation inside a term is",
        ast.IfExp: "a choice is",
        ast.Tuple: "a tuple is",
        ast.List: "a list is",
        ast.JoinedStr: "a string is",
        ast.NamedExpr: "an assignment is",
    }
    return names.get(type(node), "this is")
