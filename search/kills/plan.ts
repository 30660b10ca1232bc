// A plan killed at any moment and resumed: it ends like an undisturbed run, no finished step is repeated, and of the user's nothing moves.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvents } from '../../src/plan/run/events.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { gitIn, makeRepository, makeStandIn } from '../../test/support/plan-repository.ts';
import { planText } from '../../test/support/plan-text.ts';
import type { Ended } from '../../test/support/process.ts';
import { must } from '../area.ts';
import { type Box, boxIn, mustEndWell } from '../box.ts';
import { type KilledCase, killedRun } from './killed.ts';

const SCRIPTS = {
  one: 'echo 1 > one.txt',
  two: 'sleep 0.05; echo 2 > two.txt',
  three: 'echo $(($(cat one.txt) + $(cat two.txt))) > three.txt',
};
const STEPS = Object.keys(SCRIPTS);
const PLAN = planText([
  { id: 'one', verify: 'grep 1 one.txt' },
  { id: 'two', verify: 'sleep 0.05; grep 2 two.txt' },
  { id: 'three', needs: ['one', 'two'], verify: 'grep 3 three.txt' },
]);
/** Steps under way at once, each of which a kill may lose. */
const AT_ONCE = 2;

export const killedPlan: KilledCase = async ({ folder, random, kills }) => {
  const box = boxIn(folder, 'http://127.0.0.1:1');
  const repository = join(folder, 'project');
  mkdirSync(repository);
  makeRepository(repository);
  writeFileSync(join(repository, 'plan.md'), PLAN);
  writeFileSync(join(repository, 'README.md'), 'half an edit\n');
  const env = { CLAUDE_CODE_EXECPATH: makeStandIn(join(folder, 'stand-in'), SCRIPTS), ANTHROPIC_API_KEY: '' };
  const git = (...args: string[]): string => gitIn(repository, join(folder, 'home'), args);
  const theirs = (): string =>
    [
      git('status', '--porcelain'),
      git('rev-parse', 'HEAD'),
      readFileSync(join(repository, 'README.md')),
    ].join('\n');
  const before = theirs();
  const start = (verb: string) =>
    box.start(['plan', verb, 'plan.md', ...(verb === 'run' ? ['--yes'] : [])], env, 'project');
  const verb = (): string => (existsSync(join(box.home, 'plans')) ? 'resume' : 'run');
  for (let kill = 0; kill < kills; kill++) {
    await killedRun(start(verb()), 150 + random.below(1500));
    must(theirs() === before, () => `the user's files moved: ${theirs()}`);
  }
  const last = await toTheEnd(verb(), start);
  mustEndWell(last);
  must(last.code === 0, () => `exit ${last.code}: ${last.stderr}${last.stdout}`);
  must(theirs() === before, () => `the user's files moved: ${theirs()}`);
  must(git('show', 'tierwise/plan-plan:three.txt') === '3', () => 'the result is another one');
  const subjects = git('log', '--format=%s', 'main..tierwise/plan-plan').split('\n').sort();
  must(subjects.join() === 'Make one,Make three,Make two', () => `commits: ${subjects.join()}`);
  mustRepeatNothing(box, kills);
};

/** A plan that was killed before it began is begun. */
async function toTheEnd(verb: string, start: (verb: string) => Promise<Ended>): Promise<Ended> {
  const ended = await start(verb);
  return ended.stderr.includes('was never started') ? start('run') : ended;
}

function mustRepeatNothing({ home }: Box, kills: number): void {
  const [folder = ''] = readdirSync(join(home, 'plans'));
  const { events, passedOver } = readEvents(join(home, 'plans', folder));
  must(!passedOver.length, () => `events are damaged: ${JSON.stringify(passedOver)}`);
  for (const step of STEPS) {
    const own = events.filter((event) => 'step' in event && event.step === step).map(({ type }) => type);
    must(
      own.filter((type) => type === 'passed').length === 1,
      () => `${step} did not pass once: ${own.join()}`,
    );
    must(own.at(-1) === 'passed', () => `${step} went on after it had passed: ${own.join()}`);
  }
  const tries = events.filter(({ type }) => type === 'try').length;
  const most = STEPS.length + kills * AT_ONCE;
  must(tries <= most, () => `${tries} tries, at most ${most} were lost or needed`);
  const { calls, passedOver: lost } = readLedger(home);
  must(!lost.length, () => `the ledger is damaged: ${JSON.stringify(lost)}`);
  must(calls.length <= tries, () => `${tries} tries, ${calls.length} in the ledger`);
}
