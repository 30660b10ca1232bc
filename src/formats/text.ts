// Plain text: every line that is not blank is an item. A result puts the tags and a tab before it.
import { decode, encode } from './bytes.ts';
import type { FormatRecord, FormatSpec, RecordSource, TaggedItem, TextInput } from './format.ts';
import { linesOf } from './lines.ts';
import { splitTags } from './tagged.ts';

export const text: FormatSpec = {
  extensions: ['log', 'txt', 'text'],
  recognizes: () => false, // it is what is left when no other format recognizes the content
  takesColumns: false,
  taggedRecord: 'tags, a tab and the line',
  read: async (input) => readText(input),
  write: ({ bom, sameFormat }) => ({
    start: bom,
    end: '',
    blank: ({ raw, eol }) => (sameFormat ? raw + eol : ''),
    record({ raw, eol, text, label }, { inOneCell }) {
      const line = sameFormat ? raw + eol : `${encode(oneLine(label ?? text ?? ''))}\n`;
      return `${encode(oneLine(inOneCell).replaceAll('\t', ' '))}\t${line}`;
    },
  }),
  readBack,
};

/** Text on one line: backslashes and ends of line are written as escapes. */
export const oneLine = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

const readText = (input: TextInput): RecordSource => ({
  name: input.name,
  itemIs: '',
  async *records(): AsyncGenerator<FormatRecord> {
    for await (const line of linesOf(input)) {
      yield { ...line, text: line.raw.trim() ? decode(line.raw) : null };
    }
  },
});

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
