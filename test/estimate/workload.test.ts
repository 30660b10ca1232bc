// A workload from its text, and every mistake in one by its line.
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parseWorkload } from '../../src/estimate/workload.ts';

const parse = (text: string) => parseWorkload(text, 'work.yaml');

test('classes with what is not said filled in; a share of cached tokens is of the input', () => {
  expect(
    parse(`- { name: a, requests: 2, input: 1000, output: 10, cached: 0.25 }
- { name: b, requests: 1, input: 1000, output: 0, cached: 1, kind: tests, tier: opus, batch: true, effort: low, retries: 0.1 }
`),
  ).toEqual([
    { name: 'a', requests: 2, input: 1000, output: 10, cached: 250, batch: false, retries: 0 },
    { name: 'b', requests: 1, input: 1000, output: 0, cached: 1, kind: 'tests', tier: 'opus', batch: true, effort: 'low', retries: 0.1 },
  ]); // biome-ignore format: one class per line
});

const FIRST = '- { name: a, requests: 1, input: 1, output: 1 }\n';
const second = (change: string): string =>
  `${FIRST}- name: b\n  requests: 1\n  input: 100\n  output: 1\n  ${change}\n`;

test.each<[string, string, string]>([
  ['nothing', '', 'work.yaml:1: the workload is not a list of classes. Expected entries such as'],
  ['a map', 'name: a', 'work.yaml:1: the workload is not a list of classes.'],
  ['a word', '- tagging', 'work.yaml:1: 0 is "tagging". Expected a map of name, requests'],
  ['bad YAML', `${FIRST}- { name: b`, 'work.yaml:3: it is not valid YAML'],
  ['a key twice', `${FIRST}- { name: b, name: c }`, 'work.yaml:2: it is not valid YAML: Map keys must be unique.'],
  ['an alias of nothing', `${FIRST}- *b`, 'work.yaml:2: it is not valid YAML'],
  ['a mistyped key', second('outptu: 1'), 'work.yaml:6: 1.outptu is not a known key. Expected "output"'],
  ['no name', '- { requests: 1, input: 1, output: 1 }', 'work.yaml:1: 0.name is missing. Expected the name of the class'],
  ['no requests', '- { name: a, input: 1, output: 1 }', 'work.yaml:1: 0.requests is empty. Expected a whole number of at least 1'],
  ['half a request', '- { name: a, requests: 1.5, input: 1, output: 1 }', '0.requests is 1.5. Expected a whole number'],
  ['no output', '- { name: a, requests: 1, input: 1 }', '0.output is missing. Expected tokens per request'],
  ['half a token', '- { name: a, requests: 1, input: 1.5, output: 1 }', '0.input is 1.5. Expected tokens per request'],
  ['a number as text', '- { name: a, requests: 1, input: 1_000, output: 1 }', '0.input is "1_000". Expected tokens per request'],
  ['less than nothing', '- { name: a, requests: 1, input: 1, output: -1 }', '0.output is -1. Expected tokens per request'],
  ['more cached than there is', second('cached: 101'), 'work.yaml:6: 1.cached is 101. Expected a share below 1, or tokens, at most the 100'],
  ['half a cached token', second('cached: 1.5'), 'work.yaml:6: 1.cached is 1.5. Expected a share below 1, or a whole number'],
  ['an unknown kind', second('kind: tagging'), 'work.yaml:6: 1.kind is "tagging". Expected one of: question,'],
  ['an unknown tier', second('tier: gpt'), 'work.yaml:6: 1.tier is "gpt". Expected one of: haiku, sonnet, opus, fable'],
  ['an unknown effort', second('effort: huge'), 'work.yaml:6: 1.effort is "huge". Expected one of: low,'],
  ['a batch that is none', second('batch: 1'), 'work.yaml:6: 1.batch is 1. Expected true or false'],
  ['too many retries', second('retries: 2'), 'work.yaml:6: 1.retries is 2. Expected the share of requests'],
  ['not a number', second('input: .nan'), 'work.yaml:'],
  ['endlessly many', '- { name: a, requests: 1, input: .inf, output: 1 }', 'work.yaml:1: 0.input is'],
])('%s is told by its line', (_, text, message) => {
  expect(() => parse(text)).toThrow(UsageError);
  expect(() => parse(text)).toThrow(message);
}); // biome-ignore format: one case per line
