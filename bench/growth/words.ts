// Figures in words.

export const count = (value: number): string => Math.round(value).toLocaleString('en');
export const inWords = (value: number): string => {
  const [size, name] = value >= 1e9 ? [1e9, ' billion'] : value >= 1e6 ? [1e6, ' million'] : [1, ''];
  return `${Number((value / size).toPrecision(3)).toLocaleString('en')}${name}`;
};
export const bytes = (value: number): string => {
  const [size, name] =
    value >= 1e12 ? [1e12, 'TB'] : value >= 1e9 ? [1e9, 'GB'] : value >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB'];
  return `${Number((value / size).toPrecision(2))} ${name}`;
};
export const hours = (value: number): string =>
  value >= 48
    ? `${count(value / 24)} days`
    : value >= 1
      ? `${Number(value.toPrecision(2))} h`
      : value >= 1 / 60
        ? `${Math.ceil(value * 60)} min`
        : '< 1 min';
export const usd = (value: number): string => (value < 10 ? `$${value.toFixed(2)}` : `$${count(value)}`);

// For axes.
export const short = (value: number): string =>
  value >= 1e9
    ? `${value / 1e9}B`
    : value >= 1e6
      ? `${value / 1e6}M`
      : value >= 1000
        ? `${value / 1000}k`
        : String(value);
export const durations = (value: number): string =>
  value < 1 / 60 ? `${Number((value * 3600).toPrecision(2))} s` : hours(value);
export const dollars = (value: number): string =>
  value < 1 ? `$${Number(value.toPrecision(1))}` : usd(value).replace('.00', '');
