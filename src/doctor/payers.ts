// Who is billed for what, as far as the environment says it.
import { anthropicServer } from '../ask/api.ts';
import { cloudInUse } from '../ask/cloud.ts';
import { UsageError } from '../errors.ts';

export interface Payer {
  what: string;
  who: string;
}

const CLOUDS: readonly [variable: string, cloud: string][] = [
  ['CLAUDE_CODE_USE_BEDROCK', 'your AWS account (Amazon Bedrock)'],
  ['CLAUDE_CODE_USE_VERTEX', 'your Google Cloud project (Vertex AI)'],
  ['CLAUDE_CODE_USE_FOUNDRY', 'your Azure subscription (Microsoft Foundry)'],
];
const OFF = /^(?:|0|false|no|off)$/i;

/** Returns who pays for sessions, for what the command asks itself, and for the steps of plans. */
export function payersOf(env: NodeJS.ProcessEnv, isLoggedIn: boolean): Payer[] {
  const cloud = CLOUDS.find(([variable]) => !OFF.test(env[variable] ?? ''))?.[1];
  const subscription = isLoggedIn ? 'your Claude subscription' : 'nobody yet: no login';
  const key = keyIn(env);
  return [
    { what: 'sessions of Claude Code', who: cloud ?? key ?? subscription },
    { what: 'bulk runs and opinions', who: (cloudInUse(env) && cloud) ?? key ?? cloud ?? subscription },
    { what: 'steps of plans', who: cloud ?? subscription },
  ];
}

function keyIn(env: NodeJS.ProcessEnv): string | null {
  try {
    const server = anthropicServer(env);
    return server && `the credential in ${server.credential.variable}, at ${server.url}`;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
