import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { breaks } from '../../scripts/schema-of-type.ts';
import { sandbox } from '../support/command.ts';
import { checkJson } from '../support/json-outputs.ts';
import { REPOSITORY } from '../support/repository.ts';

test('each is printed as it ships; a name that is almost right is answered with the one that was meant', async () => {
  const box = sandbox();
  const names = (await box.run(['schema'])).stdout.trim().split('\n');
  expect(names.map((name) => `${name}.json`)).toEqual(readdirSync(join(REPOSITORY, 'docs', 'schemas')));
  const { stdout } = await box.run(['schema', 'plan', 'status']);
  expect(JSON.parse(stdout)).toMatchObject({
    title: 'tierwise plan status --json',
    version: expect.any(Number),
  });
  const { code, stderr } = await box.run(['schema', 'bulktag']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean "bulk-tag"?')]);
});

test('output that its schema does not allow is found: a field that is missing, or that nobody wrote down', () => {
  const runs = (more: object): string => JSON.stringify({ runs: [], passedOver: [], ...more });
  checkJson(['runs', '--json'], runs({}));
  expect(() => checkJson(['runs', 'list', '--json'], runs({ extra: 1 }))).toThrow('additional properties');
  expect(() => checkJson(['runs', '--json'], '{"runs":[]}')).toThrow("required property 'passedOver'");
});

test('a version is raised for what is gone, may be missing or changed its type, not for what is added', () => {
  const was = { type: 'object', required: ['a'], properties: { a: { type: 'number' } } };
  expect(breaks(was, { ...was, properties: { ...was.properties, b: { type: 'string' } } })).toBe(false);
  expect(breaks(was, { ...was, required: [] })).toBe(true);
  expect(breaks(was, { ...was, properties: { a: { type: 'string' } } })).toBe(true);
  expect(breaks(was, { type: 'object' })).toBe(true);
});
