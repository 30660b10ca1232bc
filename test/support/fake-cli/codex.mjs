// Codex CLI 0.169.0.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { begin, die, event, hang, sleep } from './common.mjs';

const [command, sub] = process.argv.slice(2);
if (command === 'login' && sub === 'status') {
  const login = process.env.XDG_FAKE_CODEX !== 'nologin';
  console.log(login ? 'Logged in using ChatGPT' : 'Not logged in');
  process.exit(login ? 0 : 1);
}

const many = { type: 'string', multiple: true };
const { values, positionals, prompt, scenario, answer } = await begin(
  'codex',
  'codex-cli 0.169.0',
  {
    json: { type: 'boolean' },
    ephemeral: { type: 'boolean' },
    'skip-git-repo-check': { type: 'boolean' },
    cd: { type: 'string', short: 'C' },
    sandbox: { type: 'string', short: 's' },
    model: { type: 'string', short: 'm' },
    config: { ...many, short: 'c' },
    'output-schema': { type: 'string' },
    'ignore-user-config': { type: 'boolean' },
  },
  { badFlag: 2, home: process.env.CODEX_HOME ?? join(process.env.HOME, '.codex') },
);
const fail = (message) => {
  console.error(message);
  process.exit(1);
};
if (positionals[0] !== 'exec' || positionals[1] !== '-') fail('error: no prompt');
if (!values['skip-git-repo-check'])
  fail('Not inside a trusted directory and --skip-git-repo-check was not specified.');
if (!prompt.trim()) fail('No prompt provided via stdin.');
if (values['output-schema']) JSON.parse(readFileSync(values['output-schema'], 'utf8'));
const config = values.config ?? [];
const item = (value) => event({ type: 'item.completed', item: { id: 'item_0', ...value } });

event({ type: 'thread.started', thread_id: '0199-fake' });
event({ type: 'turn.started' });
item({ type: 'error', message: 'Model metadata not found. Defaulting to fallback metadata.' }); // a note, in good turns too
const refused = async (error, times) => {
  for (let attempt = 1; attempt <= times; attempt++) {
    event({ type: 'error', message: `Reconnecting... ${attempt}/5 (${error})` });
    await sleep(20);
  }
  event({ type: 'error', message: error });
  event({ type: 'turn.failed', error: { message: error } });
  process.exit(1);
};
switch (scenario) {
  case 'renew': // it writes the file that is there
    writeFileSync(join(process.env.CODEX_HOME, 'auth.json'), '{"renewed":true}');
    item({ type: 'agent_message', text: answer });
    break;
  case 'hang':
    await hang();
    break;
  case 'killed':
    item({ type: 'agent_message', text: 'I will begin by' });
    await die();
    break;
  case 'storm':
    await refused('exceeded retry limit, last status: 429 Too Many Requests', 5);
    break;
  case 'nologin':
    await refused('unexpected status 401 Unauthorized: Missing bearer authentication in header', 5);
    break;
  case 'error-inside':
    item({ type: 'agent_message', text: 'partial' });
    event({ type: 'error', message: 'stream disconnected before completion' });
    process.exit(0);
    break;
  case 'nonetwork':
    if (!config.includes('features.unbounded_connection_retries=false')) await hang();
    await refused('error sending request for url', 2);
    break;
  case 'refusal':
  case 'empty':
    break;
  case 'edit':
    item({ type: 'agent_message', text: 'I shall write a file.' });
    if (values.sandbox === 'workspace-write') writeFileSync(join(values.cd, 'made-by-codex.txt'), 'made\n');
    item({ type: 'agent_message', text: 'The file is written.' }); // it says so in either case
    break;
  default:
    if (config.includes('web_search="disabled"')) item({ type: 'reasoning', text: '**Thinking**' });
    item({ type: 'agent_message', text: answer });
}
const usage = {
  input_tokens: 13_000,
  cached_input_tokens: 1000,
  cache_write_input_tokens: 0,
  output_tokens: 340,
  reasoning_output_tokens: 120,
  ...JSON.parse(process.env.XDG_FAKE_CODEX_USAGE ?? '{}'),
};
event({ type: 'turn.completed', usage });
