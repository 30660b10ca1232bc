// Lines that are alike are not parsed one by one, and mean what they would mean then.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { KnownAnswers } from '../../../src/bulk/outcome/known-answers.ts';
import { readStoredAnswer } from '../../../src/bulk/outcome/stored-answer.ts';
import { TAGS } from '../../support/bulk.ts';

const FINGERPRINT = fc.constantFrom(
  'a'.repeat(22),
  `${'b'.repeat(21)}_`,
  'c'.repeat(21),
  `${'d'.repeat(21)}"`,
);
const REST = fc.constantFrom(
  '"tier":"haiku","model":"m","served":"s","tags":["error"]',
  '"tier":"haiku","model":"m","served":"s","tags":["info"]',
  '"tier":"haiku","model":"é","served":"s","tags":["info"]',
  '"tier":"haiku","model":"m","served":"s","tags":["unknown"]',
  '"tier":"haiku","model":"m","served":"","distrusted":true',
  `"tier":"haiku","model":"m","served":"s","tags":["info"],"fingerprint":"${'e'.repeat(22)}"`,
  `"tier":"haiku","model":"m","served":"s","tags":["info"],"\\u0066ingerprint":"${'e'.repeat(22)}"`,
  '"tier":"haiku","model":"m","served":"s","tags":["info"],"v":2',
  '"tier":"nobody","model":"m","served":"s","tags":["info"]',
);
const LINE = fc.oneof(
  fc
    .tuple(FINGERPRINT, REST, fc.constantFrom('2026-11-20T06:55:46.123Z', '2026-11-20T06:55:46.1"3Z', ''))
    .map(([fingerprint, rest, at]) => `{"v":1,"fingerprint":"${fingerprint}",${rest},"at":"${at}"}`),
  fc.constantFrom('', '{}', '{"v":1,"fingerprint":"'),
);

/** What the lines say, each parsed. */
function parsed(lines: readonly string[], isTorn: boolean) {
  const known = new Map<string, unknown>();
  const problems: number[] = [];
  for (const [at, line] of lines.entries()) {
    const reading = readStoredAnswer(line);
    if (!('record' in reading)) {
      if (!(isTorn && at === lines.length - 1)) problems.push(at + 1);
      continue;
    }
    const { fingerprint, tier, model, served, distrusted, tags } = reading.record;
    const answer = TAGS.read(tags);
    if (distrusted) known.delete(fingerprint);
    else if ('value' in answer)
      known.set(fingerprint, { fingerprint, tier, model, served, value: answer.value });
  }
  return { known, problems };
}

test('whatever the lines, and torn or not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-known-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'a.jsonl');
  fc.assert(
    fc.property(fc.array(LINE, { minLength: 1, maxLength: 30 }), fc.boolean(), (lines, isTorn) => {
      writeFileSync(file, lines.join('\n') + (isTorn ? '' : '\n'));
      const answers = new KnownAnswers(TAGS);
      const found = answers.load(file).map(({ line }) => line);
      const isEnded = isTorn && lines.at(-1) === ''; // then the line before it ends the file, whole
      const { known, problems } = parsed(isEnded ? lines.slice(0, -1) : lines, isTorn && !isEnded);
      expect(found).toEqual(problems);
      for (const one of [
        'a'.repeat(22),
        `${'b'.repeat(21)}_`,
        'c'.repeat(21),
        'e'.repeat(22),
        `${'d'.repeat(21)}"`,
      ])
        expect(answers.get(one)).toEqual(known.get(one));
    }),
    { numRuns: 200 },
  );
});
