// The pages for newcomers show what the command prints: their examples are run here, page by page, with a scripted model.
import { expect, test } from 'vitest';
import { sandbox } from './support/command.ts';
import { serve } from './support/lines.ts';
import { examplesOf, patternOf, play, readPage, withExamples } from './support/page.ts';
import { ticketModels } from './support/ticket-models.ts';

test.each(['tutorial', 'how-to', 'troubleshooting', 'faq'])('docs/%s.md', async (name) => {
  const server = await serve(ticketModels);
  const box = withExamples(sandbox(server.url));
  const examples = examplesOf(readPage(`docs/${name}.md`));
  expect(examples).not.toEqual([]);
  for (const example of examples)
    expect(await play(box, example), example.command).toMatch(patternOf(example.shown));
});

test('a page that shows something else is found out', () => {
  const [example] = examplesOf('```console\n$ tierwise route x\nhaiku in 1.5 s\n…\nend\n```\n');
  const pattern = patternOf(example?.shown ?? '');
  expect('haiku in 0.9 s\na\nb\nend').toMatch(pattern);
  for (const other of ['opus in 0.9 s\na\nend', 'haiku in 0.9 s\na\nend of it'])
    expect(other).not.toMatch(pattern);
});
