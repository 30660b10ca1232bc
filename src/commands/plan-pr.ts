import { createInterface } from 'node:readline';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import { gitAsTyped } from '../git.ts';
import { gitFailure } from '../git-failure.ts';
import type { Host } from '../host.ts';
import { gh } from '../plan/gh.ts';
import { currentBranch, type Repository, remoteOf } from '../plan/git/git.ts';
import { type PlanReport, reportOn } from '../plan/report/plan-report.ts';
import { type PullRequestText, pullRequestText } from '../plan/report/pull-request.ts';
import { visibleJson } from '../terminal/visible.ts';
import { circumstancesOf, openPlan, readState } from './plan-open.ts';

export interface PullRequestOptions {
  base?: string;
  draft?: boolean;
  yes?: boolean;
  json?: boolean;
}

interface PullRequest extends PullRequestText {
  branch: string;
  /** Null: the one that GitHub takes. */
  base: string | null;
  remote: string;
  draft: boolean;
}

/** Shows the pull request of a plan's branch; on the user's yes pushes the branch and opens it, or brings an open one up to date. */
export async function pullRequest(host: Host, file: string, options: PullRequestOptions): Promise<ExitCode> {
  const opened = await openPlan(host, file);
  const { plan, repository } = opened;
  const state = readState(host, opened);
  const report = reportOn(plan, state, await circumstancesOf(opened, state));
  const branch = branchToPush(report, file);
  const remote = await remoteOf(repository);
  if (!remote)
    throw new UsageError(
      `${repository.root} has no remote to push to. Add one: git remote add origin <address>`,
    );
  const isWhole = report.proven && report.done === report.steps.length;
  const request: PullRequest = {
    ...pullRequestText(plan, report, host.access.readText(file)),
    ...{ branch, remote, base: options.base ?? (await currentBranch(repository)) },
    draft: options.draft === true || !isWhole,
  };
  if (!options.json) host.stdout.write(`${shown(request)}\n`);
  const isWanted = options.yes === true || (!options.json && (await askToPush(host, request)));
  const url = isWanted ? await open(repository, request) : null;
  if (options.json) host.stdout.write(`${visibleJson({ ...request, url })}\n`);
  else host.stdout.write(`${url ?? `Nothing was pushed. Do it with: tierwise plan pr ${file} --yes`}\n`);
  return url ? EXIT.ok : EXIT.incomplete;
}

function branchToPush({ branch, branchIs }: PlanReport, file: string): string {
  if (!branch) throw new UsageError(`${file} has no branch yet. Run it: tierwise plan run ${file}`);
  if (branchIs === 'merged')
    throw new UsageError(`${branch} is merged into your branch already: there is nothing left to request.`);
  if (branchIs === 'gone')
    throw new UsageError(`${branch} is gone. Make it again: tierwise plan resume ${file}`);
  return branch;
}

const shown = ({ title, body, branch, remote, base, draft }: PullRequest): string =>
  `${title}\n\n${body}\n\nThis pushes ${branch} to ${remote} and opens ${draft ? 'a draft of a pull request' : 'a pull request'}${base ? ` against ${base}` : ''}.`;

async function askToPush({ stdin, stderr }: Host, { branch, remote }: PullRequest): Promise<boolean> {
  if (!stdin.isTTY || !stderr.isTTY) return false;
  stderr.write(`Push ${branch} to ${remote}? [y/N] `);
  const lines = createInterface({ input: stdin });
  const { value } = await lines[Symbol.asyncIterator]().next();
  lines.close();
  return /^y(es)?$/i.test((value ?? '').trim());
}

/** Pushes and opens it. Returns its address. */
async function open(repository: Repository, request: PullRequest): Promise<string> {
  const { title, body, branch, remote, base, draft } = request;
  await gh(repository, ['auth', 'status']); // before anything is pushed
  const { root: cwd, env } = repository;
  const refs = `refs/heads/${branch}:refs/heads/${branch}`;
  const pushed = await gitAsTyped(['push', remote, refs], { cwd, env }, 'gh');
  if (pushed.code !== 0) throw gitFailure('push', pushed.stderr || `it ended with ${pushed.code}`, cwd);
  const known = await gh(repository, ['pr', 'view', branch, '--json', 'url,state']).catch(() => '');
  const isOpen = /"state":\s*"OPEN"/.test(known);
  const text = ['--title', title, '--body-file', '-'];
  if (isOpen) return gh(repository, ['pr', 'edit', branch, ...text], body);
  const more = [...(base ? ['--base', base] : []), ...(draft ? ['--draft'] : [])];
  return gh(repository, ['pr', 'create', '--head', branch, ...text, ...more], body);
}
