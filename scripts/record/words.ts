// What the session's model says and does, turn by turn. It is scripted; each figure is read from what the command printed.

const TAG = 'tierwise in-session bulk-tag tickets.csv support-intent';

export interface Turn {
  /** Returns the words, made of the output of the turn before. */
  say(printed: string): string;
  /** The command it runs then; none at the end. */
  run?: string;
}

export const TURNS: Turn[] = [
  { say: () => 'I estimate it first; that sends nothing.', run: `${TAG} --dry-run` },
  { say: estimated, run: `${TAG} --sample 20 --max-cost 1` },
  { say: sampled, run: `${TAG} --max-cost 1` },
  { say: done },
];

function estimated(printed: string): string {
  const items = figure(printed, /^items +([\d,]+\d)/m);
  const requests = figure(printed, /^requests +(\d+)/m);
  const cost = figure(printed, /^cost +about (\S+)/m);
  const dear = figure(printed, /one request per item on opus: about (\S+)/);
  return `${items} tickets in ${requests} requests on Haiku: about **${cost}**, billed to your API key. One request per ticket on Opus would be about ${dear}. A sample of 20 before the rest:`;
}

function sampled(printed: string): string {
  const rows = printed.split('\n').filter((line) => /^[\w-]+\t\w+\t.{1,58}$/.test(line));
  const table = rows.slice(0, 4).map((row) => `| ${row.split('\t').join(' | ')} |`);
  const cost = figure(printed, /distinct items, (\S+)\. /);
  return [
    '| tag | by | ticket |',
    '| --- | --- | --- |',
    ...table,
    '',
    `I read all 20 against the scheme: they fit, for ${cost}. Now the whole file.`,
  ].join('\n');
}

function done(printed: string): string {
  const bars = printed.split('\n').filter((line) => /^ {2}[\w-]+ +[\d,]+ +\d+% {2}█/.test(line));
  const review = figure(printed, /review (\d+)/);
  const by = figure(printed, /^By (.+?)(?: \(\d+ from stored answers\))?\. \d+ requests/m);
  return [
    `**Tagged ${figure(printed, /tagged ([\d,]+)/)}** → \`tickets.csv.tagged\``,
    '',
    '```text',
    ...bars.map((line) => line.slice(2)),
    '```',
    '',
    `The whole job cost **${figure(printed, /whole job cost (\S+?):/)}**, billed to your API key: by ${by}.`,
    '',
    `${review} are left to you, what even Opus would not decide: \`tierwise review tickets.csv support-intent\` in your own terminal walks you through them.`,
  ].join('\n');
}

function figure(printed: string, pattern: RegExp): string {
  const [, found] = pattern.exec(printed) ?? [];
  if (!found)
    throw new Error(`The command no longer prints what the recording quotes (${pattern}):\n${printed}`);
  return found;
}
