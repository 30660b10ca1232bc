// Claude in the user's own cloud, through the SDKs, against a server on this machine: who is asked how, and with whose credentials.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as bodyOf } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { AskRequest } from '../../src/ask/backend.ts';
import { type CloudName, cloudBackend, cloudInUse } from '../../src/ask/cloud.ts';

interface Seen {
  path: string;
  headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the client sent
  body: any;
}

/** A server that answers like Claude; `react` may answer with a fault instead. */
async function serve(react: (seen: Seen) => { status: number; message: string } | null = () => null) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(await bodyOf(request)),
    };
    seen.push(one);
    const fault = react(one);
    response.writeHead(fault?.status ?? 200, { 'content-type': 'application/json' });
    const message = {
      ...{
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-haiku-5-5',
        stop_reason: 'end_turn',
      },
      content: [{ type: 'text', text: '{"ok":true}' }],
      usage: { input_tokens: 10, output_tokens: 2 },
    };
    response.end(
      JSON.stringify(fault ? { type: 'error', error: { type: 'error', message: fault.message } } : message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** A folder with a program of that name in it, which prints this. */
function program(name: string, prints: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${prints}'\n`);
  chmodSync(join(folder, name), 0o755);
  return `${folder}:/usr/bin:/bin`;
}

const REQUEST: AskRequest = {
  ...{ model: 'claude-haiku-5-5', system: 'Say.', cacheSystem: null, user: 'Well?' },
  ...{ schema: { type: 'object' }, maxTokens: 100, effort: 'low', thinking: null },
};
/** What must not go anywhere here. */
const OTHERS = { ANTHROPIC_API_KEY: 'test-anthropic-key', ANTHROPIC_AUTH_TOKEN: 'test-anthropic-token' };

const ask = (cloud: CloudName, env: Record<string, string>, request: Partial<AskRequest> = {}) =>
  cloudBackend(cloud, { env: { PATH: '/usr/bin:/bin', ...OTHERS, ...env }, stderr: { write: () => {} } }).ask(
    {
      ...REQUEST,
      ...request,
    },
  );

const AWS = {
  AWS_ACCESS_KEY_ID: 'AKTEST',
  AWS_SECRET_ACCESS_KEY: 'test-secret',
  AWS_SESSION_TOKEN: 'test-session',
};

test('Bedrock: a bearer token, the profile of the region, and the model of the table as it is billed', async () => {
  const { url, seen } = await serve();
  const env = {
    ANTHROPIC_BEDROCK_BASE_URL: url,
    AWS_BEARER_TOKEN_BEDROCK: 'test-bearer',
    AWS_REGION: 'eu-west-1',
  };
  const reply = await ask('bedrock', { ...AWS, ...env }, { timeoutMs: 20_000 });
  expect(reply).toMatchObject({ text: '{"ok":true}', served: 'claude-haiku-5-5', usOnly: true });
  const [one] = seen;
  expect(one?.path).toBe('/model/eu.anthropic.claude-haiku-5-5/invoke');
  expect(one?.headers.authorization).toBe('Bearer test-bearer');
  expect(one?.body.anthropic_version).toMatch(/^\d|bedrock/);
  expect(JSON.stringify(seen)).not.toMatch(/test-anthropic|test-secret|AKTEST/);
});

test('Bedrock: keys of the environment sign the request, and are not in it', async () => {
  const { url, seen } = await serve();
  await ask('bedrock', { ANTHROPIC_BEDROCK_BASE_URL: url, ...AWS });
  const { authorization, 'x-amz-security-token': session } = seen[0]?.headers ?? {};
  expect(authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKTEST\/\d{8}\/us-east-1\/bedrock\/aws4_request, /,
  );
  expect(session).toBe('test-session');
  expect(JSON.stringify(seen)).not.toMatch(/test-anthropic|test-secret/);
});

test('Bedrock and Vertex: without them, the login of the cloud’s own program, asked once', async () => {
  const { url, seen } = await serve();
  const keys = JSON.stringify({ Version: 1, AccessKeyId: 'AKCLI', SecretAccessKey: 'test-secret' });
  await ask('bedrock', { ANTHROPIC_BEDROCK_BASE_URL: url, PATH: program('aws', keys) });
  const vertex = { ANTHROPIC_VERTEX_BASE_URL: `${url}/v1`, ANTHROPIC_VERTEX_PROJECT_ID: 'p' };
  await ask('vertex', { ...vertex, PATH: program('gcloud', 'test-google') });
  expect(seen.map(({ headers }) => headers.authorization)).toEqual([
    expect.stringContaining('Credential=AKCLI/'),
    'Bearer test-google',
  ]);
  await expect(ask('bedrock', { ANTHROPIC_BEDROCK_BASE_URL: url, PATH: '/nowhere' })).rejects.toMatchObject({
    failure: 'stop',
    message: expect.stringContaining('no credentials from aws'),
  });
  await expect(ask('vertex', { ...vertex, PATH: '/nowhere' })).rejects.toMatchObject({ failure: 'stop' });
  expect(seen).toHaveLength(2);
});

test('Vertex: project, region and a token of Google’s', async () => {
  const { url, seen } = await serve();
  const env = {
    ANTHROPIC_VERTEX_BASE_URL: `${url}/v1`,
    ANTHROPIC_VERTEX_PROJECT_ID: 'acme',
    CLOUD_ML_REGION: 'global',
  };
  const reply = await ask('vertex', { ...env, GOOGLE_OAUTH_ACCESS_TOKEN: 'test-google' });
  expect(reply).toMatchObject({ text: '{"ok":true}', usOnly: false });
  expect(seen[0]?.path).toBe(
    '/v1/projects/acme/locations/global/publishers/anthropic/models/claude-haiku-5-5:rawPredict',
  );
  expect(seen[0]?.headers.authorization).toBe('Bearer test-google');
  expect(JSON.stringify(seen)).not.toContain('test-anthropic');
});

test('Foundry: its own key', async () => {
  const { url, seen } = await serve();
  await ask('foundry', {
    ANTHROPIC_FOUNDRY_BASE_URL: `${url}/anthropic`,
    ANTHROPIC_FOUNDRY_API_KEY: 'test-azure',
  });
  expect(seen[0]?.path).toBe('/anthropic/v1/messages');
  expect(seen[0]?.headers).toMatchObject({ 'x-api-key': 'test-azure' });
  expect(seen[0]?.headers.authorization).toBeUndefined();
  expect(JSON.stringify(seen)).not.toContain('test-anthropic');
});

test.each<[CloudName, Record<string, string>]>([
  ['bedrock', { ANTHROPIC_BEDROCK_BASE_URL: 'https://amazonaws.com.evil.example' }],
  [
    'vertex',
    {
      ANTHROPIC_VERTEX_BASE_URL: 'https://evilaiplatform.googleapis.com.example',
      ANTHROPIC_VERTEX_PROJECT_ID: 'p',
    },
  ],
  [
    'foundry',
    { ANTHROPIC_FOUNDRY_BASE_URL: 'https://evil.example', ANTHROPIC_FOUNDRY_API_KEY: 'test-azure' },
  ],
  ['bedrock', { AWS_REGION: 'x.evil.example/' }],
  ['foundry', { ANTHROPIC_FOUNDRY_RESOURCE: 'evil.example/', ANTHROPIC_FOUNDRY_API_KEY: 'test-azure' }],
])('credentials for %s go to no other host', async (cloud, env) => {
  expect(() => cloudBackend(cloud, { env, stderr: { write: () => {} } })).toThrow(/go to that cloud only/);
});

test('a model there that knows no schema is asked again without one, and from then on', async () => {
  const { url, seen } = await serve(({ body }) =>
    body.output_config ? { status: 400, message: 'output_config: Extra inputs are not permitted' } : null,
  );
  const env = { ANTHROPIC_BEDROCK_BASE_URL: url, AWS_BEARER_TOKEN_BEDROCK: 'test-bearer' };
  const backend = cloudBackend('bedrock', { env, stderr: { write: () => {} } });
  await backend.ask(REQUEST);
  await backend.ask(REQUEST);
  expect(seen.map(({ body }) => 'output_config' in body)).toEqual([true, false, false]);
});

test('a refused credential is final, and what is busy is not', async () => {
  let status = 403;
  const { url } = await serve(() => ({ status, message: 'no' }));
  const env = { ANTHROPIC_BEDROCK_BASE_URL: url, AWS_BEARER_TOKEN_BEDROCK: 'test-bearer' };
  await expect(ask('bedrock', env)).rejects.toMatchObject({ failure: 'stop', exhausted: false });
  status = 429;
  await expect(ask('bedrock', env)).rejects.toMatchObject({ failure: 'again', busy: true });
});

test('a cloud is in use when Claude Code is told so and the environment says how', () => {
  expect(cloudInUse({ CLAUDE_CODE_USE_BEDROCK: '1', AWS_PROFILE: 'work' })).toBe('bedrock');
  expect(cloudInUse({ CLAUDE_CODE_USE_VERTEX: '1', ANTHROPIC_VERTEX_PROJECT_ID: 'p' })).toBe('vertex');
  expect(cloudInUse({ CLAUDE_CODE_USE_BEDROCK: '0', AWS_PROFILE: 'work' })).toBeNull();
  expect(cloudInUse({ CLAUDE_CODE_USE_BEDROCK: '1' })).toBeNull();
  expect(cloudInUse({ AWS_PROFILE: 'work' })).toBeNull();
});
