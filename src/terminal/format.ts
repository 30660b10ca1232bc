// Numbers as people read them.

/** 12345 → `12,345`. By hand, as `toLocaleString` loads 16 ms of tables at its first call, and hooks count, too. */
export const count = (number: number): string => grouped(String(Math.round(number)));

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 call`, `2 calls`; the plural is the noun with an s. */
export const counted = (number: number, noun: string): string =>
  `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** Dollars with as many digits as tell something: `$12.40`, `$0.0031`, `$0.000012`. */
export function usd(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 1) {
    const [whole = '', cents] = amount.toFixed(2).split('.');
    return `$${grouped(whole)}.${cents}`;
  }
  const digits = Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(amount))));
  return `$${amount.toFixed(digits)}`;
}

/** Bytes as `12.3 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** 0.0734 → `7%`; what is above nothing never reads as `0%`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  return `${Math.round(share * 100)}%`;
}

/** Seconds as `3.1 s`, `4 min 10 s` or `2 h 5 min`; below 0, as after a clock was set back, as `0.0 s`. */
export function duration(given: number): string {
  const seconds = Math.max(0, given);
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Rows as lines with aligned columns, two spaces apart. */
export function columns(
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[],
): string[] {
  const widths = align.map((_, index) => Math.max(0, ...rows.map((row) => (row[index] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, index) =>
        align[index] === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
