// What the name of a branch tells of the work: the ticket it is for, and the pull request.

export interface BranchFacts {
  /** `ABC-123`, or the number of an issue as `#123`. */
  ticket: string | null;
  /** As `#123`. */
  pullRequest: string | null;
}

/** Returns what a name tells: `feature/ABC-123-login`, `123-fix-login`, `issue-123`, `pr/123`, `pull/123/head`. */
export function factsOf(branch: string): BranchFacts {
  const pull = /(?:^|\/)(?:pr|pull|pull-request|mr|merge-requests?)[-/](\d+)(?:$|[-/])/i.exec(branch)?.[1];
  const key = /(?:^|[^A-Za-z])([A-Z][A-Z0-9]+-\d+)(?![A-Za-z0-9])/.exec(branch)?.[1];
  const issue = /(?:^|\/)(?:(?:issue|issues|gh|bug|fix|feature|ticket)[-/])?#?(\d{1,6})(?:$|-)/i.exec(
    branch,
  )?.[1];
  const number = pull === undefined ? issue : undefined;
  return { ticket: key ?? (number ? `#${number}` : null), pullRequest: pull ? `#${pull}` : null };
}
