import { expect, test } from 'vitest';
import { familyOf, isSameModel } from '../../src/opinion/families.ts';

test.each([
  ['opus', 'claude-opus-5-5', 'Anthropic'],
  ['openai:x', 'anthropic/some', 'Anthropic'],
  ['codex', 'gpt-6.1-sol', 'OpenAI'],
  ['openai:o7-mini', 'o7-mini', 'OpenAI'],
  ['openai:x', 'davinci-3', 'OpenAI'],
  ['openai:x', 'Codex-1', 'OpenAI'],
  ['gemini', 'gemini-3.8-flash', 'Google'],
  ['openai:x', 'gemma-5', 'Google'],
  ['openai:x', 'Llama-4', 'Meta'],
  ['openai:x', 'devstral-2', 'Mistral'],
  ['openai:x', 'mixtral', 'Mistral'],
  ['openai:x', 'mistral-large', 'Mistral'],
  ['openai:x', 'codestral', 'Mistral'],
  ['openai:x', 'qwen3', 'Alibaba'],
  ['openai:x', 'deepseek-r3', 'DeepSeek'],
  ['openai:x', 'grok-5', 'xAI'],
  ['codex:some', 'some', 'OpenAI'],
  ['codex', null, 'OpenAI'],
  ['gemini', null, 'Google'],
  ['copilot', null, null],
  ['openai:x', 'x', null],
  ['openai:x', 'foo7', null],
])('%s with the model %s is of %s', (name, model, family) => {
  expect(familyOf(name, model)).toBe(family);
});

test.each([
  ['opus', 'm', 'api:opus', 'm', true],
  ['codex', null, 'codex:gpt-6.1-sol', 'gpt-6.1-sol', true],
  ['openai:gpt-6.1-sol', 'gpt-6.1-sol', 'codex:gpt-6.1-sol', 'gpt-6.1-sol', true],
  ['opus', 'm', 'sonnet', 'n', false],
  ['codex', null, 'gemini', null, false],
])('%s (%s) and %s (%s) are one model: %s', (name, requested, other, otherRequested, same) => {
  expect(isSameModel({ name, requested }, { name: other, requested: otherRequested })).toBe(same);
});
