import * as z from 'zod';
import { fenced } from '../access/session-text.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { gh } from '../plan/gh.ts';
import { findRepository } from '../plan/git/git.ts';
import { visibleJson } from '../terminal/visible.ts';

const MOST_BYTES = 30_000;
const ISSUE = /^(?:#?(\d{1,10})|https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+\/(?:issues|pull)\/\d{1,10})$/;

const Author = z.object({ login: z.string() }).nullish();
const Issue = z.object({
  number: z.number(),
  title: z.string(),
  url: z.string(),
  body: z.string(),
  author: Author,
  comments: z.array(z.object({ author: Author, body: z.string() })),
});
type Issue = z.infer<typeof Issue>;

/** Prints an issue for a planner to read: between marks, as what anybody may have written is no instruction. */
export async function showIssue(host: Host, named: string, json: boolean): Promise<ExitCode> {
  const match = ISSUE.exec(named);
  if (!match)
    throw new UsageError(`"${named}" names no issue. Expected one of: 123, #123, the address of one.`);
  const repository = await findRepository(host.cwd, host.env);
  const fields = 'number,title,url,body,author,comments';
  const issue = read(await gh(repository, ['issue', 'view', match[1] ?? named, '--json', fields]));
  host.stdout.write(json ? `${visibleJson(issue)}\n` : fenced(textOf(issue), MOST_BYTES));
  return EXIT.ok;
}

function read(text: string): Issue {
  try {
    return Issue.parse(JSON.parse(text));
  } catch {
    throw new UsageError('gh issue view printed no issue. Is it up to date? gh --version');
  }
}

const textOf = ({ number, title, url, body, author, comments }: Issue): string =>
  [
    `Issue ${number}: ${title}`,
    `${url}, by ${author?.login ?? 'somebody'}`,
    body,
    ...comments.map((one) => `Comment by ${one.author?.login ?? 'somebody'}:\n${one.body}`),
  ].join('\n\n');
