// What is stopped before it is sent, and what only looks a little like it. No secret stands here whole: each is put together.
import { describe, expect, test } from 'vitest';
import { maskSecrets, secretIn } from '../src/secrets.ts';
import { processorTime } from './support/growth.ts';

const KEY = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB\nAAAAMwAAAAtzc2gtZWQyNTUxOQAAACD5\n';
const pem = (kind: string, body = KEY): string => `-----BEGIN ${kind}-----\n${body}-----END ${kind}-----\n`;
const letters = (many: number): string => 'aB3dE5gH1jK2mN4pQ6sT8vW0yZ7x'.repeat(10).slice(0, many);
const capitals = (many: number): string => 'Q7ZX3PLM5KDJ2WTR'.repeat(4).slice(0, many);

describe('by name', () => {
  test.each([
    ...['.env', '.env.local', 'config/.env.production', '.ENV', '.envrc', 'prod.env', 'C:\\app\\.env'],
    ...[
      'id_rsa',
      '/home/u/.ssh/id_ed25519',
      '.netrc',
      '.pgpass',
      '.git-credentials',
      '.aws/credentials',
      'x.ppk',
    ],
  ])('%s', (name) => {
    expect(secretIn(name, 'A=1\n')).toMatch(/^a (?:file of|private key)/);
  });

  test.each([
    ...[
      'environment.ts',
      'src/env.ts',
      'env',
      'id_rsa.pub',
      'dotenv.md',
      'credentials.ts',
      'netrc.md',
      'my.env.ts',
    ],
  ])('not %s', (name) => {
    expect(secretIn(name, 'A=1\n')).toBeNull();
  });
});

const SECRETS: [kind: string, what: string, text: string][] = [
  ['a private key', 'of OpenSSH', pem('OPENSSH PRIVATE KEY')],
  ['a private key', 'with Windows’ line ends', pem('RSA PRIVATE KEY').replaceAll('\n', '\r\n')],
  ['a private key', 'PKCS #8', `Notes.\n\n${pem('PRIVATE KEY')}`],
  [
    'a private key',
    'encrypted',
    pem('RSA PRIVATE KEY', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0011\n\n${KEY}`),
  ],
  ['a private key', 'of PGP', pem('PGP PRIVATE KEY BLOCK', `Version: GnuPG v2\n\n${KEY}`)],
  ['a private key', 'in JSON', JSON.stringify({ private_key: pem('PRIVATE KEY') })],
  [
    'a private key',
    'in the lines of a program',
    `const key = '-----BEGIN EC PRIVATE ${'KEY'}-----\\n' +\n  'MHcCAQEEIJr0aB3dE5gH\\n' +\n`,
  ],
  ['a private key', 'in a comment', `// -----BEGIN PRIVATE ${'KEY'}-----\n// MHcCAQEEIJr0aB3dE5gH\n`],
  ['a private key', 'in YAML', `key: |\n    ${pem('PRIVATE KEY').replaceAll('\n', '\n    ')}`],
  ['a private key', 'short', pem('PRIVATE KEY', 'MIIEvQIBADAN\n')],
  ['an AWS access key', 'bare', `AK${'IA'}${capitals(16)}`],
  ['an AWS access key', 'in a program', `client({ key: "AK${'IA'}IOSFODNN7EXAMPLE" })`],
  ['an AWS secret key', 'in settings', `aws_secret_access_key = ${letters(40)}\n`],
  ['a GitHub token', 'classic', `git clone https://gh${'p_'}${letters(36)}@github.com/a/b`],
  ['a GitHub token', 'fine-grained', `github${'_pat_'}${letters(22)}_${letters(59)}`],
  ['a GitLab token', 'personal', `gl${'pat-'}${letters(20)}`],
  ['a Slack token', 'of a bot', `xo${'xb-'}123456789012-${letters(24)}`],
  ['a Google key', 'of an API', `AI${'za'}${letters(35)}`],
  ['a Stripe key', 'live', `sk${'_live_'}${letters(24)}`],
  ['an API key of a model vendor', 'Anthropic’s', `sk-${'ant'}-api03-${letters(90)}`],
  ['an API key of a model vendor', 'OpenAI’s', `sk-${'proj'}-${letters(48)}`],
  ['an API key of a model vendor', 'an old one', `OPENAI_API_KEY=sk-${letters(48)}`],
  ['an npm token', 'bare', `np${'m_'}${letters(36)}`],
  ['an npm token', 'in .npmrc', `//npm.example.test/:_auth${'Token'}=${letters(36)}\n`],
  [
    'a JSON Web Token',
    'in a header',
    `Bearer ey${'J'}hbGciOiJIUzI1NiJ9.ey${'J'}zdWIiOiIxMjM0NTY3ODkwIn0.${letters(43)}`,
  ],
];

describe('by content', () => {
  test.each(SECRETS)('%s, %s', (kind, _, text) => {
    expect(secretIn('notes.md', text)).toBe(kind);
    expect(secretIn('notes.md', `${'x y\n'.repeat(1000)}${text}${'\nz'.repeat(1000)}`)).toBe(kind);
  });

  test('what is found is told without it', () => {
    const words = SECRETS.flatMap(([, , text]) =>
      text.split(/\s+/).flatMap((word) => (word.length > 12 ? [[text, word] as const] : [])),
    );
    expect(words.length).toBeGreaterThan(SECRETS.length / 2);
    for (const [text, word] of words) expect(secretIn('a', text)).not.toContain(word);
  });
});

describe('not a secret', () => {
  test.each([
    ['a public key', pem('PUBLIC KEY')],
    ['a public key of SSH', `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${letters(40)} me@host`],
    ['a certificate', pem('CERTIFICATE')],
    ['a signature', pem('PGP SIGNATURE')],
    ['a public block of PGP', pem('PGP PUBLIC KEY BLOCK')],
    [
      'code that looks for a key',
      `if (text.includes('-----BEGIN PRIVATE KEY-----')) throw new Error('no');\nconst a = 12345678;`,
    ],
    [
      'code that cuts one',
      `const body = pem.replace("-----BEGIN RSA PRIVATE KEY-----", "").replace("-----END RSA PRIVATE KEY-----", "");`,
    ],
    [
      'a shell that looks for one',
      `grep -q '-----BEGIN OPENSSH PRIVATE KEY-----' ~/.ssh/config && echo found`,
    ],
    [
      'a page about them',
      'The file begins with\n-----BEGIN PRIVATE KEY-----\nfollowed by the key in base64.\n',
    ],
    ['a place for one', pem('PRIVATE KEY', '<your key here>\n')],
    ['a place for one, with dots', pem('PRIVATE KEY', '...\n')],
    [
      'code that reads variables',
      `const { OPENAI_API_KEY, AWS_ACCESS_KEY_ID } = process.env;\naws_secret_access_key = os.environ["AWS_SECRET_ACCESS_KEY"]`,
    ],
    ['settings that take them from the environment', `//npm.example.test/:_authToken=$${'{NPM_TOKEN}'}\n`],
    ['a pattern for one', 'const AWS = /AKIA[0-9A-Z]{16}/; const GH = /ghp_[A-Za-z0-9]{36}/;'],
    ['a style', '.sk-fading-circle-of-many-small-dots-in-a-row { }'],
    ['a hash', 'sha512-2Zb1tZ8Qm7kL0aB3dE5gH1jK2mN4pQ6sT8vW0yZ7xAKIAdE5gH1jK2mN4pQ6sT8vW0yZ7x=='],
    ['words in capitals', 'AKIA is a prefix, ASIA A CONTINENT, ASIAPACIFIC'],
    ['base64 of JSON', `ey${'J'}hbGciOiJIUzI1NiJ9`],
  ])('%s', (_, text) => {
    expect(secretIn('src/keys.ts', text)).toBeNull();
  });

  test('this package’s own source and documentation', async () => {
    const { gitNow } = await import('../src/git.ts');
    const { readFileSync } = await import('node:fs');
    const { join } = await import('node:path');
    const { REPOSITORY } = await import('./support/repository.ts');
    const tracked = gitNow(['ls-files'], { cwd: REPOSITORY, env: process.env }).split('\n').filter(Boolean);
    const found = tracked
      .filter((name) => /\.(?:ts|md|json|ya?ml|cjs|mjs|txt)$/.test(name))
      .map((name) => [name, secretIn(name, readFileSync(join(REPOSITORY, name), 'utf8'))])
      .filter(([, kind]) => kind);
    expect(found).toEqual([]);
  });
});

test.each([
  ['heads of keys', '-----BEGIN PRIVATE KEY-----\n\n\n\n'],
  ['heads of headers', '-----BEGIN PRIVATE KEY-----\nVersion: x\nVersion: x\n'],
  ['dashes', '-----------'],
  ['halves of tokens', `ey${'J'}-`],
  ['whole halves', `ey${'J'}hbGciOiJIUzI1NiJ9..`],
  ['beginnings', 'sk-'],
  ['short keys', 'sk-aaaaaaaaaaaaaaaaaaaaaaaa '],
  ['spaces', 'aws_secret_access_key         '],
])('600 KB of %s take no time', (_, unit) => {
  const text = unit.repeat(Math.ceil(600_000 / unit.length));
  expect(processorTime(() => expect(secretIn('a.txt', text)).toBeNull())).toBeLessThan(1000);
});

describe('masked', () => {
  test('a private key is left out to its end, and what is around it stays', () => {
    const text = `before\n${pem('OPENSSH PRIVATE KEY')}after`;
    expect(maskSecrets(text)).toBe('before\n[a private key, left out]\nafter');
    expect(maskSecrets(`${text}\n${text}`)).not.toContain('AAAA');
  });

  test('one that was cut off is left out, too', () => {
    const cut = pem('RSA PRIVATE KEY').replace(/-----END.*\n/, '');
    expect(maskSecrets(cut)).toBe('[a private key, left out]');
  });

  test('of a token nothing is left, however long it is', () => {
    const token = `ghp_${letters(36)}`;
    expect(maskSecrets(`Use ${token}, not ${token}.`)).toBe(
      'Use [a GitHub token, left out], not [a GitHub token, left out].',
    );
    expect(maskSecrets(`sk-proj-${letters(90)}-x_${letters(20)}`)).toBe(
      '[an API key of a model vendor, left out]',
    );
  });

  test('what is no secret stays as it is', () => {
    const text = 'A private key begins with -----BEGIN PRIVATE KEY-----. Keep yours in a vault.\n';
    expect(maskSecrets(text)).toBe(text);
  });

  test('takes time in proportion to the text', () => {
    const text = pem('RSA PRIVATE KEY')
      .replace(/-----END.*/, '')
      .repeat(5000);
    expect(processorTime(() => maskSecrets(text))).toBeLessThan(2000);
  });
});
