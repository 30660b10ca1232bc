// Money of a plan is set aside before it is spent.
import { CeilingReached, type Reservation } from '../../ask/budget.ts';
import { usd } from '../../terminal/format.ts';
import type { RunContext } from './context.ts';

/** Sets aside what one call may cost, in US dollars. Returns null when the run is to stop instead. */
export async function reserveFor(
  { budget, halt }: Pick<RunContext, 'budget' | 'halt'>,
  limitUsd: number,
): Promise<Reservation | null> {
  let reservation: Reservation;
  try {
    if (limitUsd <= 0) throw new CeilingReached();
    reservation = await budget.reserve(limitUsd);
  } catch (error) {
    if (!(error instanceof CeilingReached)) throw error;
    halt.halt({ why: 'ceiling', message: `budget of ${usd(budget.ceilingUsd ?? 0)} reached` });
    return null;
  }
  if (!halt.halted) return reservation;
  reservation.settle(0);
  return null;
}
