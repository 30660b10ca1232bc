// Texts that act on a terminal, wherever a text can come from: none of them reaches stdout or stderr as it is.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '../../src/main.ts';
import {
  type Reaction,
  type ServedRequest,
  startMessagesServer,
} from '../../test/support/messages-server.ts';
import { panel } from '../../test/support/opinions.ts';
import { planText } from '../../test/support/plan-text.ts';
import type { Ended } from '../../test/support/process.ts';
import { assistant, file } from '../../test/support/transcript.ts';
import { type Area, Broken, inFolder, must, type Random, tryCases } from '../area.ts';
import { type Box, boxIn, mustEndWell } from '../box.ts';
import { ACTS, terminalPayload } from '../payloads.ts';

/** Our own emphasis, and the line that moves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: our own begin with one
const OURS = /\x1b\[(?:1|22|2|36|39)?[mGK]/g;

/** A place that a text can come from: prepares the box, and returns the command lines that show it. */
type Place = (box: Box, text: string) => string[][];

export const terminal: Area = {
  name: 'terminal',
  tries: 'texts that act on a terminal in items, headers, names, settings, errors, answers, records',
  run: (seed, effort) =>
    tryCases(seed, effort, async (random, number) => {
      const [name, place] = Object.entries(PLACES)[number % Object.keys(PLACES).length] as [string, Place];
      const text = terminalPayload(random);
      try {
        await inFolder((folder) => shown(folder, place, text, random));
      } catch (error) {
        throw new Broken(name, `${name}: ${(error as Error).stack}\n  text: ${JSON.stringify(text)}`);
      }
      return name;
    }),
};

async function shown(folder: string, place: Place, text: string, random: Random): Promise<void> {
  const server = await startMessagesServer({ react: (request) => hostile(request, text) });
  try {
    const box = boxIn(folder, server.url);
    const isTTY = random.below(2) === 1;
    for (const args of place(box, text)) {
      const ended = random.below(8) ? await runHere(box, args, isTTY) : await box.start(args);
      mustEndWell(ended);
      const printed = (ended.stdout + ended.stderr).replace(isTTY ? OURS : '', '');
      const found = ACTS.exec(printed);
      must(!found, () => `${args.join(' ')} prints ${JSON.stringify(printed.slice(0, 2000))}`);
    }
  } finally {
    await server.close();
  }
}

/** A model, or what claims to be one, that answers with the text wherever it can. */
function hostile(request: ServedRequest, text: string): Reaction {
  if (request.body.model?.includes('sonnet')) return { status: 400, error: { type: text, message: text } };
  if (!request.items.length)
    return panel({ 'claude-opus-5-5': `Use ${text}. Test it.`, 'claude-haiku-5-5': `Avoid ${text}.` })(
      request,
    );
  const results = request.items.map(({ id }) => ({ id, tags: [text], [text]: text }));
  return { text: JSON.stringify({ results }), model: `claude-${text}` };
}

const PLACES: Readonly<Record<string, Place>> = {
  'an item': (box, text) => {
    box.write('a.log', `${text}\n${text} 2\n`);
    return [
      ['bulk-tag', 'a.log', 'sev.md', '--dry-run', '--sample', '2'],
      ['bulk-tag', 'a.log', 'sev.md', '--max-cost', '1'],
      ['view', 'a.log', '--out', 'v.html'],
    ];
  },
  'a name of a file': (box, text) => {
    const name = text.replace(/[\0/]/g, ''); // no name of a file holds these
    box.write(`${name}.log`, 'a line\n');
    return [
      ['bulk-tag', `${name}.log`, 'sev.md', '--no-escalate'],
      ['bulk-tag', `${name}.none`, 'sev.md'],
      ['bulk-tag', `${name}.log`, `${name}.md`],
      ['opinion', 'What?', '--file', `${name}.none`],
      ['digest', `${name}.log`],
      ['view', `${name}.log`],
    ];
  },
  'a header of a table': (box, text) => {
    box.write('a.csv', `id,"${text.replaceAll('"', '')}"\n1,one\n`);
    return [
      ['bulk-tag', 'a.csv', 'sev.md', '--column', 'none'],
      ['bulk-tag', 'a.csv', 'sev.md', '--dry-run'],
      ['digest', 'a.csv'],
    ];
  },
  'a scheme': (box, text) => {
    box.write('a.log', 'a line\n');
    box.write(
      't.md',
      `---\nname: ${JSON.stringify(text)}\ntags: { ${JSON.stringify(text)}: x, b: y }\n---\n${text}\n`,
    );
    box.write('u.md', `---\n${JSON.stringify(text)}: 1\ntags: { a: x, b: y }\n---\nJudge.\n`);
    box.write('v.md', `---\ntags: { a: { match: ${JSON.stringify(`(${text}`)} }, b: y }\n---\nJudge.\n`);
    return ['t.md', 'u.md', 'v.md'].map((scheme) => ['bulk-tag', 'a.log', scheme, '--dry-run']);
  },
  'an answer of a model': (box) => {
    box.write('a.log', 'one line\nanother line\n');
    return [
      ['bulk-tag', 'a.log', 'sev.md', '--no-escalate', '--json'],
      ['bulk-tag', 'a.log', 'sev.md', '--max-cost', '1'],
    ];
  },
  'an opinion': () => [
    ['opinion', 'Queue or not?', '--ask', 'opus,haiku', '--judge', 'fable'],
    ['opinion', 'Queue or not?', '--ask', 'opus,haiku', '--no-judge', '--json'],
    ['opinion', 'Queue or not?', '--ask', 'opus,sonnet'],
  ],
  'a transcript': (box, text) => {
    const folder = join(box.folder, 'home', '.claude', 'projects', '-p');
    mkdirSync(folder, { recursive: true });
    const record = JSON.parse(assistant({ agent: text, model: text, effort: text, session: text }));
    const named = JSON.stringify({ ...record, cwd: text, attributionSkill: text });
    writeFileSync(join(folder, 's1.jsonl'), file(named, assistant({ agent: text })));
    return [
      [
        'report',
        '--backfill',
        '--since',
        'all',
        ...['agent', 'model', 'project'].flatMap((by) => ['--by', by]),
      ],
      ['report', '--since', 'all', '--json'],
    ];
  },
  'a plan': (box, text) => {
    const step = { id: 'one', files: [`${text}.txt`], verify: text, section: text, more: [`tier: haiku`] };
    box.write('p.md', planText([step]).replace('Make one', JSON.stringify(`Make ${text}`)));
    box.write('q.md', planText([{ ...step, id: text }], [`${JSON.stringify(text)}: 1`]));
    return [
      ['plan', 'check', 'p.md'],
      ['plan', 'check', 'q.md'],
      ['plan', 'status', 'p.md'],
      ['plan', 'run', 'p.md'],
    ];
  },
  'a result': (box, text) => {
    const line = text.replace(/[\r\n\u2028\u2029\x85]/g, ' ');
    box.write('a.log.tagged', `${line}\t${line}\ninfo\tb\n`);
    const review = { index: 0, line: 1, item: line, reason: text, answers: [] };
    box.write('a.log.review.jsonl', `${JSON.stringify(review)}\n${JSON.stringify({ [text]: 1 })}\n`);
    return [
      ['digest', 'a.log.tagged'],
      ['view', 'a.log.tagged'],
      ['review', 'a.log', 'sev.md'],
    ];
  },
  'a word of the command line': (_, text) => {
    const word = text.replaceAll('\0', '');
    return [
      [word],
      ['bulk-tag', `--${word}`],
      ['report', '--by', word],
      ['opinion', 'q', '--ask', word],
      ['runs', word],
    ];
  },
  'settings of a project': (box, text) => {
    mkdirSync(join(box.folder, '.claude'));
    box.write('a.log', 'a line\n');
    box.write(
      '.claude/tierwise.md',
      `---\n${JSON.stringify(text)}: { { ${JSON.stringify(text)}: 1 }: 2 }\ntiers: 7\n---\n`,
    );
    return [['bulk-tag', 'a.log', 'sev.md', '--dry-run'], ['report']];
  },
  'records of ours': (box, text) => {
    mkdirSync(join(box.home, 'batches'), { recursive: true });
    mkdirSync(join(box.home, 'ledger'), { recursive: true });
    const record = {
      ...{ v: 1, key: 'tw01', batch: text, account: text, at: '2026-11-20T10:00:00.000Z', tier: 'haiku' },
      ...{ task: { kind: 'scheme', name: text, hash: text }, store: 'haiku', model: text },
      ...{ command: { cwd: `/${text}`, args: [text] }, packs: [] },
    };
    writeFileSync(join(box.home, 'batches', 'tw01.json'), JSON.stringify(record));
    writeFileSync(join(box.home, 'ledger', '2026-11.jsonl'), `{"id":${JSON.stringify(text)}}\n${text}\n`);
    return [['runs', 'list'], ['runs', 'list', '--json'], ['runs', 'cancel', 'tw01'], ['report']];
  },
};

async function runHere({ env, folder }: Box, args: string[], isTTY: boolean): Promise<Ended> {
  const [stdout, stderr] = [collector(isTTY), collector(isTTY)];
  const stdin = Readable.from([]);
  const code = await run(args, { env, cwd: folder, stdin, stdout, stderr });
  return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(isTTY: boolean) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(stream, { isTTY, columns: 80, text: () => Buffer.concat(chunks).toString('utf8') });
}
