// Charts as SVG elements, placed by d3-scale and d3-shape. A chart is a picture to a screen reader, named by a sentence; the same
// figures stand in a table beside it.
import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { usd } from '../../terminal/format.ts';
import { visibleInLine } from '../../terminal/visible.ts';
import { TIERS } from './data.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';

type Child = SVGElement | string;

/** A new SVG element; texts in it are text. */
export function svg(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: Child[]
): SVGElement {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.map((child) => (typeof child === 'string' ? visibleInLine(child) : child)));
  return made;
}

interface Size {
  width: number;
  height: number;
}

const MARGIN = { left: 56, right: 8, top: 10, bottom: 24 };

const chart = ({ width, height }: Size, label: string, ...children: SVGElement[]): SVGElement =>
  svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label },
    ...children,
  );

/** Lines and figures of an axis of dollars. */
function dollarAxis(y: ReturnType<typeof scaleLinear<number>>, width: number): SVGElement[] {
  return y
    .ticks(4)
    .flatMap((value) => [
      svg('line', { class: 'rule', x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value) }),
      svg('text', { x: MARGIN.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, axisUsd(value)),
    ]);
}

const axisUsd = (value: number): string => (value < 0 ? `-${usd(-value)}` : usd(value).replace(/\.00$/, ''));

export interface Bar {
  name: string;
  /** Dollars by tier. */
  usd: readonly number[];
}

/** Bars of dollars by tier, one above the other; `label` says what is seen. */
export function stackedBars(bars: readonly Bar[], size: Size, label: string): SVGElement {
  const x = scaleBand<number>(bars.keys(), [MARGIN.left, size.width - MARGIN.right]).padding(0.15);
  const highest = Math.max(0.01, ...bars.map(({ usd: of }) => of.reduce((sum, one) => sum + one, 0)));
  const y = scaleLinear([0, highest], [size.height - MARGIN.bottom, MARGIN.top]).nice(4);
  const layers = stack<Bar, number>()
    .keys(TIERS.keys())
    .value(({ usd: of }, tier) => of[tier] ?? 0)([...bars]);
  const marks = layers.flatMap((layer) =>
    [...layer].flatMap(([low, high], index) =>
      high > low
        ? svg(
            'rect',
            {
              class: `tier-${TIERS[layer.key]}`,
              ...{
                x: x(index) ?? 0,
                width: x.bandwidth(),
                y: y(high),
                height: Math.max(0.5, y(low) - y(high)),
              },
            },
            svg('title', {}, `${bars[index]?.name}, ${TIERS[layer.key]}: ${usd(high - low)}`),
          )
        : [],
    ),
  );
  return chart(size, label, ...dollarAxis(y, size.width), ...marks, ...bandNames(bars, x, size));
}

const LETTER = 7;

/** The names below the bars, as many as fit. */
function bandNames(
  bars: readonly { name: string }[],
  x: ReturnType<typeof scaleBand<number>>,
  { height }: Size,
): SVGElement[] {
  // The year would take most of the room.
  const names = bars.map(({ name }) => name.replace(/^\d{4}-(?=\d\d-\d\d$)/, ''));
  const longest = Math.max(1, ...names.map(({ length }) => length));
  const every = Math.max(1, Math.ceil(((longest + 1) * LETTER) / x.step()));
  return names.flatMap((name, index) =>
    index % every
      ? []
      : svg('text', { x: (x(index) ?? 0) + x.bandwidth() / 2, y: height - 8, 'text-anchor': 'middle' }, name),
  );
}

export interface Step {
  name: string;
  usd: number;
  /** A sum, which stands on the ground; else it is added to what was before. */
  isSum: boolean;
}

/** Steps from one figure to another: what is added goes up, what is lost goes down. */
export function waterfall(steps: readonly Step[], size: Size, label: string): SVGElement {
  let level = 0;
  const spans = steps.map(({ name, usd: amount, isSum }) => {
    const from = isSum ? 0 : level;
    level = isSum ? amount : level + amount;
    return { name, amount, isSum, low: Math.min(from, level), high: Math.max(from, level) };
  });
  const x = scaleBand<number>(spans.keys(), [MARGIN.left, size.width - MARGIN.right]).padding(0.25);
  const lowest = Math.min(0, ...spans.map(({ low }) => low));
  const highest = Math.max(0.01, ...spans.map(({ high }) => high));
  const y = scaleLinear([lowest, highest], [size.height - MARGIN.bottom, MARGIN.top + 14]).nice(4);
  const marks = spans.flatMap(({ name, amount, isSum, low, high }, index) => {
    const kind = isSum ? (amount < 0 ? 'lost' : 'sum') : amount < 0 ? 'lost' : 'gained';
    const middle = (x(index) ?? 0) + x.bandwidth() / 2;
    return [
      svg(
        'rect',
        {
          class: kind,
          ...{ x: x(index) ?? 0, width: x.bandwidth(), y: y(high), height: Math.max(1, y(low) - y(high)) },
        },
        svg('title', {}, `${name}: ${axisUsd(amount)}`),
      ),
      svg('text', { class: 'value', x: middle, y: y(high) - 4, 'text-anchor': 'middle' }, axisUsd(amount)),
    ];
  });
  return chart(size, label, ...dollarAxis(y, size.width), ...marks, ...bandNames(spans, x, size));
}

/** Two bars beside each other per name: as it was, and as it would have been. */
export function pairedBars(
  pairs: readonly { name: string; actualUsd: number; otherwiseUsd: number }[],
  size: Size,
  label: string,
): SVGElement {
  const x = scaleBand<number>(pairs.keys(), [MARGIN.left, size.width - MARGIN.right]).padding(0.2);
  const highest = Math.max(0.01, ...pairs.flatMap((one) => [one.actualUsd, one.otherwiseUsd]));
  const y = scaleLinear([0, highest], [size.height - MARGIN.bottom, MARGIN.top]).nice(4);
  const marks = pairs.flatMap(({ name, actualUsd, otherwiseUsd }, index) =>
    (
      [
        ['before', actualUsd, 'as it was'],
        ['after', otherwiseUsd, 'under the policy'],
      ] as const
    ).map(([kind, amount, what], second) =>
      svg(
        'rect',
        {
          ...{ class: kind, x: (x(index) ?? 0) + (second * x.bandwidth()) / 2, width: x.bandwidth() / 2 },
          ...{ y: y(amount), height: Math.max(0.5, y(0) - y(amount)) },
        },
        svg('title', {}, `${name}, ${what}: ${usd(amount)}`),
      ),
    ),
  );
  return chart(size, label, ...dollarAxis(y, size.width), ...marks, ...bandNames(pairs, x, size));
}
