import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { annotate, code, lastLine, output, summarize, tierwise } from './workflow.mjs';

/** GitHub shows so many annotations of a kind for each step. */
const SHOWN = 10;
const LONGEST = 300;
const ENDED = new Set([0, 1]); // with items left for review, or without
const listOf = (text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** Tags every item of the input. Returns the exit code: 1 when an item has a tag of fail-on. */
export async function tag({ input, folder }) {
  for (const name of ['INPUT', 'SCHEME'])
    if (!input(name)) throw new Error(`${name.toLowerCase()}: missing, for the task "tag".`);
  const result = path.join(folder, 'result.jsonl');
  const column = input('COLUMN') ? [`--column=${input('COLUMN')}`] : [];
  const args = [
    'bulk-tag',
    ...column,
    `--max-cost=${input('MAX_COST')}`,
    '--format=jsonl',
    `--out=${result}`,
    '--json',
  ];
  const { status, stdout, stderr } = await tierwise([...args, '--', input('INPUT'), input('SCHEME')]);
  if (!stdout) throw new Error(lastLine(stderr));
  const summary = JSON.parse(stdout);
  output('cost', summary.costUsd);
  output('result', result);
  const items = readFileSync(result, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const isOf =
    (names) =>
    ({ tags }) =>
      listOf(names).some((name) => tags.includes(name));
  const places = placesOf(input('INPUT'), items);
  const bad = items.filter(isOf(input('FAIL_ON')));
  const doubtful = items.filter((item) => !bad.includes(item) && isOf(input('WARN_ON'))(item));
  const open = items.filter((item) => item.tagged_by === 'review');
  for (const [level, found] of [
    ['error', bad],
    ['warning', doubtful],
    ['notice', open],
  ])
    for (const item of found.slice(0, SHOWN)) annotateItem(level, item, places.get(item));
  summarize(summaryOf(summary, input, { bad, doubtful }));
  return ENDED.has(status) ? Number(bad.length > 0) : status;
}

function annotateItem(level, item, at) {
  const { tags, tagged_by: _, path: file, ...fields } = item;
  const title = tags.length ? `tagged ${tags.join(', ')}` : 'needs a look: no tier could decide';
  const text = 'item' in fields ? String(fields.item) : Object.values(fields).join(' · ') || title;
  annotate(level, { ...at, title }, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** Where items stand: a file of a folder or pattern, or a line of a text. */
function placesOf(input, items) {
  const isFile = statSync(input, { throwIfNoEntry: false })?.isFile();
  const numbers = isFile
    ? readFileSync(input, 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.trim() ? [index + 1] : []))
    : [];
  const areLines = isFile && numbers.length === items.length && items.every((item) => 'item' in item);
  return new Map(
    items.map((item, index) => {
      if (areLines) return [item, { file: input, line: numbers[index] }];
      return [item, { file: isFile ? input : item.path }];
    }),
  );
}

function summaryOf(summary, input, { bad, doubtful }) {
  const counts = Object.entries(summary.tags)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  const rest = ['review', 'failed']
    .filter((name) => summary[name] > 0)
    .map((name) => `${summary[name]} ${name === 'review' ? 'need a look' : 'failed'}`);
  const marked = [
    bad.length && `${bad.length} of fail-on`,
    doubtful.length && `${doubtful.length} of warn-on`,
  ].filter(Boolean);
  return [
    `### ${code(input('INPUT'))} by ${code(input('SCHEME'))}`,
    '',
    `**${summary.tagged} of ${summary.items} tagged**${rest.length ? `, ${rest.join(', ')}` : ''}, for $${summary.costUsd} of at most $${input('MAX_COST')}${summary.billedTo ? ` (${code(summary.billedTo)})` : ''}.`,
    ...(marked.length
      ? ['', `${marked.join(', ')}; GitHub shows the first ${SHOWN} of each as annotations.`]
      : []),
    ...(summary.stopped
      ? [
          '',
          `Stopped before the end: ${code(summary.stopped)}. The next run with kept answers goes on there.`,
        ]
      : []),
    '',
    '| tag | items |',
    '| --- | ---: |',
    ...counts.map(([name, count]) => `| ${code(name)} | ${count} |`),
    '',
  ].join('\n');
}
