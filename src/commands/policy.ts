import { existsSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { dataHome, makePrivateFolder } from '../data-home.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import { parseLocated } from '../front-matter.ts';
import type { Host } from '../host.ts';
import { readSettings, readUntrustedSettings } from '../models/settings.ts';
import { ownSettingsFile, projectSettingsFile, readOwnText } from '../models/settings-file.ts';
import { oneOf } from '../one-of.ts';
import { DEFAULT_RULES, type DefaultRule } from '../routing/default-policy.ts';
import { initText } from '../routing/init-text.ts';
import { loadPolicies, type PolicyFiles } from '../routing/load.ts';
import type { Rule } from '../routing/policy.ts';
import { policyLines, useText, whenText } from '../routing/policy-text.ts';
import { counted } from '../terminal/format.ts';
import { visibleJson } from '../terminal/visible.ts';
import { type OpenPolicy, openPolicy } from './open-policy.ts';

const HELP_AFTER = `
The policy is tierwise.md in the data home; .claude/tierwise.md of a project may only tighten it.
Without one, the default policy is observed: nothing happens, and the report says what it would save.`;

type Done = (code: ExitCode) => void;

/** Returns the `policy` subcommand; `done` is called with its exit code. */
export function policyCommand(host: Host, done: Done): Command {
  return new Command('policy')
    .description('Show, check and explain which tier does what, and why.')
    .addHelpText('after', HELP_AFTER)
    .addCommand(initCommand(host, done))
    .addCommand(checkCommand(host, done))
    .addCommand(showCommand(host, done))
    .addCommand(explainCommand(host, done));
}

const initCommand = ({ env, stdout }: Host, done: Done): Command =>
  new Command('init')
    .description('Write the default policy, with comments, to tierwise.md in the data home.')
    .option('--print', 'print it instead')
    .action(({ print }: { print?: boolean }) => {
      stdout.write(print ? initText() : `Wrote ${writeNew(dataHome(env))}. It observes: see "mode".\n`);
      done(EXIT.ok);
    });

function writeNew(home: string): string {
  const file = ownSettingsFile(home);
  if (existsSync(file))
    throw new UsageError(
      `${file} exists already, and is not replaced. Edit it, or see the default with: tierwise policy init --print`,
    );
  try {
    makePrivateFolder(home);
    writeFileSync(file, initText(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${file}: cannot write the policy: ${systemReason(error)}.`);
  }
  return file;
}

const checkCommand = (host: Host, done: Done): Command =>
  new Command('check').description('Name the mistakes in the policies, with their lines.').action(() => {
    const files = loadPolicies(dataHome(host.env), host.cwd);
    const problems = [...files.problems, ...(files.problems.length ? [] : settingsProblems(host))];
    for (const problem of problems) host.stderr.write(`tierwise: ${problem}\n`);
    if (problems.length) return done(EXIT.usage);
    host.stdout.write(`${checked(files).join('\n')}\n`);
    for (const note of openPolicy(host).notes) host.stderr.write(`${note}\n`);
    done(EXIT.ok);
  });

/** What is wrong with the rest of the two files: models, trust and what commands of skills may do. */
function settingsProblems({ env, cwd }: Host): string[] {
  const [own, theirs] = [ownSettingsFile(dataHome(env)), projectSettingsFile(cwd)];
  try {
    readSettings(own);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [withLine(own, error.message)];
  }
  const read = readUntrustedSettings(theirs);
  return 'problem' in read ? [withLine(theirs, read.problem)] : [];
}

/** `tierwise.md: models.m.input: …` with the line where that stands. */
function withLine(file: string, message: string): string {
  const [, field, rest] = /^: ([^:\s]+): (.*)$/s.exec(message.slice(file.length)) ?? [];
  const read = readOwnText(file);
  if (field === undefined || !('text' in read) || read.text === null) return message;
  const path = field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  return `${file}:${parseLocated(read.text, file).lineOf(path)}: ${field}: ${rest}`;
}

function checked({ user, project }: PolicyFiles): string[] {
  const found = [user, project].filter(({ file }) => file !== null);
  if (!found.length)
    return ['No policy file: the default policy is observed. To begin: tierwise policy init'];
  return found.map(
    ({ file, mode = 'observe', rules }) =>
      `${file}: ${rules ? counted(rules.length, 'rule') : 'no rules of its own'}, mode ${mode}. No mistakes found.`,
  );
}

const showCommand = (host: Host, done: Done): Command =>
  new Command('show')
    .description('Print what is in force, and from which file.')
    .option('--json', 'one JSON object on stdout')
    .action(({ json }: { json?: boolean }) => {
      const { policy, user, project, notes } = openPolicy(host);
      for (const note of notes) host.stderr.write(`${note}\n`);
      const text = json
        ? visibleJson({ ...policy, files: { user: user.file, project: project.file } })
        : policyLines(policy, user, project).join('\n');
      host.stdout.write(`${text}\n`);
      done(EXIT.ok);
    });

const explainCommand = (host: Host, done: Done): Command =>
  new Command('explain')
    .description('Say what a rule asks, what it uses, and how well it is founded.')
    .argument('<rule>', 'the name of a rule')
    .action((name: string) => {
      host.stdout.write(`${explained(name, openPolicy(host)).join('\n')}\n`);
      done(EXIT.ok);
    });

function explained(name: string, { policy, user, project }: OpenPolicy): string[] {
  const places: [readonly Rule[], string][] = [
    [policy.rules, user.rules ? (user.file ?? '') : 'the default policy'],
    [policy.otherwise, 'the default policy, where no rule of yours matches'],
    [policy.lowering, `${project.file}, which can only lower`],
  ];
  const found = places.flatMap(([rules, from]) =>
    rules.flatMap((rule, index) => (rule.name === name ? [{ rule, from, at: index + 1 }] : [])),
  );
  if (!found.length) {
    const names = places.flatMap(([rules]) => rules.map((rule) => rule.name));
    throw new UsageError(`Unknown rule "${name}". ${oneOf(name, names)}`);
  }
  return found.flatMap(({ rule, from, at }) => [
    `${name}: rule ${at} of ${from}`,
    `  when: ${whenText(rule.when)}`,
    `  use: ${useText(rule.use)}`,
    ...founded(rule),
  ]);
}

/** How well a rule of the default is founded; nothing for a rule that somebody changed. */
function founded(rule: Rule): string[] {
  const same = DEFAULT_RULES.find(
    (one: DefaultRule) =>
      one.name === rule.name &&
      useText(one.use) === useText(rule.use) &&
      whenText(one.when) === whenText(rule.when),
  );
  if (!same) return ['  from: you'];
  const { group, evidence } = same;
  return [`  table: ${group}`, `  grade: ${evidence.grade} (${evidence.source})`];
}
