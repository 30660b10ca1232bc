// An event that brings nothing is left alone, and only such a one: taken nevertheless, it would write and say nothing.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeEvent } from '../../src/hooks/event.ts';
import { isNothingNew } from '../../src/hooks/nothing-new.ts';
import { sandbox } from '../support/command.ts';
import { assistant, file } from '../support/transcript.ts';

/** A session, and what an event of it does beside what is said of it before. */
function session() {
  const box = sandbox();
  const home = join(box.home, 'tierwise');
  const transcript = box.write('s1.jsonl', file(assistant(), assistant()));
  const written = (): string =>
    existsSync(home)
      ? readdirSync(home, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
          .join('')
      : '';
  const event = (name: string, env = {}, transcript_path: unknown = transcript) => {
    const payload = JSON.stringify({
      ...{ hook_event_name: name, session_id: 's1', transcript_path, source: 'startup' },
    });
    const isNothing = isNothingNew(payload, { ...box.env, ...env });
    const said: string[] = [];
    const before = written();
    takeEvent(payload, { ...box.env, ...env }, (json) => said.push(json));
    return { isNothing, didNothing: !said.length && before === written() };
  };
  return { box, transcript, event };
}

const nothing = { isNothing: true, didNothing: true };
const something = { isNothing: false, didNothing: false };

test('nothing new is what would change nothing: calls, a line half written, a subagent, a shorter file', () => {
  const { box, transcript, event } = session();
  expect(event('Stop')).toEqual(something);
  expect(event('Stop')).toEqual(nothing);
  expect(event('SessionEnd')).toEqual(nothing);
  appendFileSync(transcript, `${assistant()}\n`);
  expect(event('Stop')).toEqual(something);
  appendFileSync(transcript, '{"half');
  expect(event('Stop')).toEqual({ isNothing: false, didNothing: true }); // which only reading it can tell
  truncateSync(transcript, readFileSync(transcript).length - '{"half'.length);
  expect(event('Stop')).toEqual(nothing);
  mkdirSync(box.file('s1/subagents'), { recursive: true });
  box.write('s1/subagents/agent-a.jsonl', file(assistant({ agent: 'Explore' })));
  expect(event('SubagentStop')).toEqual(something);
  expect(event('SubagentStop')).toEqual(nothing);
  truncateSync(transcript, 0);
  expect(event('Stop')).toEqual(something);
  expect(event('Stop')).toEqual(nothing);
});

test('the start of a session is nothing unless a setting defeats the tiers', () => {
  const { transcript, event } = session();
  rmSync(transcript);
  expect(event('SessionStart')).toEqual(nothing);
  expect(event('SessionStart', {}, 7)).toEqual(nothing);
  for (const setting of [
    { CLAUDE_CODE_SUBAGENT_MODEL: 'opus', CLAUDE_CODE_SUBAGENT_MODEL_FORCE: '1' },
    { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-opus-5-5' },
    { CLAUDE_CODE_EFFORT_LEVEL: 'max' },
  ])
    expect(event('SessionStart', setting), JSON.stringify(setting)).toEqual(something);
});

test('the end of a session without a transcript is noted', () => {
  const { transcript, event } = session();
  rmSync(transcript);
  expect(event('Stop')).toEqual(nothing);
  expect(event('SessionEnd')).toEqual(something);
});
