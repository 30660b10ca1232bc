// A review as SARIF 2.1.0, for code scanning: verified findings as failures, what could not be verified as left for review.
import { createHash } from 'node:crypto';
import { version } from '../../package.json';
import { visibleInJson } from '../terminal/visible.ts';
import type { Severity } from './findings.ts';
import type { Opinion } from './opinion.ts';
import { squeeze } from './quote.ts';
import { type Found, type Review, reviewOf } from './review.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

type Level = 'error' | 'warning' | 'note';

const RULES: readonly { id: Exclude<Severity, 'fine'>; level: Level; says: string }[] = [
  { id: 'critical', level: 'error', says: 'Data loss, a security hole, or a crash in normal use.' },
  { id: 'major', level: 'warning', says: 'A wrong result in a realistic case.' },
  { id: 'minor', level: 'note', says: 'Wrong in a rare case.' },
];

/** Returns the review as the text of a SARIF log. */
export function toSarif(opinion: Opinion): string {
  const { findings, unverified, raw } = reviewOf(opinion) ?? { findings: [], unverified: [], raw: [] };
  const rules = RULES.map(({ id, level, says }) => ({
    ...{ id, name: id, shortDescription: { text: says }, defaultConfiguration: { level } },
  }));
  const results = [...findings.map(resultOf), ...unverified.map(openResult)];
  const notes = [
    ...raw.map(({ voice, text, reason }) => `${voice}: ${reason}: ${text}`),
    ...opinion.warnings,
    ...opinion.voices.flatMap(({ name, failure, message }) =>
      failure ? [`${name} gave no answer: ${message}`] : [],
    ),
  ];
  const invocation = {
    executionSuccessful: opinion.voices.some(({ answer }) => answer !== null) && opinion.stopped === null,
    toolExecutionNotifications: notes.map((text) => ({ level: 'warning', message: { text } })),
  };
  const driver = { name: 'tierwise', version, semanticVersion: version, rules };
  const run = { tool: { driver }, invocations: [invocation], columnKind: 'utf16CodeUnits', results };
  return `${visibleInJson(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2))}\n`;
}

function resultOf(found: Found): object {
  const { file, line, severity, reports, evidence, voices, standing, verification, why, cleared } = found;
  const ruleIndex = RULES.findIndex(({ id }) => id === severity);
  const said = reports.map(({ voice, claim }) => `${voice}: ${claim}`);
  const against = cleared.map(({ voice, claim }) => `${voice} calls it right: ${claim}`);
  return {
    ...{ ruleId: severity, ruleIndex, level: RULES[ruleIndex]?.level ?? 'note', kind: 'fail' },
    message: { text: [...said, ...against, `${verification}: ${why}`].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: Math.max(1, line), snippet: { text: evidence } },
        },
      },
    ],
    // The same finding in the next run: its file and code, wherever that has moved.
    partialFingerprints: { 'tierwise/v1': fingerprint([file, squeeze(evidence)]) },
    properties: { voices, standing, verification },
  };
}

/** What could not be verified has no place, and nothing says that it failed. */
function openResult({ claim, file, line, severity, reason, voices }: Review['unverified'][number]): object {
  const place = [file, line]
    .filter((part) => part !== null && part !== '')
    .map(inWords)
    .join(':');
  return {
    ...{ level: 'none', kind: 'review' },
    message: { text: `Not verified, ${reason}: ${place ? `${place}: ` : ''}${claim}` },
    properties: { voices, severity: severity === null ? null : inWords(severity) },
  };
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const fingerprint = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
