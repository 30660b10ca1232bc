// An opinion in words: on the terminal and as a Markdown report, from the same sections. Disagreement comes first: it is what a second
// opinion is for.
import { columns, count, counted, duration, percent, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import { type Finding, type Issue, SEVERITIES } from './findings.ts';
import { label } from './labels.ts';
import type { Opinion, Said } from './run.ts';

interface Item {
  lead: string;
  quotes: { who: string; said: string; quote: string }[];
  notes: string[];
}

interface Section {
  title: string;
  items: Item[];
}

/** The opinion for a terminal `width` columns wide; `full`: with the whole answers. */
export function formatOpinion(opinion: Opinion, { width, full }: { width: number; full: boolean }): string {
  const parts = sectionsOf(opinion).map(({ title, items }) =>
    [bold(title), ...items.map((item) => terminalItem(item, width))].join('\n'),
  );
  if (full || !isCompared(opinion)) {
    const kind = opinion.mode === 'review' && isCompared(opinion) ? [] : answered(opinion);
    for (const { name, answer } of kind)
      parts.push(`${bold(`${name} answers`)}\n${wrap(answer ?? '', width, '  ')}`);
  }
  return [...parts, ...closing(opinion, (line) => wrap(line, width, ''))].join('\n\n');
}

/** The opinion as a Markdown document, with the whole answers. */
export function toMarkdown(opinion: Opinion, title: string): string {
  const sections = sectionsOf(opinion).map(({ title: name, items }) =>
    [`## ${name}`, ...items.map((item) => markdownItem(item).trim())].join('\n\n'),
  );
  const table = voiceRows(opinion).map(
    (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  const voices = ['## Voices', '', table[0], '| --- | --- | --- | --- | --- | --- |', ...table.slice(1)].join(
    '\n',
  );
  const notes = [...costLines(opinion), ...opinion.warnings];
  const answers =
    opinion.mode === 'review'
      ? []
      : answered(opinion).map(({ name, answer }) => `### ${name}\n\n${answer ?? ''}`);
  return [
    `# ${title}`,
    ...sections,
    voices,
    notes.map((note) => `- ${note}`).join('\n'),
    ...(answers.length ? ['## Answers', ...answers] : []),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

const isCompared = ({ comparison, findings }: Opinion): boolean => Boolean(comparison ?? findings);
const answered = ({ voices }: Opinion): Said[] => voices.filter(({ answer }) => answer !== null);

const sectionsOf = (opinion: Opinion): Section[] =>
  (opinion.mode === 'review' ? reviewSections(opinion) : comparisonSections(opinion)).filter(
    ({ items }) => items.length > 0,
  );

function comparisonSections({ comparison, voices }: Opinion): Section[] {
  if (!comparison) return [];
  const { points, disputes, agreement, recommendation, uncertainty } = comparison;
  const who = (voice: number): string => voices[voice]?.name ?? '';
  const quotesOf = (position: number) =>
    (points[position]?.claims ?? []).map(({ voice, claim, quote }) => ({
      who: who(voice),
      said: claim,
      quote,
    }));
  const standing = (wanted: string): number[] =>
    points.flatMap((point, position) => (point.standing === wanted ? [position] : []));
  const covered = new Set(disputes.flatMap((dispute) => dispute.points));
  const bare = (position: number): Item => ({
    lead: points[position]?.claims[0]?.claim ?? '',
    quotes: [],
    notes: [],
  });
  const few = answered({ voices } as Opinion).length === 2;
  return [
    {
      title: 'They disagree',
      items: [
        ...disputes.map(({ topic, sides, settle }) => ({
          lead: topic,
          quotes: sides.map(({ voice, argument, quote }) => ({ who: who(voice), said: argument, quote })),
          notes: settle ? [`Would settle it: ${settle}`] : [],
        })),
        ...standing('contradicted')
          .filter((position) => !covered.has(position))
          .map((position) => ({ lead: 'Contradictory', quotes: quotesOf(position), notes: [] })),
        ...standing('qualified').map((position) => ({
          lead: 'Agreed only under a condition',
          quotes: quotesOf(position),
          notes: [],
        })),
        ...(standing('contradicted').length + standing('qualified').length + disputes.length
          ? []
          : [{ lead: 'Nowhere, as far as the judge saw.', quotes: [], notes: [] }]),
      ],
    },
    {
      title: few ? 'Both say' : 'Two or more say',
      items: standing('agreed').map((position) => ({
        ...bare(position),
        quotes: quotesOf(position).map(({ who: name, quote }) => ({ who: name, said: '', quote })),
      })),
    },
    {
      title: 'One alone saw',
      items: standing('alone').map((position) => ({
        ...bare(position),
        quotes: quotesOf(position).map(({ who: name, quote }) => ({ who: name, said: '', quote })),
      })),
    },
    {
      title: 'Recommendation',
      items: [{ lead: recommendation, quotes: [], notes: uncertainty ? [`Uncertain: ${uncertainty}`] : [] }],
    },
    {
      title: agreement === null ? 'Agreement' : `Agreement ${percent(agreement)}`,
      items: [{ lead: agreementBasis(comparison, few), quotes: [], notes: [] }],
    },
  ];
}

function agreementBasis({ points }: NonNullable<Opinion['comparison']>, few: boolean): string {
  const number = (wanted: string): number => points.filter(({ standing }) => standing === wanted).length;
  const parts = [
    `${number('agreed')} made by ${few ? 'both' : 'two or more'}`,
    `${number('qualified')} under a condition`,
    `${number('contradicted')} contradicted`,
    `${number('alone')} made by one alone`,
  ];
  return `Of ${counted(points.length, 'point')}: ${parts.join(', ')}. Counted from claims with a checked quote.`;
}

function reviewSections({ findings, voices }: Opinion): Section[] {
  if (!findings) return [];
  const { matched, judged } = findings;
  const who = (voice: number): string => voices[voice]?.name ?? '';
  const items = (wanted: Issue['standing']): Item[] =>
    matched.issues
      .filter(({ standing }) => standing === wanted)
      .map(({ findings: own }) => ({
        lead: placeOf(own),
        quotes: own.map(({ voice, severity, claim, evidence }) => ({
          who: `${who(voice)} (${severity})`,
          said: claim,
          quote: evidence,
        })),
        notes: [],
      }));
  const { issues, agreement, recommendation, uncertainty } = matched;
  const number = (wanted: string): number => issues.filter(({ standing }) => standing === wanted).length;
  const basis = `Of ${counted(issues.length, 'finding')} whose code is in the files: ${number('agreed')} by two or more, ${number('contradicted')} contradicted, ${number('single')} by one alone. Matched ${judged ? 'by the judge' : 'by place (same file, within three lines)'}.`;
  const read = findings.byVoice.filter(Boolean).length;
  return [
    { title: 'Contradicted', items: items('contradicted') },
    { title: 'Agreed', items: items('agreed') },
    { title: 'Found by one alone', items: items('single') },
    {
      title: 'No findings',
      items:
        issues.length || !read
          ? []
          : [{ lead: `${counted(read, 'voice')} found nothing that holds.`, quotes: [], notes: [] }],
    },
    {
      title: 'Recommendation',
      items: recommendation
        ? [{ lead: recommendation, quotes: [], notes: uncertainty ? [`Uncertain: ${uncertainty}`] : [] }]
        : [],
    },
    {
      title: agreement === null || read < 2 ? 'Agreement' : `Agreement ${percent(agreement)}`,
      items: issues.length && read > 1 ? [{ lead: basis, quotes: [], notes: [] }] : [],
    },
  ];
}

/** The place and severity of the gravest of these findings. */
function placeOf(findings: readonly Finding[]): string {
  const grave = SEVERITIES.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted))[0];
  return grave ? `${grave.file}:${grave.line}  ${grave.severity}` : '';
}

function closing(opinion: Opinion, wrapped: (line: string) => string): string[] {
  const table = columns(voiceRows(opinion), ['left', 'left', 'right', 'right', 'right', 'left']);
  const [head = '', ...rows] = table;
  const notes = [...costLines(opinion), ...opinion.warnings].map(wrapped);
  return [[bold('Voices'), dim(head), ...rows].join('\n'), ...(notes.length ? [notes.join('\n')] : [])];
}

function voiceRows({ voices, judge }: Opinion): string[][] {
  const row = (said: Said, name: string): string[] => [
    name,
    said.served ?? said.requested ?? 'model not told',
    `${said.seconds.toFixed(1)} s`,
    said.usage ? `${count(total(said.usage))} in, ${count(said.usage.output)} out` : '-',
    said.costUsd === null ? '-' : usd(said.costUsd),
    said.failure ? `gave no answer: ${said.message}` : through(said),
  ];
  return [
    ['who', 'model', 'time', 'tokens', 'cost', 'through'],
    ...voices.map((said) => row(said, said.name)),
    ...(judge ? [row(judge, `judge: ${judge.name}`)] : []),
  ];
}

const total = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: NonNullable<Said['usage']>): number =>
  input + cacheRead + cacheWrite5m + cacheWrite1h;

const through = ({ client, via, billedTo }: Said): string =>
  `${client ?? via.replace(/^.* through /, '')}, billed to ${billedTo}`;

function costLines({ costUsd, uncertainUsd, unpriced, judge, voices }: Opinion): string[] {
  const seconds = Math.max(0, ...voices.map((said) => said.seconds)) + (judge?.seconds ?? 0);
  const lost = uncertainUsd ? `, and up to ${usd(uncertainUsd)} for calls that were never answered` : '';
  const open = unpriced.length ? ` No known price: ${unpriced.join(', ')}.` : '';
  const lines = [`${usd(costUsd)} at list price${lost}, ${duration(seconds)}.${open}`];
  if (judge) {
    const order = judge.order.map((name, position) => `${label(position)} = ${name}`).join(', ');
    lines.push(`The judge saw the answers without names, as ${order}.`);
  }
  return lines;
}

function terminalItem({ lead, quotes, notes }: Item, width: number): string {
  return [
    wrap(lead, width, '  '),
    ...quotes.flatMap(({ who, said, quote }) => {
      const quoted = `"${quote.trim()}"`;
      if (!said) return [dim(wrap(`${who}: ${quoted}`, width, '    '))];
      return [wrap(`${who}: ${said}`, width, '    '), dim(wrap(quoted, width, '      '))];
    }),
    ...notes.map((note) => wrap(note, width, '    ')),
  ].join('\n');
}

function markdownItem({ lead, quotes, notes }: Item): string {
  if (!quotes.length && !notes.length) return `${lead}\n`;
  return [
    quotes.length ? `**${lead}**` : lead,
    '',
    ...quotes.flatMap(({ who, said, quote }) => [
      `- ${who}${said ? `: ${said}` : ''}`,
      ...quote
        .trim()
        .split('\n')
        .map((line) => `  > ${line}`),
    ]),
    ...(quotes.length ? [''] : []),
    ...notes.flatMap((note) => [note, '']),
  ].join('\n');
}

/** `text` in lines of at most `width`, each after `indent`; its own line breaks stay. */
function wrap(text: string, width: number, indent: string): string {
  const lines = text.split('\n').flatMap((paragraph) => {
    const made: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line && indent.length + line.length + 1 + word.length > width) {
        made.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    return [...made, line];
  });
  return lines.map((line) => indent + line).join('\n');
}
