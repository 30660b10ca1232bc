// Manners: every command says by example how it is called, and a wrong name is answered with the one that was meant.
import { expect, test } from 'vitest';
import { sandbox } from '../support/command.ts';

test('the help of every command has an example, and each example is of that command, with options that it has', async () => {
  const box = sandbox();
  const help = async (path: readonly string[]): Promise<string> =>
    (await box.run([...path, '--help'])).stdout;
  const seen: string[] = [];
  const look = async (path: readonly string[]): Promise<void> => {
    const text = await help(path);
    seen.push(path.join(' '));
    const names = [
      ...(/\nCommands:\n([\s\S]*?)(?:\n\n|$)/.exec(text)?.[1] ?? '').matchAll(/^ {2}([a-z][\w-]*)/gm),
    ];
    const examples = [
      ...(/\nExamples?:\n([\s\S]*?)(?:\n\n|\n?$)/.exec(text)?.[1] ?? '').matchAll(/^ {2}tierwise (.*)$/gm),
    ];
    const own = examples.filter(([line]) => line.includes(`tierwise ${path[0] ?? ''}`));
    expect(own, path.join(' ')).not.toEqual([]);
    for (const [line, words = ''] of own) {
      const below = names.map(([, name]) => name).find((name) => words.startsWith([...path, name].join(' ')));
      const options =
        below || !path.length || path[0] === 'in-session' ? [] : (words.match(/ --[a-z-]+/g) ?? []);
      for (const option of options) expect(text, line).toMatch(new RegExp(`${option.trim()}\\b`));
    }
    if (path[0] !== 'in-session')
      for (const [, name = ''] of names) if (name !== 'help') await look([...path, name]);
  };
  await look([]);
  expect(seen.length).toBeGreaterThan(40);
});

const TAGS = '---\nname: sev\ntags: { error: It failed., info: Normal. }\n---\nJudge.\n';

test.each<[string, string[], string]>([
  ['a command', ['bulktag', 'a.log'], 'Did you mean bulk-tag?'],
  ['a subcommand', ['plan', 'statsu', 'x.md'], 'Did you mean status?'],
  ['an option', ['bulk-tag', 'a.log', 'sev.md', '--max-cots', '1'], 'Did you mean --max-cost?'],
  ['a tier', ['bulk-tag', 'a.log', 'sev.md', '--tier', 'hiaku'], 'Did you mean "haiku"?'],
  ['a scheme', ['bulk-tag', 'a.log', 'log-severty'], 'Did you mean "log-severity"?'],
  ['a recipe', ['bulk-map', 'a.log', 'one-line-sumary'], 'Did you mean "one-line-summary"?'],
  ['a file', ['bulk-tag', 'a.lgo', 'sev.md'], 'Did you mean "a.log"?'],
  ['a tag', ['review', 'a.log', 'sev.md', '--corrections', 'fixed.jsonl'], 'Did you mean "error"?'],
  ['a column', ['bulk-tag', 'a.csv', 'sev.md', '--column', 'txet'], 'Did you mean "text"?'],
])('%s that is almost right is answered with the one that was meant', async (_, args, meant) => {
  const box = sandbox();
  box.write('sev.md', TAGS);
  box.write('a.log', 'it failed\n');
  box.write('a.csv', 'id,text\n1,it failed\n');
  box.write('fixed.jsonl', '{"index":0,"item":"it failed","tags":["eror"]}\n');
  const { code, stderr } = await box.run(args);
  expect(stderr).toContain(meant);
  expect(code).toBe(2);
});
