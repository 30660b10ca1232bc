// Straight lines through measured points, by least squares of the relative error: small sizes count as much as large ones.

/** `y = c[0] + c[1]·x[1] + …`, none of them below 0; `error` is the largest relative one. */
export interface Line {
  coefficients: number[];
  error: number;
}

/** Fits `y` by `x`; a coefficient that would be negative is 0. */
export function fit(points: readonly { x: readonly number[]; y: number }[]): Line {
  const size = points[0]?.x.length ?? 0;
  let used = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    const solved = solve(points, used);
    const coefficients = Array.from({ length: size }, (_, index) => solved[used.indexOf(index)] ?? 0);
    const negative = coefficients.findIndex((value) => value < 0);
    if (negative < 0) return { coefficients, error: errorOf(points, coefficients) };
    used = used.filter((index) => index !== negative);
  }
}

export const at = ({ coefficients }: Line, x: readonly number[]): number =>
  coefficients.reduce((sum, coefficient, index) => sum + coefficient * (x[index] ?? 0), 0);

const errorOf = (points: readonly { x: readonly number[]; y: number }[], coefficients: number[]): number =>
  Math.max(...points.map(({ x, y }) => Math.abs(at({ coefficients, error: 0 }, x) / y - 1)));

/** The normal equations, each point weighed by 1/y, by elimination. */
function solve(points: readonly { x: readonly number[]; y: number }[], used: readonly number[]): number[] {
  const rows = used.map((i) => {
    const sums = used.map((j) =>
      points.reduce((sum, { x, y }) => sum + ((x[i] ?? 0) * (x[j] ?? 0)) / y ** 2, 0),
    );
    return [...sums, points.reduce((sum, { x, y }) => sum + (x[i] ?? 0) / y, 0)];
  });
  for (const [column, pivot] of rows.entries()) {
    const by = pivot[column] || Number.MIN_VALUE;
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const factor = (row[column] ?? 0) / by;
      for (const [place, value] of pivot.entries()) row[place] = (row[place] ?? 0) - factor * value;
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] || 1));
}
