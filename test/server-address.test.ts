// Where requests go and which key goes with them: the host that was named, or an error; its own key, or none.
import { expect, test } from 'vitest';
import { OPEN } from '../src/access/access.ts';
import { anthropicServer, apiBackend } from '../src/ask/api.ts';
import { openaiBackend } from '../src/ask/openai.ts';
import { anthropicCredential, keyVariable } from '../src/credentials.ts';
import { UsageError } from '../src/errors.ts';
import { loadCatalog } from '../src/models/catalog.ts';
import { Respondents } from '../src/opinion/voices.ts';
import { serve } from './support/lines.ts';
import { startChatServer } from './support/vendor-servers.ts';

const stderr = process.stderr;
const request = {
  model: 'm',
  system: 's',
  cacheSystem: null,
  user: 'u',
  schema: null,
  maxTokens: 9,
  effort: null,
  thinking: null,
};

test.each([
  ['https://openrouter.ai/api/v1', 'TIERWISE_KEY_OPENROUTER_AI'],
  ['https://api.groq.com', 'TIERWISE_KEY_API_GROQ_COM'],
  ['https://api-groq.com', 'TIERWISE_KEY_API__GROQ_COM'],
  ['https://API.openai.com/v1', 'OPENAI_API_KEY'],
  ['http://api.openai.com/v1', 'TIERWISE_KEY_API_OPENAI_COM'],
  ['https://api.openai.com.evil.example', 'TIERWISE_KEY_API_OPENAI_COM_EVIL_EXAMPLE'],
  ['http://127.0.0.1:8000/v1', 'TIERWISE_KEY_127_0_0_1_8000'],
  ['http://[::1]:8000/v1', 'TIERWISE_KEY__5B3A3A315D3A38303030'],
])('the key for %s is in %s', (url, variable) => expect(keyVariable(new URL(url))).toBe(variable));

test('no two hosts share a variable', () => {
  const letters = ['a', 'b1', '-', '--', '.', '_', '%2d'];
  const words = (length: number): string[] =>
    length ? words(length - 1).flatMap((word) => letters.map((letter) => word + letter)) : [''];
  const addresses = [1, 2, 3, 4, 5]
    .flatMap(words)
    .flatMap((host) => [`https://${host}`, `https://${host}:81`, `https://${host}.c`])
    .concat(
      'http://[1::]',
      'http://[::1]',
      'http://[::1]:81',
      'http://[1::81]',
      'http://1.2.3.4',
      'http://1.2.3.4:81',
    );
  const hosts = new Set(addresses.filter((text) => URL.canParse(text)).map((text) => new URL(text).host));
  const variables = new Set([...hosts].map((host) => keyVariable(new URL(`https://${host}`))));
  expect(hosts.size).toBeGreaterThan(5000);
  expect(variables.size).toBe(hosts.size);
  for (const name of variables) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
});

const find = (spec: string, env: NodeJS.ProcessEnv) =>
  new Respondents(loadCatalog('/nowhere', '/nowhere', env), {
    env: { PATH: '', ...env },
    stderr,
    access: OPEN,
  } as never).find(spec);

test.each([
  'openai:m@10.0.0.1:8000/v1',
  'openai:m@localhost:8000/v1',
  'openai:m@//10.0.0.1/v1',
  'openai:m@http:/10.0.0.1/v1',
  'openai:m@http:10.0.0.1',
  'openai:m@ftp://10.0.0.1',
  'openai:m@http//10.0.0.1',
  'openai:m@',
  'openai:@https://a.example',
  'openai:m@https://',
  'openai:m@https://me:secret@a.example/v1',
])('%s is no other host: it is refused', async (spec) => {
  const refused = await find(spec, { OPENAI_API_KEY: 'made-up' }).catch((error) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect(refused.message).not.toMatch(/\n|secret(?!.*out of)/);
});

test('HTTP:// in capitals is that host, and it gets no key of OpenAI’s', async () => {
  const chat = await startChatServer(() => 'Yes.');
  const found = await find(`openai:m@${chat.url.replace('http', 'HTTP')}/v1`, { OPENAI_API_KEY: 'made-up' });
  expect(found.name).toContain('openai:m@HTTP');
  await openaiBackend(`${chat.url.replace('http', 'HTTP')}/v1`, { OPENAI_API_KEY: 'made-up' }).ask(request);
  expect(chat.requests).toHaveLength(1);
  expect(chat.requests[0]?.headers.authorization).toBeUndefined();
});

test.each([
  [
    'http://gpu-box:8000/v1',
    {},
    /gpu-box:8000 would be asked over plain http.*TIERWISE_ALLOW_HTTP=gpu-box:8000/,
  ],
  ['http://127.0.0.1.evil.example/v1', {}, /plain http/],
  ['http://0.0.0.0:1/v1', {}, /plain http/],
  ['http://gpu-box:8000/v1', { TIERWISE_ALLOW_HTTP: 'other, gpu-box:8001' }, /plain http/],
  ['http://gpu-box:8000/v1', { TIERWISE_ALLOW_HTTP: 'other, GPU-box:8000' }, null],
  ['http://gpu-box:8000/v1', { TIERWISE_ALLOW_HTTP: 'gpu-box' }, null],
  ['http://localhost:1/v1', {}, null],
  ['http://[::1]:1/v1', {}, null],
  ['https://gpu-box/v1', {}, null],
] as const)('%s with %j', (url, env, refusal) => {
  const servers = [
    () => openaiBackend(url, env),
    () => anthropicServer({ ...env, ANTHROPIC_BASE_URL: url, TIERWISE_GATEWAY_KEY: 'made-up' }),
  ];
  for (const server of servers) {
    if (refusal) expect(server).toThrow(refusal);
    else expect(server).not.toThrow();
  }
});

const KEYS = { ANTHROPIC_API_KEY: 'key', ANTHROPIC_AUTH_TOKEN: 'token', TIERWISE_GATEWAY_KEY: 'gateway' };
const { TIERWISE_GATEWAY_KEY: _, ...NO_GATEWAY_KEY } = KEYS;
test.each([
  ['https://api.anthropic.com', KEYS, 'ANTHROPIC_API_KEY'],
  ['https://api.eu.anthropic.com', KEYS, 'ANTHROPIC_API_KEY'],
  ['https://api.anthropic.com', { ANTHROPIC_AUTH_TOKEN: 'token' }, 'ANTHROPIC_AUTH_TOKEN'],
  ['https://api.anthropic.com', { TIERWISE_GATEWAY_KEY: 'gateway' }, null],
  ['https://gateway.example', KEYS, 'TIERWISE_GATEWAY_KEY'],
  ['https://gateway.example', {}, null],
  ['http://127.0.0.1:4000', KEYS, 'TIERWISE_GATEWAY_KEY'],
  ['http://127.0.0.1:4000', NO_GATEWAY_KEY, 'ANTHROPIC_API_KEY'],
] as const)('%s with %j is paid with %s', (url, env, variable) =>
  expect(anthropicCredential(new URL(url), env)?.variable ?? null).toBe(variable),
);

test.each(['https://gateway.example', 'https://anthropic.com.evil.example', 'https://evilanthropic.com'])(
  'Anthropic’s key does not go to %s, and the message names the variable that does',
  (url) => {
    const env = { ...NO_GATEWAY_KEY, ANTHROPIC_BASE_URL: url };
    expect(() => apiBackend({ env, stderr })).toThrow(
      /^ANTHROPIC_BASE_URL leads to [\w.]+, and ANTHROPIC_API_KEY goes to Anthropic only\. Set TIERWISE_GATEWAY_KEY/,
    );
  },
);

test('a gateway gets its own key and none of Anthropic’s', async () => {
  const server = await serve({ react: () => ({ text: 'Yes.' }) });
  const backend = apiBackend({ env: { ...KEYS, ANTHROPIC_BASE_URL: `${server.url}/v1/` }, stderr });
  expect(backend?.billedTo).toBe('the key in TIERWISE_GATEWAY_KEY');
  await backend?.ask(request);
  const sent = JSON.stringify(server.requests[0]?.headers);
  expect(sent).toContain('Bearer gateway');
  expect(sent).not.toMatch(/"key"|token"/);
});
