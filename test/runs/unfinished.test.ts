// What a run leaves to be taken up again.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unmarked } from '../../src/opinion/fences.ts';
import type { Material } from '../../src/opinion/material.ts';
import { comparePrompt } from '../../src/opinion/prompts.ts';
import { Unfinished } from '../../src/runs/unfinished.ts';

const ANSWER = { text: 'Use a queue.', truncated: false, served: 'm' };

test('an answer is found by what was asked, in another process, too; a torn line is none', () => {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-unfinished-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const run = new Unfinished(home, 'opinion-0a1b2c');
  run.keepWords(['opinion', 'Why?']);
  run.keep({ who: 'opus', prompt: 'p' }, ANSWER);
  appendFileSync(join(home, 'runs', 'opinion-0a1b2c', 'answers.jsonl'), '{"key":"torn","te');
  const again = new Unfinished(home, 'opinion-0a1b2c');
  expect(again.words()).toEqual(['opinion', 'Why?']);
  expect(again.find({ who: 'opus', prompt: 'p' })).toMatchObject(ANSWER);
  expect(again.find({ who: 'opus', prompt: 'q' })).toBeNull();
  expect(again.seed).toBe(run.seed);
  again.remove();
  expect(new Unfinished(home, 'opinion-0a1b2c').words()).toBeNull();
});

test('the marks around what is shown are drawn anew, and do not make another request of it', () => {
  const material = { files: [{ name: 'a.md', text: 'one' }], diff: null } as unknown as Material;
  const prompt = () => comparePrompt('Why?', material, { answers: ['first', 'second'] });
  expect(prompt().user).not.toBe(prompt().user);
  expect(unmarked(prompt())).toEqual(unmarked(prompt()));
  expect(unmarked(prompt()).user).toContain('<answer-A>');
});
