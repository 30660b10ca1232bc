// A calibration as a page for the browser: how often a tier is right, or agrees, against what it costs. The page runs nothing and loads
// nothing: whatever stands in it is text.
import { escaped, staticPage } from '../../html.ts';
import type { Interval } from '../../stats/share.ts';
import { count, usd } from '../../terminal/format.ts';
import type { SettingResult, Told } from './result.ts';
import { percentage, rowTitle, verdict } from './text.ts';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 120;
const TOP = 24;
const BOTTOM = 48;

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
.axis { stroke: currentColor; opacity: .4; } .whisker { stroke: #2f6fde; stroke-width: 2; } .dot { fill: #2f6fde; }
.chosen { fill: #c2410c; } table { border-collapse: collapse; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; }
`;

/** Returns the page as HTML. */
export function calibrationPage(told: Told, name: string): string {
  const { result } = told;
  return staticPage({
    title: 'tierwise calibrate',
    style: STYLE,
    body: `<h1>${escaped(name)}</h1>
<p><strong>${escaped(verdict(told))}</strong></p>
${plot(told)}
<p>${escaped(`Lines are ${result.confidence} % intervals. ${count(result.sampled)} distinct items, ${count(result.labelsUsed)} labels.`)}</p>
<table><tr><th>setting</th><th>agrees with ${escaped(told.against)}</th><th>accuracy</th><th>per 1,000 items</th></tr>
${result.settings.map((row, place) => rowOf(told.names[place] ?? row.tier, row, told)).join('\n')}
</table>`,
  });
}

function rowOf(name: string, row: SettingResult, { against }: Told): string {
  const shown = (interval: Interval | null): string =>
    interval === null
      ? '–'
      : `${percentage(interval.value)} % (${percentage(interval.low)}–${percentage(interval.high)})`;
  const cells = [
    rowTitle(name, row),
    name === against ? '–' : shown(row.agreement),
    shown(row.accuracy),
    row.costPer1000Usd === null ? '?' : usd(row.costPer1000Usd),
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
}

interface Point {
  name: string;
  interval: Interval;
  costUsd: number;
}

function plot({ result, names, recommended, against }: Told): string {
  const withAccuracy = result.settings.some(({ accuracy }) => accuracy);
  const points = result.settings.flatMap((row, place): Point[] => {
    const interval = withAccuracy ? row.accuracy : row.agreement;
    return interval && row.costPer1000Usd !== null
      ? [{ name: names[place] ?? row.tier, interval, costUsd: row.costPer1000Usd }]
      : [];
  });
  if (!points.length) return '<p>No price is known, so there is nothing to plot.</p>';
  const mostUsd = Math.max(...points.map(({ costUsd }) => costUsd)) || 1;
  const least = Math.max(0, Math.min(...points.map(({ interval }) => interval.low)) - 0.02);
  const x = (costUsd: number): string => (LEFT + (costUsd / mostUsd) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (share: number): string =>
    (TOP + ((1 - share) / (1 - least || 1)) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const what = withAccuracy ? 'right (accuracy)' : `same answer as ${against} (agreement)`;
  const marks = points.map(({ name, interval, costUsd }) => {
    const at = x(costUsd);
    const chosen = name === recommended ? ' chosen' : '';
    return `<line class="whisker" x1="${at}" x2="${at}" y1="${y(interval.low)}" y2="${y(interval.high)}"/><circle class="dot${chosen}" cx="${at}" cy="${y(interval.value)}" r="5"/><text x="${Number(at) + 9}" y="${Number(y(interval.value)) + 4}">${escaped(name)} ${percentage(interval.value)} %</text>`;
  });
  const floorY = HEIGHT - BOTTOM;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`${what} against cost`)}">
<line class="axis" x1="${LEFT}" x2="${LEFT}" y1="${TOP}" y2="${floorY}"/><line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT + 40}" y1="${floorY}" y2="${floorY}"/>
<text x="8" y="${TOP - 8}">${escaped(what)}</text><text x="8" y="${TOP + 4}">100 %</text><text x="8" y="${floorY}">${percentage(least)} %</text>
<text x="${LEFT}" y="${floorY + 18}">$0</text><text x="${x(mostUsd)}" y="${floorY + 18}" text-anchor="middle">${escaped(usd(mostUsd))}</text><text x="${LEFT}" y="${floorY + 36}">per 1,000 distinct items, list price</text>
${marks.join('\n')}
</svg>`;
}
