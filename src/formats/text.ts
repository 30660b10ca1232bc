// Plain text: every line that is not blank is an item. A result puts the tags and a tab before it.
import { decode, encode } from './bytes.ts';
import type { FormatRecord, FormatSpec, Label, RecordSource, TaggedItem, TextInput } from './format.ts';
import { type LineBatch, lineBatches } from './lines.ts';
import { splitTags } from './tagged.ts';

export const text: FormatSpec = {
  extensions: ['log', 'txt', 'text'],
  recognizes: () => false, // it is what is left when no other format recognizes the content
  takesColumns: false,
  taggedRecord: 'tags, a tab and the line',
  read: async (input) => readText(input),
  write({ bom, sameFormat }) {
    let before: Label | undefined;
    let cell = '';
    return {
      start: bom,
      end: '',
      blank: ({ raw, eol }) => (sameFormat ? raw + eol : ''),
      record({ raw, eol, text, label: itsLabel }, label) {
        // The same label comes again and again.
        if (label !== before) cell = `${encode(oneLine(label.inOneCell).replaceAll('\t', ' '))}\t`;
        before = label;
        return cell + (sameFormat ? raw + eol : `${encode(oneLine(itsLabel ?? text ?? ''))}\n`);
      },
    };
  },
  readBack,
};

/** Text on one line: backslashes and ends of line are written as escapes. */
export const oneLine = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

const readText = (input: TextInput): RecordSource => ({
  name: input.name,
  itemIs: '',
  async *batches() {
    for await (const batch of lineBatches(input)) yield recordsIn(batch);
  },
});

function recordsIn({ lines, isAscii }: LineBatch): FormatRecord[] {
  return lines.map(({ line, raw, eol }) => {
    if (isBlank(raw)) return { line, raw, eol, text: null };
    return { line, raw, eol, text: isAscii ? raw : decode(raw) };
  });
}

// Nearly all lines begin with a character that shows; only the others are looked at whole.
const isBlank = (raw: string): boolean =>
  !(raw.charCodeAt(0) > 0x20 && raw.charCodeAt(0) < 0x80) && !raw.trim();

function readBack({ text }: FormatRecord, { name }: RecordSource): TaggedItem {
  const line = text ?? '';
  const tab = line.indexOf('\t');
  const own = line.slice(tab + 1);
  const label = tab < 0 ? null : line.slice(0, tab);
  const item = { answered: Boolean(label), by: null, whole: () => own };
  if (label === null) return { ...item, tags: null, fields: [['', own]] };
  if (!name.endsWith('.mapped')) return { ...item, tags: splitTags(label), fields: [['', own]] };
  return {
    ...item,
    tags: [],
    fields: [
      ['output', label],
      ['', own],
    ],
  };
}
