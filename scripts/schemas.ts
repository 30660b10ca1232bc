// Writes docs/schemas/: what `--json` of each command prints, as JSON Schema, from the types of what is printed.
//   tsx scripts/schemas.ts           write them
//   tsx scripts/schemas.ts --check   fail when they are not what the types say
// A version is raised when what was there is gone or has another type; what is added leaves it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript-classic';
import { breaks, type Schema, schemaOf } from './schema-of-type.ts';

const root = path.join(__dirname, '..');
const folder = path.join(root, 'docs', 'schemas');

/** By command, the files in src/commands/ that print its JSON; `file:2` is the second place in it. */
const PRINTED: Readonly<Record<string, readonly string[]>> = {
  'bulk-tag': ['bulk', 'bulk-explain'],
  'bulk-map': ['bulk', 'bulk-explain'],
  schemes: ['tasks'],
  recipes: ['tasks'],
  'answers merge': ['answers'],
  'runs list': ['runs:3'],
  'runs show': ['runs:1'],
  'runs result': ['runs:2'],
  opinion: ['opinion-show', 'opinion', 'opinion-kept'],
  'plan check': ['plan:1'],
  'plan status': ['plan:2'],
  'plan show': ['plan-show', 'plan:2'],
  'plan run': ['plan-end', 'plan-best'],
  'plan resume': ['plan-end'],
  'plan revise': ['plan-revise'],
  'plan pr': ['plan-pr'],
  'plan issue': ['plan-issue'],
  report: ['report', 'report-outcomes'],
  'policy show': ['policy'],
  route: ['route'],
  estimate: ['estimate'],
  doctor: ['doctor'],
  calibrate: ['calibrate-run', 'calibrate-recheck'],
};

function main(): void {
  const printed = placesIn(programOf());
  const names = new Set<string>();
  mkdirSync(folder, { recursive: true });
  for (const [command, places] of Object.entries(PRINTED)) {
    const made = places.flatMap((place) => {
      const [file = '', number] = place.split(':');
      const all = printed.get(file) ?? [];
      return number ? (all[Number(number) - 1] ?? []) : all;
    });
    if (!made.length) throw new Error(`${command}: ${places.join(', ')} prints no JSON.`);
    const name = `${command.replaceAll(' ', '-')}.json`;
    names.add(name);
    emit(name, command, made.length === 1 ? (made[0] as Schema) : { anyOf: made });
  }
  const left = readdirSync(folder).filter((name) => !names.has(name));
  if (left.length && process.argv.includes('--check'))
    throw new Error(`docs/schemas: ${left} is of no command.`);
  for (const name of left) rmSync(path.join(folder, name));
  const unnamed = [...printed].filter(
    ([file]) =>
      !Object.values(PRINTED)
        .flat()
        .some((one) => one.split(':')[0] === file),
  );
  if (unnamed.length)
    throw new Error(`${unnamed.map(([file]) => file)} prints JSON of no command in scripts/schemas.ts.`);
}

interface Stored extends Schema {
  version: number;
}

function emit(name: string, command: string, schema: Schema): void {
  const file = path.join(folder, name);
  const before: Stored | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const was = before?.version ?? 1;
  const version = before && breaks(before, schema) ? was + 1 : was;
  const head = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `tierwise:${name.replace('.json', '')}:${version}`,
    title: `tierwise ${command} --json`,
    version,
  };
  const now = { ...head, ...schema };
  if (inOneOrder(before) === inOneOrder(now)) return;
  if (process.argv.includes('--check'))
    throw new Error(`docs/schemas/${name} is not what ${command} prints. Run: pnpm run schemas`);
  writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  console.log(`${name}: version ${version}`);
}

/** As text that does not depend on the order of fields and alternatives: the compiler's own depends on what else it read. */
function inOneOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneOrder).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${inOneOrder(one)}`);
  return `{${fields.sort().join()}}`;
}

function programOf(): ts.Program {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const commands = path.join(root, 'src', 'commands');
  const files = readdirSync(commands).map((name) => path.join(commands, name));
  return ts.createProgram(files, { ...options, noEmit: true, skipLibCheck: true });
}

/** By file in src/commands/, the schemas of what it hands to visibleJson, in its order. */
function placesIn(program: ts.Program): Map<string, Schema[]> {
  const checker = program.getTypeChecker();
  const found = new Map<string, Schema[]>();
  for (const source of program.getSourceFiles()) {
    if (path.dirname(source.fileName) !== path.join(root, 'src', 'commands').replaceAll(path.sep, '/'))
      continue;
    const name = path.basename(source.fileName, '.ts');
    const visit = (node: ts.Node): void => {
      if (
        ts.isCallExpression(node) &&
        node.expression.getText(source) === 'visibleJson' &&
        node.arguments[0]
      ) {
        const type = checker.getTypeAtLocation(node.arguments[0]);
        found.set(name, [...(found.get(name) ?? []), schemaOf(type, checker, node)]);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

main();
