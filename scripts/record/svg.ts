// Frames of a terminal as one SVG that plays by itself, without a script: each row stands as long as it stood. Who asked for
// less motion sees the end.
import type { Frame, Run, Size } from './frames.ts';

export interface Theme {
  ink: string;
  paper: string;
  /** The line around the window. */
  edge: string;
}

export const THEMES: Record<'dark' | 'light', Theme> = {
  dark: { ink: '#e6edf3', paper: '#0d1117', edge: '#30363d' },
  light: { ink: '#1f2328', paper: '#ffffff', edge: '#d0d7de' },
};

const [CELL, LINE, FONT, MARGIN] = [8.4, 18, 14, 14];
/** How long the end stands before all begins again, in seconds. */
const REST = 6;

/** Returns the SVG; `title` and `text` are for who cannot see it. */
export function toSvg(
  frames: readonly Frame[],
  size: Size,
  theme: Theme,
  about: { title: string; text: string },
): string {
  const width = Math.round(size.columns * CELL + 2 * MARGIN);
  const height = size.rows * LINE + 2 * MARGIN;
  const total = (frames.at(-1)?.at ?? 0) + REST;
  const scenes = scenesOf(frames, total, theme);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escaped(about.title)}</title><desc id="d">${escaped(about.text)}</desc>`,
    `<style>${styleOf(scenes, total)}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.paper}" stroke="${theme.edge}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" fill="${theme.ink}">`,
    ...scenes.map(({ name, rows }) => `<g class="s ${name}">\n${rows.join('\n')}\n</g>`),
    '</g></svg>\n',
  ].join('\n');
}

/** Rows that come and go together. */
interface Scene {
  name: string;
  from: number;
  to: number;
  rows: string[];
}

function scenesOf(frames: readonly Frame[], total: number, theme: Theme): Scene[] {
  const scenes = new Map<string, Scene>();
  const height = frames[0]?.rows.length ?? 0;
  for (let row = 0; row < height; row++) {
    for (let first = 0; first < frames.length; ) {
      const drawn = drawRow((frames[first] as Frame).rows[row] as Run[], row, theme);
      let next = first + 1;
      while (
        next < frames.length &&
        drawRow((frames[next] as Frame).rows[row] as Run[], row, theme) === drawn
      )
        next++;
      const [from, to] = [(frames[first] as Frame).at, frames[next]?.at ?? total];
      const key = `${from} ${to}`;
      const scene = scenes.get(key) ?? { name: `k${scenes.size}`, from, to, rows: [] };
      if (drawn) scenes.set(key, { ...scene, rows: [...scene.rows, drawn] });
      first = next;
    }
  }
  return [...scenes.values()];
}

function drawRow(runs: readonly Run[], row: number, theme: Theme): string {
  return runs.map((run) => drawRun(run, row, theme)).join('');
}

function drawRun(run: Run, row: number, { ink, paper }: Theme): string {
  const named = (color: string): string => (color === 'ink' ? ink : color === 'paper' ? paper : color);
  const box = (column: number, cells: number, color: string): string =>
    `<rect x="${rounded(column * CELL)}" y="${row * LINE + 1}" width="${rounded(cells * CELL)}" height="${LINE - 1}"${color && ` fill="${color}"`}/>`;
  const behind = run.background ? box(run.column, run.text.length, named(run.background)) : '';
  const bars = [...run.text.matchAll(/█+/g)].map(({ 0: bar, index }) =>
    box(run.column + index, bar.length, named(run.color)),
  );
  const words = [...run.text.replaceAll('█', ' ').matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) =>
    drawWords({ ...run, text, column: run.column + index, color: named(run.color) }, row),
  );
  return [behind, ...bars, ...words].join('');
}

function drawWords(run: Run, row: number): string {
  const look = [run.bold && 'b', run.dim && 'f', run.italic && 'i', run.underline && 'u']
    .filter(Boolean)
    .join(' ');
  const attributes = [
    `x="${rounded(run.column * CELL)}" y="${row * LINE + FONT}" textLength="${rounded(run.text.length * CELL)}"`,
    run.color && `fill="${run.color}"`,
    look && `class="${look}"`,
  ];
  return `<text ${attributes.filter(Boolean).join(' ')}>${escaped(inFonts(run.text))}</text>`;
}

/** Signs that few fonts have, as others that look like them. */
const inFonts = (text: string): string => text.replaceAll('⎿', '└').replaceAll('⏵', '▸').replaceAll('⏸', '‖');

function styleOf(scenes: readonly Scene[], total: number): string {
  const percent = (at: number): string => `${rounded((at / total) * 100)}%`;
  const moves = scenes.map(({ name, from, to }) => {
    const before = from ? '0%{visibility:hidden}' : '';
    const after = to < total ? `${percent(to)}{visibility:hidden}` : '';
    return `.${name}{animation-name:${name}}@keyframes ${name}{${before}${percent(from)}{visibility:visible}${after}}`;
  });
  const atEnd = scenes.filter(({ to }) => to === total).map(({ name }) => `.${name}`);
  return [
    `text{font:${FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre}`,
    '.b{font-weight:600}.f{opacity:.6}.i{font-style:italic}.u{text-decoration:underline}',
    `.s{visibility:hidden;animation:${rounded(total)}s step-end infinite}`,
    ...moves,
    `@media (prefers-reduced-motion:reduce){.s.s{animation:none}${atEnd.join(',')}{visibility:visible}}`,
  ].join('\n');
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
