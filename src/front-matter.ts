// The one place that reads Markdown with a YAML header. Only a plain `---` fence is a header: a language after
// it (`---js`) is refused, so nothing in a scheme or policy can ever run.
import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { UsageError } from './errors.ts';

export interface MarkdownFile {
  header: unknown;
  body: string;
}

export interface LocatedMarkdown extends MarkdownFile {
  /** The line of the file where the body starts. */
  bodyLine: number;
  /** The line of the file where a value of the header stands; of the nearest thing around it when it is not there. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Splits `text` into its YAML header (`{}` when there is none) and its body. Throws UsageError naming `file`. */
export function parseMarkdown(text: string, file: string): MarkdownFile {
  const { header, body } = parseLocated(text, file);
  return { header, body: body.trim() };
}

/** The same with the lines where things stand; the body is as it is in the file. */
export function parseLocated(text: string, file: string): LocatedMarkdown {
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const fence = /^---([^\n]*)(?:\n|$)/.exec(source);
  if (!fence) return { header: {}, body: source, bodyLine: 1, lineOf: () => 1 };
  if (fence[1]?.trim()) {
    throw new UsageError(
      `${file} line 1: the header starts with "---${fence[1].trim()}", which is not read. Use plain YAML between two lines of "---".`,
    );
  }
  const end = /^---[ \t]*$/m.exec(source.slice(fence[0].length));
  if (!end) throw new UsageError(`${file}: the header is not closed. Put a line of "---" after it.`);
  const yaml = source.slice(fence[0].length, fence[0].length + end.index);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { uniqueKeys: true, lineCounter: lines });
  const problem = document.errors[0];
  if (problem) {
    const line = (problem.linePos?.[0].line ?? 0) + 1; // the fence is line 1
    const what = problem.message.split(/ at line | \(/)[0]?.replace(/:$/, '');
    throw new UsageError(`${file} line ${line}: the header is not valid YAML: ${what}.`);
  }
  const bodyStart = fence[0].length + end.index + end[0].length;
  return {
    header: document.toJS() ?? {},
    body: source.slice(bodyStart),
    bodyLine: source.slice(0, bodyStart).split('\n').length,
    lineOf(path) {
      for (let depth = path.length; depth > 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true);
        if (isNode(node) && node.range) return lines.linePos(node.range[0]).line + 1;
      }
      return 1;
    },
  };
}

/** Checks a header against `schema`. Throws UsageError with the file, the field and what was expected there. */
export function checkHeader<Schema extends z.ZodType>(
  schema: Schema,
  header: unknown,
  file: string,
): z.output<Schema> {
  const result = schema.safeParse(header);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (!issue) throw new UsageError(`${file}: the header is not valid.`);
  const field = issue.path.length ? issue.path.join('.') : 'the header';
  throw new UsageError(`${file}: ${field}: ${describeIssue(issue)}`);
}

/** What is wrong, in words: `unknown key "x". Remove it …`. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}. Remove it or correct its spelling.`;
  }
  if (issue.code === 'invalid_key' && issue.issues[0]) return describeIssue(issue.issues[0]);
  return `${issue.message.replace(/^Invalid input: /, '')}.`.replace(/\.\.$/, '.');
}
