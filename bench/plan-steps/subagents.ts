// The same steps the way that superpowers' subagent-driven development describes (obra/superpowers, skills/subagent-driven-development,
// 44c9b2d): one session, for each task an agent that builds it and then one that reviews what it did, tasks one after another, a review of
// everything at the end. Its texts are left out, and every review is content at once, so what is measured is less than it takes.
import type { Reaction, ServedRequest } from '../../test/support/messages-server.ts';

interface Call {
  name: string;
  input: Record<string, unknown>;
}

const bash = (command: string): Call => ({
  name: 'Bash',
  input: { command, description: 'as the skill says' },
});

const agent = (prompt: string): Call => ({
  name: 'Agent',
  input: {
    ...{ description: 'a task', prompt, subagent_type: 'general-purpose', model: 'haiku' },
    run_in_background: false,
  },
});

/** What the session calls, one after another. */
const controller = (ids: readonly string[]): Call[] => [
  ...ids.flatMap((id) => [
    bash('git rev-parse HEAD >> .git/base'),
    agent(`BUILD ${id}. Write "done" to ${id}.txt, and commit.`),
    bash(`git show HEAD > .git/review-${id}`),
    agent(`REVIEW ${id}. Read .git/review-${id} and say whether it is what was asked.`),
  ]),
  agent('REVIEW all. Read the log of the branch and say whether it is ready.'),
];

const builder = (id: string, folder: string): Call[] => [
  { name: 'Write', input: { file_path: `${folder}/${id}.txt`, content: 'done\n' } },
  bash(`grep -q done ${id}.txt && git add ${id}.txt && git commit -qm ${id}`),
];

const reviewer = (id: string): Call[] => [bash(id === 'all' ? 'git log --stat' : `cat .git/review-${id}`)];

/** Returns a model that plays all of them; each request is answered with the next call of whoever asks. */
export function subagentModel(ids: readonly string[]): (request: ServedRequest) => Reaction {
  return ({ body, number }) => {
    const text = JSON.stringify(body.messages);
    const done = text.split('"type":"tool_result"').length - 1;
    const next = callsOf(text, ids)[done];
    if (!next) return { text: 'done' };
    return {
      content: [{ type: 'tool_use', id: `toolu_${number}`, ...next }],
      stopReason: 'tool_use',
    };
  };
}

function callsOf(messages: string, ids: readonly string[]): Call[] {
  if (messages.includes('CARRY OUT THE PLAN')) return controller(ids);
  const folder = /Primary working directory: ([^\s\\]+)/.exec(messages)?.[1] ?? '.';
  const [, act, id = ''] = /(BUILD|REVIEW) (\w+)\./.exec(messages) ?? [];
  if (act === 'BUILD') return builder(id, folder);
  return act === 'REVIEW' ? reviewer(id) : [];
}
