import { setTimeout } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { holderOf } from '../lock.ts';
import { type PlanReport, reportOn, type StepReport } from '../plan/report/plan-report.ts';
import { formatReport, stepLine } from '../plan/report/plan-report-text.ts';
import { readEvents } from '../plan/run/events.ts';
import { stateOf } from '../plan/run/state.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { alone } from '../terminal/progress.ts';
import { circumstancesOf, type OpenedPlan, readState } from './plan-open.ts';
import { costsSoFar } from './plan-spent.ts';

const POLL_MS = 250;

/** Shows a plan that runs as it goes on, on stderr, until its run ends. Returns null then; the exit code when the user stops it. */
export async function watch(host: Host, opened: OpenedPlan): Promise<ExitCode | null> {
  const { plan, folder } = opened;
  const known = await circumstancesOf(opened, readState(host, opened));
  if (!known.running) return null;
  const interrupt = onInterrupt(host, () => {});
  const show = host.stderr.isTTY ? redrawing(host) : inLines(host);
  try {
    while (holderOf(folder) !== null) {
      if (interrupt.signal.aborted) return EXIT.interrupted;
      const state = stateOf(plan, readEvents(folder).events);
      const report = reportOn(plan, state, known);
      show({ report, text: () => formatReport(report, costsSoFar(opened, plan, state)) });
      await pause(interrupt.signal);
    }
    return null;
  } finally {
    interrupt.release();
    if (host.stderr.isTTY) show(null);
  }
}

/** Ends early when the user stops us. */
const pause = (signal: AbortSignal): Promise<void> =>
  setTimeout(POLL_MS, undefined, { signal }).catch(() => {});

interface Standing {
  report: PlanReport;
  text(): string;
}

type Show = (standing: Standing | null) => void;

/** The whole report, alone on the screen. */
function redrawing({ stderr }: Host): Show {
  let drawn = '';
  return (standing) => {
    const text = standing ? `${standing.text()}\n` : '';
    if (text === drawn) return;
    stderr.write(alone(text));
    drawn = text;
  };
}

/** Each step when something has changed about it. */
function inLines({ stderr }: Host): Show {
  const said = new Map<string, string>();
  return (standing) => {
    for (const step of standing?.report.steps ?? []) {
      const line = stepLine(step);
      if (said.get(step.id) === line) continue;
      if (said.has(step.id) || !isUntouched(step)) stderr.write(`${line}\n`);
      said.set(step.id, line);
    }
  };
}

const isUntouched = ({ status }: StepReport): boolean => status === 'open' || status === 'waits';
