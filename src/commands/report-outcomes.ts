// `tierwise report --outcomes`: what is on disk about the outcomes of real work, told. Writes nothing.
import { allCalibrations } from '../calibrate/kept/record.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import { readReviewed } from '../evidence/decisions.ts';
import { type OutcomeReport, outcomeReport } from '../evidence/outcome-report.ts';
import { formatOutcomes } from '../evidence/text.ts';
import type { Host } from '../host.ts';
import { loadCatalogLeniently } from '../models/catalog.ts';
import { priceInForce } from '../models/cost.ts';
import { ownSettingsFile, readOwnText } from '../models/settings-file.ts';
import { type PassedOver, passedOverInWords } from '../records.ts';
import { tiersWith } from '../routing/in-force.ts';
import { loadPolicies } from '../routing/load.ts';
import { visibleJson } from '../terminal/visible.ts';
import { readOutcomes, readSettled } from '../usage/outcomes.ts';

/** Prints the outcomes since `from` (null: ever). Returns the exit code. */
export function reportOutcomes(host: Host, from: Date | null, json: boolean): ExitCode {
  const passedOver: PassedOver[] = [];
  const report = gather(host, from, (one) => passedOver.push(one));
  for (const line of passedOverInWords(passedOver)) host.stderr.write(`${line}\n`);
  host.stdout.write(`${json ? visibleJson(report) : formatOutcomes(report)}\n`);
  return EXIT.ok;
}

function gather(
  { env, cwd, stderr }: Host,
  from: Date | null,
  onPassedOver: (one: PassedOver) => void,
): OutcomeReport {
  const home = dataHome(env);
  const { tiers, model } = loadCatalogLeniently(home, cwd, env);
  const settled = readSettled(home, onPassedOver);
  const { calibrations } = allCalibrations(home);
  const to = new Date();
  const { problems } = loadPolicies(home, null);
  for (const problem of problems) stderr.write(`${problem} So no change of it is proposed as a diff.\n`);
  const file = ownSettingsFile(home);
  const read = readOwnText(file);
  return outcomeReport({
    ...{ from, to, settled, file },
    text: 'text' in read ? read.text : null,
    valid: !problems.length && 'text' in read,
    outcomes: readOutcomes(home, onPassedOver),
    reviewed: readReviewed(home, from),
    names: new Map([
      ...calibrations.map(({ task }) => [task.hash, task.name] as const),
      ...settled.map(({ hash, task }) => [hash, task] as const),
    ]),
    tiers: tiersWith(tiers, model),
    priceOf: (tier) => {
      const facts = model(tiers[tier].model);
      return (facts && priceInForce(facts, to)?.output) ?? null;
    },
  });
}
