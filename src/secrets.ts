// What looks like a secret, by the name of a file or by what is in it. It is for stopping in time, not for finding everything: a
// pattern here has a shape that hardly anything else has. None is worse than linear in the text.

import { UsageError } from './errors.ts';

export interface Secret {
  /** As the option takes it. */
  name: string;
  /** In words, without the secret. */
  kind: string;
}

/** The option that sends a file all the same. */
export const SEND_ANYWAY = '--send-anyway';
const MOST_NAMED = 5;

/** Throws UsageError when something is found that is not allowed by its name; '' allows what is found alone. */
export function refuseSecrets(found: readonly Secret[], allowed: readonly string[]): void {
  const names = new Set(found.map(({ name }) => name));
  const isAllowed = (name: string): boolean =>
    allowed.includes(name) || (names.size === 1 && allowed.includes(''));
  const refused = found.filter(
    ({ name }, at) => !isAllowed(name) && found.findIndex((one) => one.name === name) === at,
  );
  if (!refused.length) return;
  const shown = refused.slice(0, MOST_NAMED);
  const more = refused.length > MOST_NAMED ? ` and ${refused.length - MOST_NAMED} more` : '';
  const what = shown
    .map(({ name, kind }) => `${name === '-' ? 'standard input' : name} (${kind})`)
    .join(', ');
  const options = shown.map(({ name }) => `${SEND_ANYWAY}=${shellWord(name)}`).join(' ');
  throw new UsageError(
    `Nothing was sent, because of what looks like a secret: ${what}${more}.\nLeave it out, or send it all the same with: ${options}`,
  );
}

const shellWord = (text: string): string =>
  /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** Names of files that hold nothing else; of the last two parts of a path. */
const BY_NAME: readonly (readonly [kind: string, name: RegExp])[] = [
  ['a file of environment variables', /(?:^|\/)\.env[^/]*$|\.env$/i],
  ['a private key', /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\.ppk$/i],
  ['a file of passwords', /(?:^|\/)(?:[._]netrc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials)$/i],
  ['a file of credentials', /(?:^|\/)\.aws\/credentials$|(?:^|\/)application_default_credentials\.json$/i],
];

/** A line end, in a file or in the text of a string, and what may stand before the next line of a string, comment or diff. */
const LINE_END = String.raw`(?:\\r|\\n|\s|["'${'`'}+,>*#/|]){1,80}`;

const BY_CONTENT: readonly (readonly [kind: string, shape: RegExp])[] = [
  [
    'a private key',
    // Followed by a key, or by the headers of one: code that looks for such a line is not a key.
    new RegExp(
      `---BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?---(?:--)?(?:${LINE_END}[A-Z][A-Za-z-]{3,20}: [^\\n]{0,200}){0,5}${LINE_END}[A-Za-z0-9+/=]{8,}(?![A-Za-z0-9+/=]* )`,
    ),
  ],
  ['a private key', /^PuTTY-User-Key-File-\d/m],
  ['an AWS access key', /(?<![A-Za-z0-9])(?:AKIA[A-Z0-9]{12,}|ASIA[A-Z0-9]{16})(?![A-Za-z0-9])/],
  [
    'an AWS secret key',
    /aws_secret_access_key["']?\s{0,9}[:=]\s{0,9}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i,
  ],
  ['a GitHub token', /(?<![A-Za-z0-9])(?:gh[oprsu]_[A-Za-z0-9]{20}|github_pat_\w{22})/],
  ['a GitLab token', /(?<![A-Za-z0-9])glpat-[\w-]{20}/],
  [
    'a Slack token',
    /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10}|hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\//,
  ],
  ['a Google key', /(?<![A-Za-z0-9])(?:AIza[\w-]{30}|GOCSPX-[\w-]{20}|ya29\.[\w-]{30})/],
  ['a Stripe key', /(?<![A-Za-z0-9])(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16}/],
  ['an API key of a model vendor', /(?<![A-Za-z0-9])sk-(?:ant|proj|svcacct|admin|or)-[\w-]{16}/],
  ['an API key of a model vendor', /(?<![\w-])sk-(?=[a-z0-9]{0,40}[A-Z])(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{32}/],
  [
    'an npm token',
    /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30}|:_(?:authToken|password|auth)\s{0,9}=\s{0,9}["']?[A-Za-z0-9+/=-]{8}/,
  ],
  ['a PyPI token', /(?<![A-Za-z0-9])pypi-AgE[\w-]{40}/],
  ['a Hugging Face token', /(?<![A-Za-z0-9])hf_[A-Za-z]{30}/],
  ['a SendGrid key', /(?<![A-Za-z0-9])SG\.[\w-]{20,24}\.[\w-]{40}/],
  ['an Azure storage key', /AccountKey=[A-Za-z0-9+/]{60}/],
  ['a JSON Web Token', /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}\.[\w-]{20}/],
];

/** Returns what a file looks like that should not leave the machine, in words; null for any other. The secret is not in the words. */
export function secretIn(name: string, text: string): string | null {
  const path = name.replaceAll('\\', '/');
  for (const [kind, pattern] of BY_NAME) if (pattern.test(path)) return kind;
  for (const [kind, shape] of BY_CONTENT) if (shape.test(text)) return kind;
  return null;
}

/** A private key to its end, or as far as it goes. */
const WHOLE_KEY =
  /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----BEGIN )[\s\S]){0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;

/** Returns `text` with what looks like a secret by its content left out, each with the kind in its place. */
export function maskSecrets(text: string): string {
  let masked = text;
  for (const [kind, shape] of BY_CONTENT) {
    if (!shape.test(masked)) continue;
    if (kind === 'a private key') masked = masked.replace(WHOLE_KEY, `[${kind}, left out]`);
    // A shape is enough of a secret to know it by; the rest of it follows.
    const whole = new RegExp(`(?:${shape.source})(?:[\\w+/=~-]|\\.(?=\\w))*`, `${shape.flags}g`);
    masked = masked.replace(whole, `[${kind}, left out]`);
  }
  return masked;
}
