// Measured points and what they are carried on to, as a picture: both axes are logarithmic.
import { scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

export interface Curve {
  name: string;
  color: string;
  /** Measured, and carried on. */
  points: readonly [x: number, y: number][];
  carried: readonly [x: number, y: number][];
}

export interface Panel {
  title: string;
  /** A value of the axis in words. */
  words: (value: number) => string;
  curves: readonly Curve[];
}

const SIZE = { width: 420, height: 260, left: 64, right: 14, top: 30, bottom: 36, legend: 16 };
const INK = '#1f2328';
const RULE = '#d0d7de';

const element = (tag: string, attributes: Record<string, string | number>, text = ''): string =>
  `<${tag}${Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? Number(value.toFixed(1)) : value}"`)
    .join('')}>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${tag}>`;

/** Returns an SVG of all panels, two in a row; `label` says what is seen. */
export function plot(panels: readonly Panel[], label: string): string {
  const height = SIZE.height + SIZE.legend * Math.max(...panels.map(({ curves }) => curves.length));
  const rows = Math.ceil(panels.length / 2);
  const drawn = panels.map((panel, index) => {
    const at = `translate(${(index % 2) * SIZE.width} ${Math.floor(index / 2) * height})`;
    return `<g transform="${at}">${panelOf(panel)}</g>`;
  });
  const [width, all] = [SIZE.width * 2, height * rows];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${all}" width="${width}" height="${all}" font-family="system-ui, sans-serif" font-size="11" fill="${INK}" role="img" aria-label="${label}">
<rect width="${width}" height="${all}" fill="#ffffff"/>
${drawn.join('\n')}
</svg>
`;
}

function panelOf({ title, words, curves }: Panel): string {
  const all = curves.flatMap(({ points, carried }) => [...points, ...carried]);
  const bounds = (axis: 0 | 1): [number, number] => {
    const logs = all.map((point) => Math.log10(point[axis])).filter(Number.isFinite);
    return [10 ** Math.floor(Math.min(...logs)), 10 ** Math.ceil(Math.max(...logs))];
  };
  const x = scaleLog(bounds(0), [SIZE.left, SIZE.width - SIZE.right]);
  const y = scaleLog(bounds(1), [SIZE.height - SIZE.bottom, SIZE.top]);
  const decades = ([from, to]: [number, number]): number[] => {
    const count = Math.round(Math.log10(to / from));
    return Array.from({ length: count + 1 }, (_, index) => from * 10 ** index);
  };
  const path = line<[number, number]>(
    (point) => x(point[0]),
    (point) => y(point[1]),
  );
  const parts = [element('text', { x: SIZE.left, y: 16, 'font-weight': 600 }, title)];
  for (const value of decades(bounds(1))) {
    parts.push(
      element('line', {
        x1: SIZE.left,
        x2: SIZE.width - SIZE.right,
        y1: y(value),
        y2: y(value),
        stroke: RULE,
      }),
    );
    parts.push(element('text', { x: SIZE.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, words(value)));
  }
  for (const value of decades(bounds(0)))
    parts.push(
      element(
        'text',
        { x: x(value), y: SIZE.height - SIZE.bottom + 16, 'text-anchor': 'middle' },
        itemsInWords(value),
      ),
    );
  for (const [index, { name, color, points, carried }] of curves.entries()) {
    parts.push(
      element('path', {
        d: path([...carried]) ?? '',
        fill: 'none',
        stroke: color,
        'stroke-dasharray': '4 3',
      }),
    );
    for (const point of points)
      parts.push(element('circle', { cx: x(point[0]), cy: y(point[1]), r: 3, fill: color }));
    const under = SIZE.height + index * SIZE.legend;
    parts.push(element('circle', { cx: SIZE.left, cy: under - 4, r: 3, fill: color }));
    parts.push(element('text', { x: SIZE.left + 8, y: under }, name));
  }
  return parts.join('\n');
}

const itemsInWords = (value: number): string =>
  value >= 1e9
    ? `${value / 1e9}B`
    : value >= 1e6
      ? `${value / 1e6}M`
      : value >= 1000
        ? `${value / 1000}k`
        : String(value);
