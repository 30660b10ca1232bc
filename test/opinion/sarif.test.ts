import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { toSarif } from '../../src/opinion/sarif.ts';
import { opinionWith } from '../support/asked-opinions.ts';
import { CART, finding } from '../support/opinions.ts';
import { SARIF_SCHEMA } from '../support/sarif-schema.ts';

const REPORTS = [
  finding(6, '} catch (error) {}', { severity: 'critical', claim: 'It swallows: <b>\u202eevil</b>' }),
  finding(3, 'for (const item of cart) total += item.price * item.count;', { severity: 'minor' }),
  finding(9, 'eval(input)', { file: ['odd'], line: '9-10' }),
];

// biome-ignore lint/suspicious/noExplicitAny: read as JSON
async function sarifOf(answers: Record<string, string>): Promise<any> {
  const log = JSON.parse(toSarif(await opinionWith({ answers, code: CART })));
  const isValid = new Ajv({ strict: false }).compile(SARIF_SCHEMA);
  expect(isValid(log), JSON.stringify(isValid.errors)).toBe(true);
  return log;
}

test('findings are results with place, level and verification; what could not be verified is left for review', async () => {
  const { runs } = await sarifOf({ opus: JSON.stringify({ findings: REPORTS }) });
  const { results, tool, invocations } = runs[0];
  // biome-ignore lint/suspicious/noExplicitAny: read as JSON
  const seen = results.map(({ ruleId, level, kind, locations, message }: any) => {
    const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
    return [ruleId, level, kind, artifactLocation?.uri, region?.startLine, message.text.split('\n').at(-1)];
  });
  expect(seen).toEqual([
    ['critical', 'error', 'fail', 'pay.js', 6, 'confirmed: haiku: It swallows.'],
    ['minor', 'note', 'fail', 'pay.js', 3, 'disputed: haiku: It is guarded.'],
    [
      undefined,
      'none',
      'review',
      undefined,
      undefined,
      expect.stringContaining('Not verified, it names no file'),
    ],
  ]);
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe('critical');
  expect(results[0].message.text).toContain('opus: It swallows: <b>\u202eevil</b>');
  expect(invocations[0].executionSuccessful).toBe(true);
});

test('a finding that moved is the same one', async () => {
  const fingerprintOf = async (code: string) => {
    const reply = JSON.stringify({ findings: [finding(1, '} catch (error) {}')] });
    const log = JSON.parse(toSarif(await opinionWith({ answers: { opus: reply }, code })));
    return log.runs[0].results[0].partialFingerprints['tierwise/v1'];
  };
  expect(await fingerprintOf(`// moved\n${CART}`)).toBe(await fingerprintOf(CART));
});

test('what could not be read is told of, and no result', async () => {
  const { runs } = await sarifOf({ opus: 'All is broken.' });
  expect(runs[0].results).toEqual([]);
  const [{ message }] = runs[0].invocations[0].toolExecutionNotifications;
  expect(message.text).toContain('All is broken.');
});
