// The only way to a terminal: what is written is made visible, wherever it came from. Our own emphasis and the moving line are
// sequences that carry a mark drawn when the first of them is made, which no text from outside can know.
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Host, OutputStream, TextOutput, World } from '../host.ts';
import { visible } from './visible.ts';

let drawn: { mark: string; marked: RegExp } | null = null;

function mark(): string {
  drawn ??= draw();
  return drawn.mark;
}

function draw(): NonNullable<typeof drawn> {
  const random = `\x1b${randomBytes(12).toString('base64url')}`;
  return { mark: random, marked: new RegExp(`${random}(\\[\\d*[A-Za-z]|\\]9;[ -~]*\\x07|\\x07)`) };
}

/** Returns the pieces of a text: every other one is a sequence of ours. */
const piecesOf = (text: string): string[] => (drawn ? text.split(drawn.marked) : [text]);

/** Returns the terminal's sequence `\x1b[<code>` so that a text output lets it through to a terminal. */
export const sequence = (code: string): string => `${mark()}[${code}`;

/** Returns what makes a terminal ring, and show `text` to who looks elsewhere, where it can. */
export const notice = (text: string): string =>
  `${mark()}]9;${text.replace(/[^ -~]/g, '?')}\x07${mark()}\x07`;

/** Returns how many columns `text` takes, our own sequences left out. */
export const shownLength = (text: string): number =>
  drawn && text.includes(drawn.mark)
    ? piecesOf(text)
        .filter((_, index) => index % 2 === 0)
        .join('').length
    : text.length;

/** Returns the outputs of a run: they escape what they are given. */
export const outputsOf = ({
  stdout,
  stderr,
}: Pick<World, 'stdout' | 'stderr'>): Pick<Host, 'stdout' | 'stderr' | 'results'> => ({
  stdout: textOutput(stdout),
  stderr: textOutput(stderr),
  results: stdout.isTTY ? readable(stdout) : stdout,
});

const textOutput = (stream: OutputStream): TextOutput => ({
  get isTTY() {
    return stream.isTTY === true;
  },
  get columns() {
    return stream.columns ?? 0;
  },
  get rows() {
    return stream.rows ?? 0;
  },
  write: (text) => stream.write(safe(text, stream.isTTY === true)),
});

const safe = (text: string, toTerminal: boolean): string =>
  piecesOf(text)
    .map((piece, index) => (index % 2 ? (toTerminal ? acting(piece) : '') : visible(piece)))
    .join('');

// A bell is no sequence.
const acting = (piece: string): string => (piece === '\x07' ? piece : `\x1b${piece}`);

/** The user's own bytes on a terminal are for reading, too. Each write holds whole records. */
const readable = (stream: OutputStream): OutputStream =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      stream.write(visible(chunk.toString('utf8')), done);
    },
  });
