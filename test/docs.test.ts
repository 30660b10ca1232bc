// The pages for newcomers show what the command prints: their examples are run here, page by page, with a scripted model.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';
import { examplesOf, patternOf, play, readPage, shownAnew, withExamples } from './support/page.ts';
import { REPOSITORY } from './support/repository.ts';
import { ticketModels } from './support/ticket-models.ts';

/** Whether pages are written anew instead: after a change of what is printed. Read what it changes before you commit it. */
const WRITES = process.env.TIERWISE_WRITE_PAGES !== undefined;

test.each(['tutorial', 'how-to', 'troubleshooting', 'faq'])('docs/%s.md', async (name) => {
  const server = await serve(ticketModels);
  const box = withExamples(sandbox(server.url));
  const file = `docs/${name}.md`;
  const examples = examplesOf(readPage(file));
  expect(examples).not.toEqual([]);
  for (const { shown, ...example } of examples) {
    const printed = await play(box, { shown, ...example });
    if (!WRITES) expect(printed, example.command).toMatch(patternOf(shown));
    else if (!patternOf(shown).test(printed))
      writeShown(file, example.command, shown, shownAnew(shown, printed));
  }
});

function writeShown(file: string, command: string, shown: string, anew: string): void {
  const page = readPage(file);
  writeFileSync(
    join(REPOSITORY, file),
    page.replace(`$ ${command}\n${shown}`, () => `$ ${command}\n${anew}`),
  );
}

test('what is written anew shows as much as before, from the same places', () => {
  const printed = 'tagged 3  $0.02\n\n  a 2\n  b 1\n\nBy haiku 3.\n1 item needs a look';
  expect(shownAnew('old\n', printed)).toBe(`${printed}\n`);
  expect(shownAnew('tagged 3  $0.01\n…\nBy haiku 2.\n…\n', printed)).toBe(
    'tagged 3  $0.02\n…\nBy haiku 3.\n…\n',
  );
  expect(shownAnew('tagged 3  $0.01\n…\n1 item\n', printed)).toBe(
    'tagged 3  $0.02\n…\n1 item needs a look\n',
  );
  expect(shownAnew('…\nlast\n', printed)).toBe('…\n1 item needs a look\n');
});

test('a page that shows something else is found out', () => {
  const [example] = examplesOf('```console\n$ tierwise route x\nhaiku in 1.5 s\n…\nend\n```\n');
  const pattern = patternOf(example?.shown ?? '');
  expect('haiku in 0.9 s\na\nb\nend').toMatch(pattern);
  for (const other of ['opus in 0.9 s\na\nend', 'haiku in 0.9 s\na\nend of it'])
    expect(other).not.toMatch(pattern);
});
