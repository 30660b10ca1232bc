import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { showIssue } from './plan-issue.ts';
import { type PullRequestOptions, pullRequest } from './plan-pr.ts';

/** Adds what a plan has to do with GitHub: issues in, pull requests out. */
export function addGitHub(plan: Command, host: Host, done: (code: ExitCode) => void): void {
  plan
    .command('issue')
    .description('Print an issue of this repository for the planner, by gh, marked as data.')
    .argument('<issue>', '123, #123, or its address')
    .option('--json', 'one JSON object on stdout')
    .action(async (issue: string, { json = false }: { json?: boolean }) =>
      done(await showIssue(host, issue, json)),
    );
  plan
    .command('pr')
    .description("Show the pull request of a plan's branch; on your yes, push the branch and open it, by gh.")
    .argument('<plan>', 'the Markdown file')
    .option('--base <branch>', 'what to merge into (default: the branch checked out now)')
    .option('--draft', 'open a draft; a plan that is not done makes one in any case')
    .option('--yes', 'push and open it')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: PullRequestOptions) =>
      done(await pullRequest(host, file, options)),
    );
}
