// What `--json` prints is what docs/schemas says: every test that runs the command in this process holds it to that.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { REPOSITORY } from './repository.ts';

const FOLDER = join(REPOSITORY, 'docs', 'schemas');
const ajv = new Ajv2020({ strict: false, allErrors: false });
const compiled = new Map<string, ValidateFunction>();
const names = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

/** Throws when a command line printed JSON that its schema does not allow. */
export function checkJson(args: readonly string[], stdout: string): void {
  if (!args.includes('--json') || !stdout.startsWith('{')) return;
  const name = commandOf(args.filter((word) => word !== 'in-session' && word !== '--no-color'));
  if (name === null) return;
  const validate =
    compiled.get(name) ?? ajv.compile(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
  compiled.set(name, validate);
  // In a session it is said that texts are data, and how far lists were cut.
  const { about, cut, ...printed } = JSON.parse(stdout);
  if (
    args.includes('in-session')
      ? !Object.keys(printed).length || validate(printed)
      : validate(JSON.parse(stdout))
  )
    return;
  throw new Error(
    `tierwise ${args.join(' ')}: not what docs/schemas/${name}.json says: ${ajv.errorsText(validate.errors)}`,
  );
}

function commandOf([first = '', second = '']: readonly string[]): string | null {
  if (first === 'runs' && !names.includes(`runs-${second}`)) return 'runs-list';
  return names.find((name) => name === `${first}-${second}`) ?? names.find((name) => name === first) ?? null;
}
