// Copilot CLI 1.0.102.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { begin, die, event, hang, sleep } from './common.mjs';

const flag = { type: 'boolean' };
const text = { type: 'string' };
const { values, scenario, answer } = await begin(
  'copilot',
  'GitHub Copilot CLI 1.0.102.',
  {
    'output-format': text,
    'no-color': flag,
    'no-ask-user': flag,
    'no-auto-update': flag,
    'no-remote': flag,
    'no-custom-instructions': flag,
    'disable-builtin-mcps': flag,
    'usage-output-file': text,
    'secret-env-vars': text,
    'available-tools': text,
    'allow-all-tools': flag,
    model: text,
    'reasoning-effort': text,
  },
  { badFlag: 1, home: process.env.COPILOT_HOME ?? join(process.env.HOME, '.copilot') },
);
if (scenario === 'nologin') {
  console.error(
    'Error: No authentication information found.\n\nTo authenticate, start copilot and run /login',
  );
  process.exit(1);
}
if (!values['no-auto-update']) console.error('Updating to 1.0.999');
const model = values.model ?? 'claude-sonnet-5.5';
const finish = (exitCode) => {
  const usage = {
    inputTokens: 1200,
    outputTokens: 34,
    cacheReadTokens: 1000,
    cacheWriteTokens: 0,
    reasoningTokens: 12,
  };
  const metrics = scenario === 'storm' ? {} : { [model]: { requests: { count: 1 }, usage } };
  writeFileSync(values['usage-output-file'], JSON.stringify({ modelMetrics: metrics }));
  event({ type: 'result', exitCode, usage: { premiumRequests: 1 } });
  process.exit(exitCode);
};
const say = (content) => event({ type: 'assistant.message', data: { model, content, toolRequests: [] } });
const fail = (data) => {
  event({ type: 'session.error', data });
  finish(1);
};

event({ type: 'assistant.turn_start', data: { turnId: '0' } });
switch (scenario) {
  case 'renew': {
    const file = join(process.env.COPILOT_HOME, 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...config, copilotTokens: { renewed: true }, firstLaunchAt: 1 }));
    say(answer);
    finish(0);
    break;
  }
  case 'hang':
    await hang();
    break;
  case 'killed':
    event({ type: 'assistant.message_delta', data: { deltaContent: 'I will begin by' } });
    await die();
    break;
  case 'storm':
    for (let attempt = 0; attempt < 5; attempt++) {
      event({ type: 'assistant.turn_retry', data: { reason: 'rate_limit' } });
      await sleep(20);
    }
    fail({
      errorType: 'rate_limit',
      statusCode: 429,
      message: 'Failed to get response; retried 5 times: 429',
    });
    break;
  case 'refusal':
  case 'empty':
    say('');
    fail({ errorType: 'query', message: 'No response was returned. Send your message again to retry.' });
    break;
  case 'error-inside':
    say('partial');
    event({ type: 'session.error', data: { errorType: 'query', message: 'The stream broke off.' } });
    finish(0);
    break;
  case 'edit':
    say('I shall write a file.');
    if (values['allow-all-tools']) writeFileSync('made-by-copilot.txt', 'made\n');
    say('The file is written.');
    finish(0);
    break;
  default:
    say(answer);
    finish(0);
}
