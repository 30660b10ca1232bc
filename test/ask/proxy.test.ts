// Which proxy a server is asked through.
import { expect, test } from 'vitest';
import { byProxy, proxyFor } from '../../src/ask/proxy.ts';

const PROXY = 'http://gate.example:3128';

test.each<[string, NodeJS.ProcessEnv, string | null]>([
  ['https://api.example/v1', {}, null],
  ['https://api.example/v1', { HTTPS_PROXY: PROXY }, 'http://gate.example:3128/'],
  ['https://api.example/v1', { https_proxy: 'gate.example:3128' }, 'http://gate.example:3128/'],
  ['https://api.example/v1', { HTTP_PROXY: PROXY }, null],
  ['http://api.example/v1', { HTTP_PROXY: PROXY }, 'http://gate.example:3128/'],
  ['http://api.example/v1', { HTTPS_PROXY: PROXY }, null],
  ['https://api.example/v1', { https_proxy: '', HTTPS_PROXY: PROXY }, null],
  ['https://api.example/v1', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, null],
  ['https://api.example/v1', { HTTPS_PROXY: PROXY, NO_PROXY: 'other, API.example' }, null],
  ['https://api.example/v1', { HTTPS_PROXY: PROXY, no_proxy: '.example' }, null],
  ['https://api.example/v1', { HTTPS_PROXY: PROXY, no_proxy: '*.example' }, null],
  ['https://api.example/v1', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.example:443' }, null],
  [
    'https://api.example/v1',
    { HTTPS_PROXY: PROXY, NO_PROXY: 'api.example:444' },
    'http://gate.example:3128/',
  ],
  ['https://myapi.example/v1', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.example' }, 'http://gate.example:3128/'],
  ['http://127.0.0.1:11434/v1', { HTTP_PROXY: PROXY }, null],
  ['http://localhost:11434/v1', { HTTP_PROXY: PROXY }, null],
])('%s with %j: %s', (server, env, proxy) => {
  expect(proxyFor(new URL(server), env)?.href ?? null).toBe(proxy);
});

test('one that cannot be used is told, and never gone around', () => {
  const server = new URL('https://api.example/v1');
  expect(() => proxyFor(server, { HTTPS_PROXY: 'socks5://gate.example:1080' })).toThrow(
    'HTTPS_PROXY: a proxy for api.example must be http or https. Expected an address such as http://proxy.example:3128, or add api.example to NO_PROXY.',
  );
});

test('it is named without the password in its address', () => {
  const env = { HTTPS_PROXY: 'http://me:word@gate.example:3128' };
  expect(byProxy(new URL('https://api.example'), env)).toBe(' through the proxy gate.example:3128');
});
