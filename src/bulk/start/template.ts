// A scheme to begin with, made without a model: of a column that holds labels already, else of what such items usually are.
import type { Draft } from './draft.ts';
import type { Kind } from './found.ts';
import type { Labels, Sampled } from './sampled.ts';

const USUAL_COLUMNS =
  /categ|type|label|tag|team|area|topic|intent|kind|component|queue|depart|reason|priority|status|severity/i;

/** Returns the draft, and in words what it is made of. */
export function templateFor(kind: Kind, sampled: Sampled): { draft: Draft; from: string } {
  const labels = sampled.labels.find(({ column }) => USUAL_COLUMNS.test(column)) ?? sampled.labels[0];
  if (labels) return { draft: fromLabels(labels), from: `the values of the column "${labels.column}"` };
  return { draft: { ...USUAL[kind], examples: [] }, from: `what ${NAMES[kind]} usually are` };
}

function fromLabels({ column, values }: Labels): Draft {
  const named = new Map(
    values.toReversed().map(({ value, item }) => [value.replace(/\s+/g, '-').toLowerCase(), item]),
  );
  const names = [...named.keys()].toReversed();
  return {
    description: `What the column "${column}" says of an item.`,
    tags: names.map((name) => ({ name, description: '' })),
    instructions: `Choose what a person would write into the column "${column}". Say here how to tell similar tags apart.`,
    abstain: names.includes('unclear') ? null : 'unclear',
    examples: names.map((name) => ({ item: named.get(name) ?? '', tag: name })),
  };
}

const NAMES: Readonly<Record<Kind, string>> = {
  tickets: 'tickets',
  opinions: 'reviews and comments',
  table: 'rows with a text',
  objects: 'objects with a text',
  log: 'log lines',
  text: 'lines of text',
  commits: 'commits',
};

type Usual = Omit<Draft, 'examples'>;

const MESSAGES: Usual = {
  description: 'What the writer wants.',
  tags: [
    { name: 'question', description: 'They want to know something.' },
    { name: 'problem', description: 'Something does not work for them.' },
    { name: 'request', description: 'They want something done or changed.' },
    { name: 'praise', description: 'They say thanks or something kind, and want nothing.' },
  ],
  instructions:
    'The items are messages. Choose what the writer wants done now, not every topic that is mentioned.',
  abstain: 'unclear',
};

const USUAL: Readonly<Record<Kind, Usual>> = {
  tickets: MESSAGES,
  table: MESSAGES,
  objects: MESSAGES,
  text: MESSAGES,
  opinions: {
    description: 'What the writer thinks.',
    tags: [
      { name: 'pleased', description: 'They like it or recommend it.' },
      { name: 'displeased', description: 'They are unhappy with something.' },
      { name: 'suggests', description: 'They want it changed or extended.' },
    ],
    instructions: 'The items are what people wrote about us. Go by what they mean, irony included.',
    abstain: 'unclear',
  },
  log: {
    description: 'What somebody has to do about a line.',
    tags: [
      { name: 'act', description: 'Something failed, and somebody has to repair it.' },
      { name: 'watch', description: 'Odd but handled; many of them would mean trouble.' },
      { name: 'routine', description: 'Normal operation.' },
    ],
    instructions:
      'The items are lines of a log. Go by what happened, not by the words: "0 errors" is routine.',
    abstain: 'unclear',
  },
  commits: {
    description: 'What a commit changes for the people who use the software.',
    tags: [
      { name: 'new', description: 'Something that was not possible before.' },
      { name: 'repair', description: 'Something works as it should have.' },
      { name: 'inside', description: 'Nothing that users notice: structure, tests, tools, documents.' },
    ],
    instructions:
      'The items are commits: message and changed files. Go by what changed, not by the message alone.',
    abstain: 'unclear',
  },
};
