// What is calibrated is what runs: the examples of a task, those that a person decided included, and never an item beside its own answer.
import { expect, test } from 'vitest';
import { asCsv, CALIBRATION_SCHEME, labelled, serveTiers } from '../support/calibration.ts';
import { sandbox } from '../support/command.ts';

const ROWS = labelled(30);
const [written = { text: '', tag: '' }] = ROWS;

test('reviewed items that are not measured are examples; items that are examples in the scheme are not measured', async () => {
  const server = await serveTiers(ROWS, { haiku: 0, sonnet: 0, opus: 0 });
  const box = sandbox(server.url);
  const examples = `examples:\n  - { item: "${written.text}", tag: ${written.tag} }\nreviewed: 4\n---\n`;
  box.write('intent.md', CALIBRATION_SCHEME.replace('---\nWhat', `${examples}What`));
  box.write('t.csv', asCsv(ROWS));
  const others = labelled(36).slice(30);
  const reviewed = [...ROWS.slice(5, 15), ...others];
  const lines = reviewed.map(({ text, tag }) => `${JSON.stringify({ item: text, tags: [tag] })}\n`);
  box.write('intent.reviewed.jsonl', lines.join(''));
  const run = ['calibrate', 't.csv', './intent.md', '--tiers', 'haiku', '--column', 'text', '--within', '20'];
  const { stdout, stderr } = await box.run([...run, '--json']);
  expect(JSON.parse(stdout).sampled).toBe(29);
  expect(stderr).toMatch(/\d examples? chosen of 6 reviewed items that are not measured/);
  const shown = server.requests.map(({ body }) => JSON.stringify(body.system));
  expect(shown.length).toBeGreaterThan(1);
  for (const system of shown) {
    const seen = reviewed.filter(({ text }) => system.includes(text));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((one) => !others.includes(one))).toEqual([]);
    expect(system).toContain(written.text);
  }
  const asked = server.requests.flatMap(({ items }) => items.map(({ item }) => item));
  expect(asked).not.toContain(written.text);
  expect(new Set(asked).size).toBe(29);

  // A recheck measures the same prompt.
  const before = server.requests.length;
  const again = await box.run([...run.slice(0, 3), '--recheck', '--json']);
  expect(again.stderr).toContain('chosen of 6 reviewed items');
  expect(JSON.stringify(server.requests[before]?.body.system)).toContain('What a person decided');
});
