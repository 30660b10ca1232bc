// The one place that reads Markdown with a YAML header. gray-matter splits it; it could run headers in other languages,
// so a language after the fence (`---js`) is refused and no engine but ours is left: nothing in a scheme, recipe, plan or
// policy can ever run.
import matter from 'gray-matter';
import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { UsageError } from './errors.ts';
import { count } from './terminal/format.ts';

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

/** The same with the lines where things stand; the body is as it is in the file. Throws UsageError naming `file`. */
export function parseLocated(text: string, file: string): LocatedMarkdown {
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  if (!matter.test(source)) return { header: {}, body: source, bodyLine: 1, lineOf: () => 1 };
  const language = matter.language(`${source}\n`).name;
  if (language) refuseLanguage(language, file);
  // Line 1 is the fence, as the YAML begins right behind it.
  const lines = new LineCounter();
  let document: Document | undefined;
  const yaml = (header: string): object => {
    checkEnd(source, header, file);
    document = readYaml(header, lines, file);
    return contentOf(document, lines, file) as object;
  };
  const refuse = (): never => refuseLanguage('', file);
  // Called without options, gray-matter would give what it kept of an earlier call, a broken header as an empty one.
  const options = { language: 'yaml', engines: { yaml, json: refuse, javascript: refuse, coffee: refuse } };
  const { data, content, matter: header } = matter(source, options);
  if (!document) checkEnd(source, header, file); // nothing in it, so no engine was asked
  return {
    header: data ?? {},
    body: content,
    bodyLine: source.slice(0, source.length - content.length).split('\n').length,
    lineOf: lineIn(document, lines),
  };
}

export interface LocatedYaml extends Pick<LocatedMarkdown, 'lineOf'> {
  value: unknown;
}

/** Reads a file that is YAML and nothing else, as strictly as a header. Throws UsageError: `file.yaml:4: what, what to do`. */
export function parseYaml(text: string, file: string): LocatedYaml {
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const lines = new LineCounter();
  try {
    const document = readYaml(source, lines, file);
    return { value: contentOf(document, lines, file), lineOf: lineIn(document, lines) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [, line = '1', what = error.message] =
      /^.*? line (\d+): the header (.*)$/s.exec(error.message) ?? [];
    throw new UsageError(`${file}:${line}: it ${what.replace(/^.*: the header /s, '')} Correct that line.`);
  }
}

const lineIn =
  (document: Document | undefined, lines: LineCounter): LocatedMarkdown['lineOf'] =>
  (path) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document?.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };

function refuseLanguage(language: string, file: string): never {
  throw new UsageError(
    `${file} line 1: the header starts with "---${language}", which is not read. Use plain YAML between two lines of "---".`,
  );
}

/** For gray-matter the end of the file ends a header, too, and so does a line that only begins with "---". */
function checkEnd(source: string, header: string, file: string): void {
  const rest = source.slice('---'.length + header.length + '\n'.length);
  if (!rest) throw new UsageError(`${file}: the header is not closed. Put a line of "---" after it.`);
  const end = /^[^\n]*/.exec(rest)?.[0].trimEnd() ?? '';
  if (end === '---') return;
  const line = header.split('\n').length + 1;
  throw new UsageError(
    `${file} line ${line}: the header is not valid YAML: "${end}" does not end it. Put a line of "---" there.`,
  );
}

/** In characters: more than anybody writes, and read in a moment. */
const LONGEST_HEADER = 512 * 1024;

function readYaml(header: string, lines: LineCounter, file: string): Document {
  if (header.length > LONGEST_HEADER)
    throw new UsageError(
      `${file}: the header has ${count(header.length)} characters; at most ${count(LONGEST_HEADER)} are read. Shorten it.`,
    );
  // Its own look for repeated keys compares each with all.
  const document = parseDocument(`${header}\n`, {
    uniqueKeys: false,
    lineCounter: lines,
    logLevel: 'error', // its warnings would go past our terminal output, with the header's words
  });
  const problem = document.errors[0];
  if (!problem) return refuseRepeatedKeys(document, lines, file);
  const what = /call stack/.test(problem.message)
    ? 'it is nested too deeply'
    : problem.message.split(/ at line | \(/)[0]?.replace(/:$/, '');
  const line = problem.linePos?.[0].line ?? 1;
  throw invalidYaml(file, line, `${what}.${inQuotes(header.split('\n')[line - 1] ?? '')}`);
}

/** What a line would be with its value in quotes, where that is what it lacks: a colon, or a character that means something else. */
function inQuotes(line: string): string {
  const [, key = '', value = ''] = /^\s*((?:- )?[\w.-]+: +)(\S.*?)\s*$/.exec(line) ?? [];
  const isMeant = /: |^[@`%*&!]/.test(value) && !/^["'[{|>]/.test(value);
  return isMeant ? ` Put the value in quotes: ${key}${JSON.stringify(value)}` : '';
}

function refuseRepeatedKeys(document: Document, lines: LineCounter, file: string): Document {
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name) && isNode(key))
          throw invalidYaml(file, lines.linePos(key.range?.[0] ?? 0).line, 'Map keys must be unique.');
        seen.add(name);
      }
    },
  });
  return document;
}

/** Aliases that stand for as many nodes are an attack. */
const MOST_ALIASED = 100;

function contentOf(document: Document, lines: LineCounter, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASED }) ?? {};
  } catch {
    // What is left to refuse: an alias of nothing, or aliases of aliases that would fill the memory.
    let line = 1;
    visit(document, {
      Alias(_, alias) {
        line = lines.linePos(alias.range?.[0] ?? 0).line;
        return alias.resolve(document) ? undefined : visit.BREAK;
      },
    });
    throw invalidYaml(file, line, 'its aliases cannot be followed. Write the values out.');
  }
}

const invalidYaml = (file: string, line: number, what: string): UsageError =>
  new UsageError(`${file} line ${line}: the header is not valid YAML: ${what}`);

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
