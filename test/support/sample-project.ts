// A small project with tests, a plan for it, and models that carry it out by tool calls: which tier can do which step is written here.

import type { Reaction, ServedRequest } from './messages-server.ts';
import { planText } from './plan.ts';

export const FILES: Record<string, string> = {
  'package.json': '{ "name": "sample", "type": "module" }\n',
  'test/add.test.js':
    "import { equal } from 'node:assert';\nimport { test } from 'node:test';\nimport { add } from '../src/add.js';\ntest('adds', () => equal(add(2, 3), 5));\n",
  'test/parse.test.js':
    "import { equal } from 'node:assert';\nimport { test } from 'node:test';\nimport { parse } from '../src/parse.js';\ntest('reads numbers with signs', () => equal(parse('-12'), -12));\n",
  'test/sum.test.js':
    "import { equal } from 'node:assert';\nimport { test } from 'node:test';\nimport { sum } from '../src/sum.js';\ntest('sums a line', () => equal(sum('1 -2 4'), 3));\n",
  'test/round.test.js':
    "import { equal } from 'node:assert';\nimport { test } from 'node:test';\nimport { round } from '../src/round.js';\ntest('rounds to even', () => equal(round(2.5), 2));\n",
};

/** The plan, with the tiers it says or every step on one; `solvable`: without the step that nobody can do, and what needs it. */
export const samplePlan = ({
  tier: only,
  solvable = false,
}: {
  tier?: string;
  solvable?: boolean;
} = {}): string => {
  const tier = (name: string): string[] => [`tier: ${only ?? name}`];
  const steps = [
    {
      id: 'add',
      files: ['src/add.js'],
      verify: 'node --test test/add.test.js',
      more: tier('haiku'),
      section: 'SECTION-ADD: `add(a, b)` gives the sum.',
    },
    {
      id: 'notes',
      files: ['docs/'],
      verify: 'grep -q add docs/notes.md',
      more: [...tier('haiku'), 'kind: docs'],
      section: 'SECTION-NOTES: docs/notes.md names each function.',
    },
    {
      id: 'parse',
      files: ['src/parse.js'],
      verify: 'node --test test/parse.test.js',
      more: tier('haiku'),
      section: 'SECTION-PARSE: `parse(text)` gives the whole number in a text.',
    },
    {
      id: 'sum',
      files: ['src/sum.js'],
      needs: ['add', 'parse'],
      verify: 'node --test test/sum.test.js',
      more: tier('sonnet'),
      section: 'SECTION-SUM: `sum(line)` adds the numbers of a line with add and parse.',
    },
    {
      id: 'round',
      files: ['src/round.js'],
      verify: 'node --test test/round.test.js',
      more: tier('opus'),
      section: 'SECTION-ROUND: `round(n)` rounds half to even.',
    },
    {
      id: 'report',
      files: ['src/report.js'],
      needs: ['round', 'sum'],
      verify: 'node src/report.js',
      more: tier('haiku'),
      section: 'SECTION-REPORT: prints the rounded sum.',
    },
  ];
  return planText(steps.filter(({ id }) => !solvable || !['round', 'report'].includes(id)));
};

const RIGHT: Record<string, [file: string, content: string]> = {
  add: ['src/add.js', 'export const add = (a, b) => a + b;\n'],
  notes: ['docs/notes.md', 'add, parse and sum.\n'],
  parse: ['src/parse.js', 'export const parse = (text) => Number.parseInt(text, 10);\n'],
  sum: [
    'src/sum.js',
    "import { add } from './add.js';\nimport { parse } from './parse.js';\nexport const sum = (line) => line.split(' ').map(parse).reduce(add, 0);\n",
  ],
  round: ['src/round.js', 'export const round = (n) => n;\n'], // nobody knows better
  report: ['src/report.js', 'console.log(3);\n'],
};
const WRONG: Record<string, string> = {
  parse: 'export const parse = (text) => Number(text.match(/\\d+/)[0]);\n',
};

/** The step a request of an executor is about; null for any other request. */
export const stepOf = ({ body }: ServedRequest): string | null =>
  /<step id=\\"([\w-]+)\\">/.exec(JSON.stringify(body.messages))?.[1] ?? null;

/** What a model does in one turn of a step: it writes the file, runs the check, and ends. Haiku cannot do `parse`. */
export function carryOutStep(request: ServedRequest): Reaction {
  const step = stepOf(request);
  const [file, right] = RIGHT[step ?? ''] ?? [];
  if (!step || !file || !right) return { text: 'What step?' };
  const messages = JSON.stringify(request.body.messages);
  const folder = /Primary working directory: ([^\s\\]+)/.exec(messages)?.[1];
  const wrong = request.model.includes('haiku') ? WRONG[step] : undefined;
  const check = /before:\\n\\n(.*?)\\n\\n/.exec(messages)?.[1] ?? 'false';
  const turn = request.body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
  const call = (name: string, input: object): Reaction => ({
    content: [{ type: 'tool_use', id: `toolu_${request.number}`, name, input }],
    stopReason: 'tool_use',
  });
  // A file that is there has to be read before it can be written.
  const kept = messages.includes('The files are as that try left them');
  const turns = [
    ...(kept ? [() => call('Read', { file_path: `${folder}/${file}` })] : []),
    // What is wrong is wrong in another way each time: the same again would be a circle.
    () => {
      const content = wrong || step === 'round' ? `${wrong ?? right}// ${request.number}\n` : right;
      return call('Write', { file_path: `${folder}/${file}`, content });
    },
    () => call('Bash', { command: check, description: 'Run the check' }),
  ];
  return turns[turn]?.() ?? { text: `done: ${check} passed` };
}
