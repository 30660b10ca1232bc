// What a program drew, as the frames a person saw: rows of cells in one style, and from when to when each row stood.
import { type IBufferCell, Terminal } from '@xterm/headless';

export interface Style {
  /** A CSS color, or '' for the theme's own. */
  color: string;
  background: string;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
}

/** Cells side by side in one style, from `column` on. */
export interface Run extends Style {
  column: number;
  text: string;
}

export interface Frame {
  /** Seconds from the start. */
  at: number;
  rows: Run[][];
}

export interface Size {
  columns: number;
  rows: number;
}

/** Frames closer than this are one: no eye tells them apart. */
const TICK = 0.07;

/** Returns the frames of what was `drawn`, from the second `from` on; equal ones once. */
export async function framesOf(
  drawn: readonly { at: number; data: string }[],
  { columns, rows }: Size,
  from: number,
): Promise<Frame[]> {
  const screen = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const frames: Frame[] = [];
  let last = '';
  for (const [index, { at, data }] of drawn.entries()) {
    await new Promise<void>((resolve) => screen.write(data, resolve));
    const next = drawn[index + 1];
    if (next && next.at - at < TICK) continue; // half-drawn
    const shown = rowsOf(screen);
    const text = JSON.stringify(shown);
    if (text === last || at < from) continue;
    last = text;
    frames.push({ at, rows: shown });
  }
  const start = frames[0]?.at ?? 0;
  return frames.map((frame) => ({ ...frame, at: frame.at - start }));
}

function rowsOf({ buffer: { active }, rows, cols }: Terminal): Run[][] {
  return Array.from({ length: rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    const runs: Run[] = [];
    for (let column = 0; line && column < cols; column++) {
      const cell = line.getCell(column);
      if (cell?.getWidth()) addCell(runs, column, cell);
    }
    return runs
      .map((run) => ({ ...run, text: run.text.trimEnd() || (run.background ? run.text : '') }))
      .filter(({ text }) => text);
  });
}

function addCell(runs: Run[], column: number, cell: IBufferCell): void {
  const style = styleOf(cell);
  const text = cell.getChars() || ' ';
  const before = runs.at(-1);
  const { column: _, text: written = '', ...same } = before ?? {};
  if (before && JSON.stringify(same) === JSON.stringify(style)) before.text = written + text;
  else runs.push({ ...style, column, text });
}

function styleOf(cell: IBufferCell): Style {
  const ink = cell.isFgDefault() ? '' : colorOf(cell.getFgColor(), cell.isFgRGB());
  const paper = cell.isBgDefault() ? '' : colorOf(cell.getBgColor(), cell.isBgRGB());
  const turned = Boolean(cell.isInverse());
  return {
    color: turned ? paper || 'paper' : ink,
    background: turned ? ink || 'ink' : paper,
    bold: Boolean(cell.isBold()),
    dim: Boolean(cell.isDim()),
    italic: Boolean(cell.isItalic()),
    underline: Boolean(cell.isUnderline()),
  };
}

const BASIC = [
  ...['#484f58', '#cf222e', '#2da44e', '#bf8700', '#218bff', '#a475f9', '#1b9fa8', '#b1bac4'],
  ...['#6e7681', '#ff7b72', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff'],
];
const STEPS = [0, 95, 135, 175, 215, 255];

/** A color of 24 bits, or of the palette of 256: 16 named, a cube of 6 by 6 by 6, 24 greys. */
function colorOf(value: number, rgb: boolean): string {
  if (rgb) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return BASIC[value] as string;
  if (value >= 232) return hex(Array(3).fill(8 + (value - 232) * 10));
  const cube = value - 16;
  return hex(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => STEPS[step] as number),
  );
}

const hex = (parts: number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
