// A coding CLI as a respondent, in the version that is installed.
import { randomUUID } from 'node:crypto';
import type { CliAnswer, CliFailure, CodingCli } from '../ask/coding-cli.ts';
import type { Catalog } from '../models/catalog.ts';
import { costUsd } from '../models/cost.ts';
import type { ModelCall, Respondent } from './respondent.ts';

/** Which CLI, and what is known of it on this machine. */
export interface CliVoice {
  name: string;
  cli: CodingCli;
  /** Null for the CLI's own default. */
  model: string | null;
  version: string;
  billedTo: string;
  /** What of its user's own set-up it sees all the same; '' when nothing. */
  sees: string;
}

/** Returns the respondent for a coding CLI, which runs in `env`. */
export function cliRespondent(voice: CliVoice, catalog: Catalog, env: NodeJS.ProcessEnv): Respondent {
  const { name, cli, model, version, billedTo, sees } = voice;
  return {
    name,
    via: `${model ?? 'its default model'} through ${cli.title} ${version}${sees && `, which sees ${sees}`}`,
    seesInFolder: cli.seesInFolder,
    billedTo,
    requested: model,
    effort: null,
    client: `${cli.name} ${version}`,
    priced: false,
    async ask({ system, user, schema }, { budget, signal, timeoutMs, folder, access }) {
      const work = { folder, access, timeoutMs, signal };
      const result = await cli.run(
        { prompt: `${system}\n\n${user}`, model, effort: null, schema, ...work },
        env,
      );
      const call = callOf(voice, result, catalog);
      (await budget.reserve(0)).settle(call?.costUsd ?? 0);
      return 'failure' in result
        ? { call, failure: result.failure, message: result.message }
        : { call, text: result.text, truncated: false };
    },
  };
}

/** What a run of the CLI came to; null when it failed and says nothing of what it used. */
function callOf(
  { cli, model }: CliVoice,
  { usage = null, ...result }: CliAnswer | CliFailure,
  catalog: Catalog,
): ModelCall | null {
  const served = ('served' in result ? result.served : null) ?? model;
  // What a vendor that resells others' models bills has nothing to do with their list price.
  const priced = cli.family !== 'mixed' && served && usage;
  const listed = priced ? costUsd(catalog.model(served), usage, { at: new Date() }) : null;
  const cost = result.costUsd ?? listed;
  if (!usage && cost === null && 'failure' in result) return null;
  const id = `${cli.name}-${randomUUID()}`;
  return { id, requestId: null, served, usage, costUsd: cost, usOnly: false, fast: false, isSum: true };
}
