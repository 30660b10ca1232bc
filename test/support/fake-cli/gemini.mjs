// Gemini CLI 0.61.0.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { begin, die, event, hang } from './common.mjs';

const { values, prompt, scenario, answer } = await begin(
  'gemini',
  '0.61.0',
  {
    'skip-trust': { type: 'boolean' },
    'approval-mode': { type: 'string' },
    'output-format': { type: 'string', short: 'o' },
    model: { type: 'string', short: 'm' },
    prompt: { type: 'string', short: 'p' },
    policy: { type: 'string', multiple: true },
    'include-directories': { type: 'string', multiple: true },
    'allowed-mcp-server-names': { type: 'string', multiple: true },
    extensions: { type: 'string', short: 'e', multiple: true },
  },
  { badFlag: 1, home: join(process.env.GEMINI_CLI_HOME ?? process.env.HOME, '.gemini') },
);
console.error('Warning: 256-color support not detected.');
if (!values['skip-trust']) {
  console.error('This directory is not trusted.');
  process.exit(55);
}
if (scenario === 'nologin') {
  console.error('Please set an Auth method in your settings.json or specify one of: GEMINI_API_KEY, …');
  process.exit(41);
}
for (const file of values.policy ?? []) readFileSync(file);
const model = values.model ?? 'gemini-3.8-flash';
const result = (status, tokens, error) => {
  const stats = {
    total_tokens: Math.round(tokens * 1.1),
    input_tokens: tokens,
    output_tokens: tokens * 0.06,
    cached: 200,
  };
  event({ type: 'result', status, ...(error && { error }), stats: { ...stats, models: { [model]: stats } } });
};
const say = (content) => event({ type: 'message', role: 'assistant', content, delta: true });

event({ type: 'init', session_id: 'fake', model });
event({ type: 'message', role: 'user', content: prompt });
switch (scenario) {
  case 'renew': {
    const file = join(process.env.GEMINI_CLI_HOME, '.gemini', 'oauth_creds.json');
    writeFileSync(`${file}.new`, '{"renewed":true}');
    renameSync(`${file}.new`, file); // in place of the file that is there
    say(answer);
    result('success', 1000);
    break;
  }
  case 'hang':
    await hang();
    break;
  case 'killed':
    say('I will begin by');
    await die();
    break;
  case 'storm':
    console.error('Attempt 3 failed with status 429. Max attempts reached');
    result('error', 0, { type: 'unknown', message: '[API Error: You exceeded your current quota]' });
    process.exit(429 % 256);
    break;
  case 'refusal':
    event({
      type: 'error',
      severity: 'error',
      message: 'The model response was blocked due to safety settings.',
    });
    result('error', 6000);
    break;
  case 'empty':
    result('success', 6000);
    break;
  case 'error-inside':
    say('partial');
    event({ type: 'error', severity: 'error', message: 'The stream broke off.' });
    result('error', 6000);
    break;
  case 'edit':
    say('I shall write a file.');
    event({ type: 'tool_use', tool_name: 'write_file' });
    if (['yolo', 'auto_edit'].includes(values['approval-mode']))
      writeFileSync('made-by-gemini.txt', 'made\n');
    event({ type: 'tool_result', status: 'success' });
    say('The file is written.');
    result('success', 3000);
    break;
  default:
    say(answer.slice(0, 3));
    say(answer.slice(3));
    result('success', 1000);
}
