// Credentials for a cloud that are not in the environment: the cloud's own program has them, by profile, login or service account.
import { type Child, environmentFor } from '../credentials.ts';
import { runProgram } from '../process.ts';
import { AskError } from './backend.ts';
import type { AwsKeys } from './cloud-connection.ts';
import { parseJson, textAt } from './foreign.ts';

const TIMEOUT_MS = 30_000;
/** A token is good for an hour; asked for anew well before that. */
const GOOD_FOR_MS = 20 * 60_000;

/** Returns the keys that the AWS CLI gives out. Throws AskError. */
export const awsKeys = (env: NodeJS.ProcessEnv): (() => Promise<AwsKeys>) =>
  kept(async () => {
    const said = parseJson(
      await printed('aws', ['configure', 'export-credentials', '--format', 'process'], env),
    );
    const [accessKeyId, secretAccessKey] = [textAt(said, 'AccessKeyId'), textAt(said, 'SecretAccessKey')];
    if (!accessKeyId || !secretAccessKey) throw noLogin('aws', 'it printed no keys');
    return { accessKeyId, secretAccessKey, sessionToken: textAt(said, 'SessionToken') };
  });

/** Returns the token that Google's CLI gives out. Throws AskError. */
export const googleToken = (env: NodeJS.ProcessEnv): (() => Promise<string>) =>
  kept(async () => {
    const token = (
      await printed('gcloud', ['auth', 'application-default', 'print-access-token'], env)
    ).trim();
    if (!token) throw noLogin('gcloud', 'it printed no token');
    return token;
  });

/** One login at a time, kept for a while; a failed one is tried again. */
function kept<Value>(fetch: () => Promise<Value>): () => Promise<Value> {
  let [value, since] = [null as Promise<Value> | null, 0];
  return () => {
    if (!value || performance.now() - since > GOOD_FOR_MS) {
      since = performance.now();
      value = fetch().catch((error) => {
        value = null;
        throw error;
      });
    }
    return value;
  };
}

async function printed(
  program: Child & ('aws' | 'gcloud'),
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const ended = await runProgram(program, args, {
    env: environmentFor(program, env),
    input: '',
    timeoutMs: TIMEOUT_MS,
  }).catch(() => {
    throw noLogin(program, 'it is not installed');
  });
  if (ended.ended || ended.code !== 0)
    throw noLogin(program, ended.stderr.trim().split('\n').at(-1) ?? 'it failed');
  return ended.stdout;
}

const noLogin = (program: string, why: string): AskError =>
  new AskError({ failure: 'stop', message: `no credentials from ${program}: ${why}. ${LOGIN[program]}` });

const LOGIN: Readonly<Record<string, string>> = {
  aws: 'Set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with: aws sso login',
  gcloud: 'Set GOOGLE_OAUTH_ACCESS_TOKEN, or log in with: gcloud auth application-default login',
};
