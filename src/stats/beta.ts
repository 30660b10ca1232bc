// The beta distribution, on which the binomial one stands: I_x(a, b) by the continued fraction of
// DLMF 8.17.22 in Lentz's form, ln Γ by Lanczos's series (g = 7, nine terms), quantiles by bisection.

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const MOST_TERMS = 10_000;
const TINY = 1e-300;

/** Returns the regularized incomplete beta function I_x(a, b), the chance of a Beta(a, b) below `x`. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** Returns the `x` with I_x(a, b) = `share`, to the last digits that doubles hold. */
export function betaQuantile(share: number, a: number, b: number): number {
  return crossing((x) => incompleteBeta(x, a, b) >= share);
}

/** Returns where in [0, 1] `reached`, false first and true from some point on, turns true. */
export function crossing(reached: (x: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let halvings = 0; halvings < 60 && high - low > 1e-15 * high; halvings += 1) {
    const middle = (low + high) / 2;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

export const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

/** Returns ln n! for a whole `n`. */
export function lnFactorial(n: number): number {
  for (let next = factorials.length; next <= Math.min(n, KEPT); next += 1)
    factorials.push((factorials[next - 1] ?? 0) + Math.log(next));
  return factorials[n] ?? lanczos(n + 1);
}

/** Sums that every hypergeometric chance needs, each computed once. */
const KEPT = 20_000;
const factorials = [0];

/** Returns ln Γ(x) for x > 0. */
function lnGamma(x: number): number {
  if (Number.isInteger(x) && x <= KEPT) return lnFactorial(x - 1);
  return x < 0.5 ? Math.log(Math.PI / Math.sin(Math.PI * x)) - lanczos(1 - x) : lanczos(x);
}

function lanczos(x: number): number {
  const t = x + 6.5;
  const series = LANCZOS.reduce((sum, term, i) => (i === 0 ? term : sum + term / (x - 1 + i)), 0);
  return Math.log(Math.sqrt(2 * Math.PI) * series) + (x - 0.5) * Math.log(t) - t;
}

function fraction(x: number, a: number, b: number): number {
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let c = 1;
  let value = d;
  for (let m = 1; m < MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
