// Before anything is asked: who will answer, and what makes it not worth beginning.
import { UsageError } from '../errors.ts';
import { priceInForce } from '../models/cost.ts';
import { estimateRun } from './result/estimate.ts';
import { howToTagTheRest } from './result/no-model.ts';
import type { JobSettings } from './settings.ts';
import type { Survey } from './survey/survey.ts';

/** Returns who answers, and who is billed, in a line. */
export function whoAnswers({ backend, catalog, tiers, votes, batch, servers }: JobSettings): string {
  if (!backend) return 'rules and stored answers only: no model is asked, nothing is billed';
  const [first, ...above] = tiers.map((tier) => `${tier} (${catalog.tiers[tier].model})`);
  const then = above.length ? `; what it cannot decide goes to ${above.join(', then ')}` : '';
  const others = [...(servers?.values() ?? [])].filter((one) => one !== backend);
  const routes = [backend, ...others].map(({ via, billedTo }) => `${via}, billed to ${billedTo}`);
  return `${first} answers${votes > 2 ? ` ${votes} times` : votes > 1 ? ' twice' : ''}${then}; ${batch ? 'in batches ' : ''}through ${routes.join('; through ')}`;
}

/** Returns why images cannot be asked about; undefined when all the tiers take them. */
export function imageProblem({ tiers, catalog }: Pick<JobSettings, 'tiers' | 'catalog'>): string | undefined {
  const blind = tiers.map((tier) => catalog.tiers[tier].model).find((id) => !catalog.model(id)?.images);
  return blind && `it is an image, and ${blind} is not known to take images`;
}

/** Throws UsageError where the price of a tier is not known: a ceiling on it would not be one. */
export function refuseUnpricedCeiling({ catalog, tiers }: Pick<JobSettings, 'catalog' | 'tiers'>): void {
  for (const tier of tiers) {
    const { model: id } = catalog.tiers[tier];
    const model = catalog.model(id);
    if (model && priceInForce(model, new Date())) continue;
    throw new UsageError(
      `--max-cost cannot be enforced: no price is known for ${id} (${tier}). Add its price under "models" in tierwise.md, or leave --max-cost out.`,
    );
  }
}

/** Throws UsageError without a model and without a rule that helps: an output of empty tags would only look like a result. */
export function refuseNothingToDo({ backend, task, ...rest }: JobSettings, found: Survey): void {
  if (
    backend ||
    rest.piece ||
    rest.sample !== null ||
    found.open().length < found.distinct ||
    !found.toAsk.items
  )
    return;
  const estimate = estimateRun({ backend, task, ...rest }, found);
  throw new UsageError(
    task.kind === 'scheme'
      ? `No model is available, and no rule of the scheme "${task.name}" decides any item: ${howToTagTheRest(estimate)}`
      : `No model is available: ${howToTagTheRest(estimate)}`,
  );
}
