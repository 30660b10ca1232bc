// One question to one model, of which nothing on this machine is within reach.
import { dataHome } from '../data-home.ts';
import { systemReason } from '../errors.ts';
import type { Host } from '../host.ts';
import type { AskResult, Prompt, Respondent } from '../opinion/respondent.ts';
import type { Source } from '../usage/ledger-entry.ts';
import { directRecorder } from '../usage/own-calls.ts';

interface Once {
  source: Source;
  /** Null: no ceiling but the budgets. */
  maxCostUsd: number | null;
  timeoutMs: number;
}

/** Asks, and puts what it cost into the ledger. Returns what came of it. Throws UsageError when so much may not be spent. */
export async function askOnce(
  who: Respondent,
  prompt: Prompt,
  host: Host,
  { source, maxCostUsd, timeoutMs }: Once,
): Promise<AskResult> {
  const { access, cwd, env, stderr } = host;
  const result = await who.ask(prompt, {
    budget: access.budget(maxCostUsd),
    signal: AbortSignal.timeout(timeoutMs),
    timeoutMs,
    folder: cwd,
    access: 'none',
    onWait: (reason) => stderr.write(`${reason}; trying again.\n`),
  });
  const { call } = result;
  if (!call) return result;
  const served = call.served ?? who.requested ?? 'unknown';
  const record = directRecorder(dataHome(env), host, (error) =>
    stderr.write(`The ledger cannot be written (${systemReason(error)}): the report will lack this call.\n`),
  );
  record({
    source,
    requested: who.requested ?? served,
    effort: who.effort,
    reply: { ...call, served, stop: 'failure' in result ? result.failure : 'complete' },
    costUsd: call.costUsd,
  });
  return result;
}
