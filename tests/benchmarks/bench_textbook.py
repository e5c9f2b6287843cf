"""Inequalities of public textbooks: 150 that are true and some that are not, with what `referee prove` makes of them.

None of them comes from a test of another prover. Each line is a fact that the book's chapter on the subject states,
proves or sets as an exercise, in one or two variables where the book has n; numbers of exercises are not given, because
editions differ.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from checks.encode.grammar import parse_claim
from checks.methods.combine import load
from checks.methods.prove import prove
from tests.benchmarks.__main__ import line
from tests.benchmarks.timing import Row

SECONDS = 20.0

BOOKS = {
    "Spivak": "M. Spivak, Calculus: the chapters on basic properties of numbers, derivatives, logarithms, Taylor",
    "Hardy": "G. H. Hardy, A Course of Pure Mathematics: derivatives, the logarithmic and circular functions",
    "Apostol": "T. M. Apostol, Calculus I: the real numbers, exponential and trigonometric functions, Taylor",
    "HLP": "G. H. Hardy, J. E. Littlewood, G. Pólya, Inequalities: elementary mean values, Hölder, Minkowski",
    "Steele": "J. M. Steele, The Cauchy-Schwarz Master Class: Cauchy, AM-GM, power means, symmetric sums",
    "Boyd": "S. Boyd, L. Vandenberghe, Convex Optimization: convex functions, exercises",
    "Cover": "T. M. Cover, J. A. Thomas, Elements of Information Theory: entropy, relative entropy, inequalities",
    "Nesterov": "Yu. Nesterov, Introductory Lectures on Convex Optimization: smooth convex optimization",
    "Shalev": "S. Shalev-Shwartz, S. Ben-David, Understanding Machine Learning: losses, technical lemmas",
    "BLM": "S. Boucheron, G. Lugosi, P. Massart, Concentration Inequalities: basic inequalities, entropy",
    "Vershynin": "R. Vershynin, High-Dimensional Probability: moment generating functions, tails",
    "Mohri": "M. Mohri, A. Rostamizadeh, A. Talwalkar, Foundations of Machine Learning: concentration, surrogates",
}

POSITIVE2, POSITIVE3 = ["a > 0", "b > 0"], ["a > 0", "b > 0", "c > 0"]
WEAK2, WEAK3 = ["a >= 0", "b >= 0"], ["a >= 0", "b >= 0", "c >= 0"]
UNIT = ["p in (0, 1)"]

TRUE: list[tuple[str, str, list[str]]] = [
    ("Spivak", "a**2 + b**2 >= 2*a*b", []),
    ("Spivak", "a**2 + a*b + b**2 >= 0", []),
    ("Spivak", "a < b", ["a**3 < b**3"]),
    ("Spivak", "a**2 < b**2", ["0 <= a", "a < b"]),
    ("Spivak", "sqrt(a*b) <= (a + b)/2", WEAK2),
    ("Spivak", "sqrt(a*b) < (a + b)/2", ["0 < a", "a < b"]),
    ("Spivak", "a < sqrt(a*b)", ["0 < a", "a < b"]),
    ("Spivak", "abs(a + b) <= abs(a) + abs(b)", []),
    ("Spivak", "abs(a) - abs(b) <= abs(a - b)", []),
    ("Spivak", "abs(abs(a) - abs(b)) <= abs(a - b)", []),
    ("Spivak", "abs(a*b) <= (a**2 + b**2)/2", []),
    ("Spivak", "max(a, b) >= (a + b)/2", []),
    ("Spivak", "max(a, b) == (a + b + abs(a - b))/2", []),
    ("Spivak", "(a*c + b*d)**2 <= (a**2 + b**2)*(c**2 + d**2)", []),
    ("Spivak", "(1 + x)**3 >= 1 + 3*x", ["x >= -1"]),
    ("Spivak", "x**4 + y**4 >= x**3*y + x*y**3", []),
    ("Spivak", "1/(1 + x**2) <= 1", []),
    ("Spivak", "x/(1 + x**2) <= 1/2", []),
    ("Spivak", "a/(1 + a) <= b/(1 + b)", ["0 <= a", "a <= b"]),
    ("Spivak", "abs(a + b)/(1 + abs(a + b)) <= abs(a)/(1 + abs(a)) + abs(b)/(1 + abs(b))", []),
    ("Spivak", "sin(x) <= x", ["x >= 0"]),
    ("Spivak", "abs(sin(x)) <= abs(x)", []),
    ("Spivak", "1 - x**2/2 <= cos(x)", []),
    ("Spivak", "x - x**3/6 <= sin(x)", ["x >= 0"]),
    ("Spivak", "abs(sin(x) - x) <= x**2/2", ["x in [0, 3]"]),
    ("Hardy", "x/(1 + x) < log(1 + x)", ["x > 0"]),
    ("Hardy", "log(1 + x) < x", ["x > 0"]),
    ("Hardy", "x - x**2/2 < log(1 + x)", ["x > 0"]),
    ("Hardy", "log(1 + x) < x - x**2/2 + x**3/3", ["x > 0"]),
    ("Hardy", "2*x/(2 + x) < log(1 + x)", ["x > 0"]),
    ("Hardy", "log(1 + x) < x/sqrt(1 + x)", ["x > 0"]),
    ("Hardy", "exp(x) > 1 + x", ["x != 0"]),
    ("Hardy", "exp(x) < 1/(1 - x)", ["x in (0, 1)"]),
    ("Hardy", "exp(-x) < 1 - x + x**2/2", ["x > 0"]),
    ("Hardy", "log(x) <= x - 1", ["x > 0"]),
    ("Hardy", "log(x) <= x/E", ["x > 0"]),
    ("Hardy", "log(x) < 2*sqrt(x)", ["x > 0"]),
    ("Hardy", "x - x**3/3 < atan(x)", ["x > 0"]),
    ("Hardy", "x/(1 + x**2) < atan(x)", ["x > 0"]),
    ("Hardy", "atan(x) < x", ["x > 0"]),
    ("Hardy", "tan(x) > x", ["x > 0", "x < 3/2"]),
    ("Hardy", "sin(x) > 2*x/pi", ["x > 0", "x < 3/2"]),
    ("Hardy", "cosh(x) >= 1 + x**2/2", []),
    ("Hardy", "sinh(x) >= x", ["x >= 0"]),
    ("Hardy", "tanh(x) <= x", ["x >= 0"]),
    ("Hardy", "(1 + 1/x)*x <= x*exp(1/x)", ["x > 0"]),
    ("Hardy", "x*log(1 + 1/x) < 1", ["x > 0"]),
    ("Hardy", "1 < (x + 1)*log(1 + 1/x)", ["x > 0"]),
    ("Apostol", "a**2 + b**2 + c**2 >= a*b + b*c + c*a", []),
    ("Apostol", "a + 1/a >= 2", ["a > 0"]),
    ("Apostol", "x*(1 - x) <= 1/4", []),
    ("Apostol", "exp(x) >= E*x", []),
    ("Apostol", "exp(x) >= 1 + x + x**2/2", ["x >= 0"]),
    ("Apostol", "exp(x) <= 1 + x + x**2", ["x in [0, 1]"]),
    ("Apostol", "exp(-x**2) <= 1/(1 + x**2)", []),
    ("Apostol", "1 - x <= exp(-x)", []),
    ("Apostol", "sin(x)**2 <= x**2", []),
    ("Apostol", "sin(x)*cos(x) <= 1/2", []),
    ("Apostol", "cos(x) + sin(x) <= sqrt(2)", []),
    ("Apostol", "abs(sin(x) - sin(y)) <= abs(x - y)", []),
    ("Apostol", "sqrt(1 + x) <= 1 + x/2", ["x >= -1"]),
    ("Apostol", "sqrt(1 + x) >= 1 + x/2 - x**2/8", ["x >= 0"]),
    ("Apostol", "x**(1/3) <= (x + 2)/3", ["x >= 0"]),
    ("Apostol", "x**3 - 3*x + 2 >= 0", ["x >= 0"]),
    ("HLP", "sqrt(a*b) <= (sqrt(a) + sqrt(b))**2/4", WEAK2),
    ("HLP", "2/(1/a + 1/b) <= sqrt(a*b)", POSITIVE2),
    ("HLP", "(a + b)/2 <= sqrt((a**2 + b**2)/2)", WEAK2),
    ("HLP", "((a + b)/2)**3 <= (a**3 + b**3)/2", WEAK2),
    ("HLP", "a*b <= a**2/2 + b**2/2", []),
    ("HLP", "a*b <= a**3/3 + 2*b**(3/2)/3", WEAK2),
    ("HLP", "a*b <= exp(a - 1) + b*log(b)", ["b > 0"]),
    ("HLP", "3*a*b*c <= a**3 + b**3 + c**3", WEAK3),
    ("HLP", "9*a*b*c <= (a + b + c)*(a*b + b*c + c*a)", WEAK3),
    ("HLP", "27*a*b*c <= (a + b + c)**3", WEAK3),
    ("HLP", "sqrt((a + c)**2 + (b + d)**2) <= sqrt(a**2 + b**2) + sqrt(c**2 + d**2)", []),
    ("HLP", "sqrt(a + b) <= sqrt(a) + sqrt(b)", WEAK2),
    ("HLP", "a**2/x + b**2/y >= (a + b)**2/(x + y)", ["x > 0", "y > 0"]),
    ("HLP", "log((a + b)/2) >= (log(a) + log(b))/2", POSITIVE2),
    ("HLP", "(1 + a)*(1 + b) >= (1 + sqrt(a*b))**2", WEAK2),
    ("HLP", "(a + b)*(a**3 + b**3) >= (a**2 + b**2)**2", WEAK2),
    ("HLP", "(a - b)/a <= log(a/b)", POSITIVE2),
    ("HLP", "log(a/b) <= (a - b)/b", POSITIVE2),
    ("Steele", "a/(b + c) + b/(c + a) + c/(a + b) >= 3/2", POSITIVE3),
    ("Steele", "(a + b)*(b + c)*(c + a) >= 8*a*b*c", WEAK3),
    ("Steele", "a**4 + b**4 + c**4 >= a*b*c*(a + b + c)", []),
    ("Steele", "a**2*b**2 + b**2*c**2 + c**2*a**2 >= a*b*c*(a + b + c)", []),
    ("Steele", "1/a + 1/b >= 4/(a + b)", POSITIVE2),
    ("Steele", "1/a + 1/b + 1/c >= 9/(a + b + c)", POSITIVE3),
    ("Steele", "a/b + b/c + c/a >= 3", POSITIVE3),
    ("Steele", "a**2/b + b**2/a >= a + b", POSITIVE2),
    ("Steele", "a**3 + b**3 >= a**2*b + a*b**2", WEAK2),
    ("Steele", "(a + b + c)**2 <= 3*(a**2 + b**2 + c**2)", []),
    ("Steele", "x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2", []),
    ("Steele", "a*(a - b)*(a - c) + b*(b - a)*(b - c) + c*(c - a)*(c - b) >= 0", WEAK3),
    ("Steele", "a*b + b*c + c*a <= 1/3", [*WEAK3, "a + b + c == 1"]),
    ("Steele", "a*b*c <= 1/27", [*WEAK3, "a + b + c == 1"]),
    ("Steele", "a**2 + b**2 + c**2 >= 1/3", ["a + b + c == 1"]),
    ("Steele", "a**2*b + b**2*c + c**2*a <= 4/27", [*WEAK3, "a + b + c == 1"]),
    ("Steele", "(a + 1/a)**2 + (b + 1/b)**2 >= 25/2", [*POSITIVE2, "a + b == 1"]),
    ("Steele", "(1 + 1/a)*(1 + 1/b) >= 9", [*POSITIVE2, "a + b == 1"]),
    ("Steele", "a**2 + b**2 >= 2", ["a + b == 2"]),
    ("Steele", "(x**2 + y**2)*(u**2 + v**2) == (x*u + y*v)**2 + (x*v - y*u)**2", []),
    ("Boyd", "log(1 + exp(x)) >= x", []),
    ("Boyd", "log(1 + exp(x)) >= 0", []),
    ("Boyd", "max(x, y) <= log(exp(x) + exp(y))", []),
    ("Boyd", "log(exp(x) + exp(y)) <= max(x, y) + log(2)", []),
    ("Boyd", "exp(x)/(1 + exp(x))**2 <= 1/4", []),
    ("Boyd", "exp((x + y)/2) <= (exp(x) + exp(y))/2", []),
    ("Boyd", "((x + y)/2)**4 <= (x**4 + y**4)/2", []),
    ("Boyd", "x**2/y >= 2*x*t - t**2*y", ["y > 0"]),
    ("Boyd", "1/((x + y)/2) <= (1/x + 1/y)/2", ["x > 0", "y > 0"]),
    ("Boyd", "sqrt(1 + x**2) >= abs(x)", []),
    ("Boyd", "sqrt(1 + x**2) <= 1 + abs(x)", []),
    ("Boyd", "x*log(x) >= x - 1", ["x > 0"]),
    ("Boyd", "x*log(x/y) >= x - y", ["x > 0", "y > 0"]),
    ("Boyd", "max(0, x) + max(0, -x) == abs(x)", []),
    ("Boyd", "max(x, 0) <= x**2 + 1/4", []),
    ("Cover", "-p*log(p) - (1 - p)*log(1 - p) <= log(2)", UNIT),
    ("Cover", "-p*log(p) - (1 - p)*log(1 - p) >= 2*log(2)*min(p, 1 - p)", ["p in (0, 1/2)"]),
    ("Cover", "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 0", [*UNIT, "q in (0, 1)"]),
    ("Cover", "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 2*(p - q)**2", [*UNIT, "q in (0, 1)"]),
    ("Cover", "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) <= (p - q)**2/(q*(1 - q))", [*UNIT, "q in (0, 1)"]),
    ("Cover", "1 - 1/x <= log(x)", ["x > 0"]),
    ("Cover", "-x*log(x) <= 1/E", ["x > 0"]),
    ("Cover", "p*(1 - p) <= 1/4", []),
    ("Nesterov", "(t + 2)/2 <= (1 + sqrt(1 + (t + 1)**2))/2", ["t >= 0"]),
    ("Nesterov", "(1 + sqrt(1 + 4*a**2))/2 >= a + 1/2", ["a >= 0"]),
    ("Nesterov", "(1 + sqrt(1 + 4*a**2))/2 <= a + 1", ["a >= 0"]),
    ("Nesterov", "sqrt(1 + 4*x**2) <= 2*x + 1", ["x >= 0"]),
    ("Nesterov", "(1 - 2*h*m*L/(m + L))*r <= r", ["h >= 0", "m > 0", "L > 0", "r >= 0"]),
    ("Nesterov", "abs(1 - h*x) <= (L - m)/(L + m)", ["0 < m", "m <= x", "x <= L", "h == 2/(m + L)"]),
    ("Nesterov", "x - h*(1 - L*h/2)*g**2 <= x - g**2/(2*L)", ["L > 0", "h == 1/L"]),
    ("Nesterov", "1/sqrt(x) >= 2*(sqrt(x + 1) - sqrt(x))", ["x > 0"]),
    ("Nesterov", "(y - x)/sqrt(y) <= 2*(sqrt(y) - sqrt(x))", ["0 < x", "x < y"]),
    ("Nesterov", "(1 - x)**2 <= exp(-2*x)", ["x in [0, 1]"]),
    ("Shalev", "max(0, 1 - x) >= 0", []),
    ("Shalev", "log(1 + exp(-x)) <= max(0, 1 - x) + 1", []),
    ("Shalev", "exp(-x) >= 1 - x", []),
    ("Shalev", "log(x) <= 2*a*x", ["x > 0", "a >= 1/2"]),
    ("Shalev", "exp(x) <= x + exp(x**2)", ["x in [-1, 1]"]),
    ("Shalev", "sqrt(p*(1 - p)) <= 1/2", ["p in [0, 1]"]),
    ("Shalev", "2*sqrt(e1*(1 - e1)) <= 1 - 2*(1/2 - e1)**2", ["e1 in [0, 1/2]"]),
    ("BLM", "log(1 - p + p*exp(s)) <= p*s + s**2/8", ["p in [0, 1]"]),
    ("BLM", "exp(x) - 1 - x <= x**2/(2*(1 - x/3))", ["x in [0, 3)"]),
    ("BLM", "(1 + x)*log(1 + x) - x >= x**2/(2*(1 + x/3))", ["x >= 0"]),
    ("BLM", "-log(1 - x) - x <= x**2/(2*(1 - x))", ["x in (0, 1)"]),
    ("BLM", "exp(x) <= 1 + x + x**2", ["x <= 1"]),
    ("BLM", "(1 + x)*log(1 + x) - x <= x**2/2", ["x >= 0"]),
    ("Vershynin", "(exp(x) + exp(-x))/2 <= exp(x**2/2)", []),
    ("Vershynin", "1 + x <= exp(x)", []),
    ("Vershynin", "cosh(x) <= exp(x**2/2)", []),
    ("Vershynin", "log(1 + x) <= x", ["x > -1"]),
    ("Vershynin", "1/(1 - x) <= exp(2*x)", ["x in [0, 1/2]"]),
    ("Vershynin", "abs(x - 1) <= abs(x**2 - 1)", ["x >= 0"]),
    ("Mohri", "log(1 + exp(-x))/log(2) >= 1", ["x <= 0"]),
    ("Mohri", "exp(-x) >= 1", ["x <= 0"]),
    ("Mohri", "max(0, 1 + x)**2 >= 1", ["x >= 0"]),
    ("Mohri", "1 - x <= -log(x)", ["x in (0, 1]"]),
    ("Mohri", "x*exp(-x) <= 1/E", []),
]

FALSE: list[tuple[str, str, list[str]]] = [
    ("Spivak", "a**2 < b**2", ["a < b"]),
    ("Spivak", "abs(a + b) >= abs(a) + abs(b)", []),
    ("Hardy", "log(x) <= x/3", ["x > 0"]),
    ("Hardy", "log(1 + x) < x - x**2/2 + x**3/4", ["x > 0"]),
    ("Apostol", "sin(x) <= 99/100*x", ["x >= 0"]),
    ("HLP", "a*b <= a**3/3 + b**3/3", WEAK2),
    ("Steele", "a/(b + c) + b/(c + a) + c/(a + b) >= 1501/1000", POSITIVE3),
    ("Steele", "a**2*b + b**2*c + c**2*a <= 37/250", [*WEAK3, "a + b + c == 1"]),
    ("Cover", "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 3*(p - q)**2", [*UNIT, "q in (0, 1)"]),
    ("Boyd", "exp(x)/(1 + exp(x))**2 <= 1/5", []),
    ("BLM", "log(1 - p + p*exp(s)) <= p*s + s**2/9", ["p in (0, 1)"]),
    ("Vershynin", "cosh(x) <= exp(x**2/3)", []),
    ("Shalev", "max(0, 1 - x) >= log(1 + exp(-x))", []),
]


@dataclass(frozen=True)
class Result:
    """What came of one problem: its book, whether the claim is true, the verdict, seconds, and how."""

    book: str
    claim: str
    where: list[str]
    true: bool
    verdict: str
    seconds: float
    how: str

    @property
    def wrong(self) -> bool:
        """Whether the verdict contradicts the book."""
        return self.verdict == ("refuted" if self.true else "proved")


def problems() -> list[tuple[str, str, list[str], bool]]:
    """All problems, those that are true first."""
    return [*((*problem, True) for problem in TRUE), *((*problem, False) for problem in FALSE)]


def outcomes(
    chosen: list[tuple[str, str, list[str], bool]], seconds: float, clock: Callable[[], float] = time.monotonic
) -> Iterator[Result]:
    """The results one by one; the budget is measured by the clock."""
    for book, claim, where, true in chosen:
        parsed = parse_claim(claim, where)
        begun = clock()
        with patch("checks.methods.search.time", SimpleNamespace(monotonic=clock)):
            found = prove(parsed.formula, parsed.context, seconds)
        took = clock() - begun
        how = next((a.name for a in found.tried if not a.problem), "" if found.verdict == "proved" else found.note)
        yield Result(book, claim, where, true, str(found.verdict), round(took, 3), how)


def rows_of(results: list[Result]) -> list[Row]:
    """How many are proved and refuted, how long a proof takes, and that no verdict is wrong; book by book."""
    true, false = [r for r in results if r.true], [r for r in results if not r.true]
    proved = [r for r in true if r.verdict == "proved"]
    rows = [
        Row(f"proved, of {len(true)} that are true", len(proved), "", at_least=0.75 * len(true)),
        Row(f"refuted, of {len(false)} that are false", sum(r.verdict == "refuted" for r in false), ""),
        Row("wrong verdicts", sum(r.wrong for r in results), "", at_most=0),
        Row("median time of a proof", statistics.median([r.seconds for r in proved] or [0.0]), "s", at_most=1),
        Row("longest time of any", max((r.seconds for r in results), default=0.0), "s"),
    ]
    for book in BOOKS:
        own = [r for r in true if r.book == book]
        rows.append(Row(f"  {book}: proved of {len(own)}", sum(r.verdict == "proved" for r in own), ""))
    for r in results:
        if r.verdict == "undecided":
            rows.append(Row(f"  open ({r.book}): {r.claim}", r.seconds, "s"))
    return rows


def measure() -> list[Row]:
    """All problems in one go."""
    return rows_of(list(outcomes(problems(), SECONDS)))


def main(arguments: list[str] | None = None) -> int:
    """A batch: `--from 40 --count 20 --into FILE` appends one line of JSON for each; `--read FILE` makes the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--processor", action="store_true", help="seconds of processor time (on a busy machine)")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--count", type=int)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--read", type=Path)
    options = parser.parse_args(arguments)
    if options.read:
        results = [Result(**json.loads(one)) for one in options.read.read_text().splitlines()]
    else:
        last = None if options.count is None else options.first + options.count
        results = []
        load()
        clock = time.process_time if options.processor else time.monotonic
        for result in outcomes(problems()[options.first : last], options.seconds, clock):
            results.append(result)
            if options.into:
                with options.into.open("a") as file:
                    file.write(json.dumps(asdict(result)) + "\n")
    for row in rows_of(results):
        print(line(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
