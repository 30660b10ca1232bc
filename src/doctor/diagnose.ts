// Everything that the doctor looks at without asking a model.
import { DEFAULT_RULES } from '../routing/default-policy.ts';
import { ageFindings } from './ages.ts';
import { readClientSettings } from './client-settings.ts';
import { readDefinitions } from './definitions.ts';
import type { Finding } from './finding.ts';
import { gatewayFindings } from './gateway.ts';
import { hookFindings } from './hooks.ts';
import { lintDefinition } from './lint.ts';
import { overrideFindings } from './overrides.ts';
import { permissionFindings } from './permissions.ts';
import { type OpenPolicy, policyFindings } from './policy-files.ts';
import { runtimeFindings } from './runtime.ts';

export interface Place {
  env: NodeJS.ProcessEnv;
  cwd: string;
  open: OpenPolicy;
  /** Whether the user's settings describe a model. */
  knows: (model: string) => boolean;
  versions: { node: string; client: string | null };
  now: Date;
}

/** Returns all that is wrong with a set-up, and what is worth knowing of it, in the order of what it costs. */
export function diagnose({ env, cwd, open, knows, versions, now }: Place): Finding[] {
  const { found, findings } = readClientSettings(cwd, env);
  const subagentModel = env.CLAUDE_CODE_SUBAGENT_MODEL || null;
  const all = [
    ...runtimeFindings(versions.node, versions.client),
    ...findings,
    ...overrideFindings(env, found, knows),
    ...policyFindings(open, cwd, env),
    ...hookFindings(env, found),
    ...readDefinitions(cwd, env).flatMap((one) => lintDefinition(one, { knows, subagentModel })),
    ...permissionFindings(found),
    ...gatewayFindings(env),
    ...ageFindings(now, DEFAULT_RULES),
  ];
  return [...all.filter(({ level }) => level === 'wrong'), ...all.filter(({ level }) => level === 'note')];
}
