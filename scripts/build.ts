// Builds dist/ from src/: an installed plugin has no packages, so dist/ carries all it needs. It is for reading, too:
// not minified, and in parts, each smaller than what editors and code hosts show.
//   tsx scripts/build.ts           write dist/
//   tsx scripts/build.ts --check   fail when dist/ is not what src/ builds to
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import {
  type CodeSplittingGroup,
  type OutputChunk,
  type OutputOptions,
  type Plugin,
  type PluginContext,
  rolldown,
} from 'rolldown';
import { run } from '../src/main.ts';

const LARGEST_PART = 256 * 1024; // bytes

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');
const liveDist = path.join(root, 'plugins', 'tierwise-live', 'hooks');

/** The pages for the browser, by their file in src/view/. */
const PAGES = {
  'view.html': 'page',
  'labels.html': 'labels',
  'plan.html': 'plan',
  'report.html': 'report/page',
};

async function main(): Promise<void> {
  const command = await bundle('tierwise', 'src/main.ts', { codeSplitting: { groups: parts() } });
  const start = await bundle('start', 'src/start.ts', { codeSplitting: false });
  const hook = await bundle('hook', 'src/hooks/main.ts', { codeSplitting: false });
  const event = await bundle('take-event', 'src/hooks/event.ts', { codeSplitting: false });
  const status = await bundle('statusline', 'src/status/main.ts', { codeSplitting: false });
  const mention = await bundle('mention', 'src/hooks/mention.ts', { codeSplitting: false });
  const thread = await bundle('read-history', 'src/usage/read-history.ts', { codeSplitting: false });
  // Alone until a policy asks for more; then it loads its second part and, where a policy has changed, what reads policies.
  const delegation = await bundle('delegation', 'src/hooks/delegation.ts', { codeSplitting: false });
  const routing = await bundle('route-delegation', 'src/hooks/route-delegation.ts', { codeSplitting: false });
  const policies = await bundle('read-policies', 'src/routing/load.ts', {
    chunkFileNames: 'delegation-[name].cjs',
    codeSplitting: { groups: [{ name: packagePart, debugName: 'packages' }] },
  });
  const chunks = [
    ...command,
    ...start,
    ...status,
    ...hook,
    ...event,
    ...mention,
    ...thread,
    ...delegation,
    ...routing,
    ...policies,
  ];
  refuseCircles(chunks);

  const files = new Map(chunks.map(({ fileName, code }) => [fileName, Buffer.from(code)]));
  const inPages: string[] = [];
  for (const [name, source] of Object.entries(PAGES)) {
    const { html, moduleIds } = await browserPage(source);
    files.set(name, Buffer.from(html));
    inPages.push(...moduleIds);
  }
  files.set('help.txt', await helpText());
  const packages = await packagesIn([...chunks.flatMap(({ moduleIds }) => moduleIds), ...inPages]);
  files.set('LICENSES.txt', Buffer.from(await licensesOf(packages)));
  files.set('bom.json', Buffer.from(billOf(packages)));
  for (const [name, { length }] of files)
    if (length >= LARGEST_PART)
      throw new Error(`dist/${name} has ${length} bytes: split it in scripts/build.ts.`);

  const live = await liveModule();
  for (const [folder, made] of [
    [dist, files],
    [liveDist, live],
  ] as const)
    if (process.argv.includes('--check')) await check(folder, made);
    else await write(folder, made);
}

/** The list of commands, as it is printed where no terminal is. */
async function helpText(): Promise<Buffer<ArrayBuffer>> {
  const stdout = new PassThrough();
  await run(['--help'], { env: {}, cwd: root, stdin: process.stdin, stdout, stderr: process.stderr });
  return Buffer.from(stdout.read());
}

/** The module of the plugin tierwise-live and the packages it takes along, for an environment that has no Node. Throws when something in it needs Node. */
async function liveModule(): Promise<Map<string, Buffer>> {
  const build = await rolldown({
    cwd: root,
    input: 'src/live/module/register.ts',
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    external: /^node:/,
    treeshake: { moduleSideEffects: (id) => id.includes('node-free') || id.includes('register') },
    plugins: [withoutEngines, withoutFiles],
  });
  const { output } = await build.generate({
    ...{ format: 'esm', comments: false, entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    codeSplitting: { groups: [{ name: packagePart, debugName: 'packages' }] },
  });
  await build.close();
  const files = new Map<string, Buffer>();
  for (const part of output)
    if (part.type === 'chunk') files.set(part.fileName, Buffer.from(partOfModule(part)));
  const packages = await packagesIn(output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])));
  files.set('LICENSES.txt', Buffer.from(await licensesOf(packages)));
  return files;
}

function partOfModule({ code, fileName }: OutputChunk): string {
  const needed = /^import (?!.* from "\.\/)(?!"\.\/).*|(?<![.\w$])(?:require\(|process\.\w+)/m.exec(
    code,
  )?.[0];
  if (needed) throw new Error(`${fileName} of tierwise-live needs Node: ${needed}`);
  if (code.length >= LARGEST_PART) throw new Error(`${fileName} of tierwise-live has ${code.length} bytes.`);
  return asciiOnly(withoutStore(code));
}

/** gray-matter could read files by itself; nobody asks it to. */
const withoutFiles: Plugin = {
  name: 'without-files',
  resolveId: { filter: { id: /^fs$/ }, handler: (id) => `\0${id}` },
  load: { filter: { id: /^\0fs$/ }, handler: () => 'export default {};' },
};

/** The files that `entry` becomes, CommonJS because that starts faster than ES modules. */
async function bundle(name: string, entry: string, options: OutputOptions): Promise<OutputChunk[]> {
  const build = await rolldown({
    cwd: root,
    input: { [name]: entry },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension', // what rolldown asks for where parts are cut by hand
    transform: { target: 'node20' },
    treeshake: {
      moduleSideEffects: (id) => (isOurs(id) && id !== path.join(root, entry) ? false : undefined),
    },
    plugins: [withoutEngines, withoutPrograms, withoutUnusedClouds],
  });
  const { output } = await build.generate({
    format: 'cjs',
    strict: true,
    comments: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    ...options,
  });
  await build.close();
  return output.flatMap((part) =>
    part.type === 'chunk' ? [{ ...part, code: asciiOnly(loadedWhenUsed(withoutStore(part.code))) }] : [],
  );
}

/** No module of ours does anything by being loaded, unless it is an entry. */
const isOurs = (id: string): boolean => id.startsWith(path.join(root, 'src'));

/** gray-matter's own engines would bring a second YAML parser and an `eval`; front-matter.ts has the only one it may use. */
const withoutEngines: Plugin = {
  name: 'without-engines',
  load: {
    filter: { id: /[/\\]gray-matter[/\\]lib[/\\]engines\.js$/ },
    handler: () => 'module.exports = {};',
  },
};

/** commander could start programs as subcommands; none of ours is one. */
const withoutPrograms: Plugin = {
  name: 'without-programs',
  transform: {
    filter: { id: /[/\\]commander[/\\]lib[/\\]command\.js$/ },
    handler: (code) => code.replace("require('node:child_process')", '{}'),
  },
};

/** What the SDKs of other clouds bring along for streams and logins that are not used: megabytes of clients of AWS and Google. */
const withoutUnusedClouds: Plugin = {
  name: 'without-unused-clouds',
  resolveId: {
    filter: { id: /^@anthropic-ai\/sdk\/resources\/index$/ },
    handler: () => path.join(root, 'scripts', 'messages-only.mjs'),
  },
  load: {
    filter: {
      id: /[/\\](?:bedrock-sdk[/\\]core[/\\]streaming\.mjs|@aws-sdk[/\\]credential-providers[/\\].*|fetch-http-handler[/\\].*|google-auth-library[/\\].*)$/,
    },
    handler: (id) =>
      id.includes('google-auth-library')
        ? 'export class GoogleAuth {}; export class AuthClient {};'
        : 'export class FetchHttpHandler {}; export const eventStreamToSSEResponse = (response) => response;',
  },
};

/** Each module is headed by its path, in which pnpm's store says nothing. */
function withoutStore(code: string): string {
  return code.replace(/^(\s*\/\/ node_modules\/)\.pnpm\/.*\/node_modules\//gm, '$1');
}

/** What a part needs of others, of packages and of Node itself is loaded when it is first used: a command uses little of what it could. */
function loadedWhenUsed(code: string): string {
  const declared = /^(let|const|var) ((?:node|require|import)_[\w$]+) = (.*\brequire[(_].*);$/gm;
  const isThereAnyway = /require\("(?:node:(?:fs|path|events|process)|\.\/rolldown-runtime\.cjs)"\)/;
  return [...code.matchAll(declared)].reduce((made, [, kind, name = '', value = '']) => {
    const itself = `(?<![\\w$]|(?<!\\.\\.)\\.)${name.replaceAll('$', '\\$')}(?![\\w$])`;
    const isHandedOn = made.match(new RegExp(`${itself}(?!\\.)`, 'g'))?.length !== 1;
    if (isHandedOn || isThereAnyway.test(value)) return made;
    return made
      .replace(new RegExp(`\\bnew ${itself}((?:\\.\\w+)+)`, 'g'), (_, member) => `new (${name}()${member})`)
      .replace(new RegExp(`${itself}(?=\\.)`, 'g'), () => `${name}()`)
      .replace(`${kind} ${name} = `, () => `let ${name}_loaded;\nconst ${name} = () => ${name}_loaded ??= `);
  }, code);
}

/** The same program in ASCII: one other letter, and V8 holds the whole file at two bytes a letter and starts it later. */
function asciiOnly(code: string): string {
  if (/\\\P{ASCII}|String\.raw`[^`]*[^`\p{ASCII}]/u.test(code))
    throw new Error('asciiOnly: an escape would change this.');
  return code.replace(/\P{ASCII}/gu, (letter) => letter.split('').map(escaped).join(''));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What goes into which part, first come, first served: each takes along what it needs, so parts need one another in one direction only. */
function parts(): CodeSplittingGroup[] {
  let loadedByCommands: Set<string> | undefined;
  const source = (name: string, pattern: RegExp): CodeSplittingGroup => ({
    name: (id, graph) => {
      loadedByCommands ??= withoutLazyImports(path.join(root, 'src/main.ts'), graph);
      const file = path.relative(root, id).split(path.sep).join('/');
      return loadedByCommands.has(id) && pattern.test(file) ? name : null;
    },
    debugName: name,
  });
  // The one package too large for a part; made of CommonJS modules, it may be cut anywhere.
  const undici = (name: string, folders: string): CodeSplittingGroup => ({
    name,
    test: new RegExp(`/node_modules/undici/${folders}`),
    includeDependenciesRecursively: false,
  });
  return [
    undici('undici-fetch', 'lib/web/fetch/'),
    undici('undici-web', 'lib/web/'),
    undici('undici-parser', 'lib/llhttp/'),
    undici('undici-core', 'lib/(core|util)/'),
    { name: 'opentelemetry-api', test: /\/node_modules\/@opentelemetry\/api\// }, // leaves the SDK room to grow
    { name: 'anthropic-ai-sdk', test: /\/node_modules\/@anthropic-ai\/sdk\// }, // the others stand on it
    { name: packagePart, debugName: 'packages' },
    source(
      'shared',
      /^package\.json$|\/node_modules\/leven\/|^src\/((?!main|front-matter)[^/]+|models\/(?!catalog|contract|lookup|settings).*|terminal\/.*|commands\/options)\.ts$/,
    ),
    source('status', /^src\/(status\/|commands\/statusline)/),
    source(
      'catalog',
      /^src\/(front-matter|models\/(catalog|contract|lookup|settings|settings-file)|commands\/catalog)\.ts$/,
    ),
    source('routing', /^src\/routing\//),
    source(
      'usage',
      /^src\/(usage\/|calibrate\/kept\/(record|staleness)\.ts|commands\/report(-made|-catch-up)?\.ts)/,
    ),
    source('access', /^src\/(access\/(access|session-text)|ask\/budget)\.ts/),
    source('ask', /^src\/ask\//),
    source('run-record', /^src\/runs\/record/),
    source('by-policy', /^src\/(commands\/(by-policy|open-policy)|plan\/file\/step-kinds)\.ts/),
    source('bulk-tasks', /^src\/(formats|bulk\/(task|items))\//),
    source('bulk', /^src\/bulk\//),
    source('outcomes', /^src\/(stats\/|evidence\/(proposals|starts|opus-costs|work))/),
    source('calibrate', /^src\/calibrate\//),
    source('findings', /^src\/opinion\/(diff|findings|reviewed-code)\.ts/),
    source(
      'bulk-commands',
      /^src\/commands\/(answers|bulk|review|digest|view|calibrate|tasks|completion|schema)/,
    ),
    source('plan', /^src\/(plan\/|commands\/plan)/),
    source('policy', /^src\/commands\/(policy|route|classify|env)\.ts/),
    source('estimate', /^src\/(estimate\/|commands\/estimate)/),
    source('opinion', /^src\/(opinion\/|commands\/opinion)/),
    source('report-page', /^src\/(report\/|view\/|commands\/report-(page|watch))/),
    source('doctor', /^src\/(doctor\/|commands\/doctor)/),
    source('runs', /^src\/(runs\/(listed|plans|words)|commands\/runs)/),
  ].map((group, index, { length }) => ({ ...group, priority: length - index }));
}

type ModuleGraph = Pick<PluginContext, 'getModuleInfo'>;

/** The modules that `entry`, the commands it imports lazily, and all they import at once are made of. */
function withoutLazyImports(entry: string, graph: ModuleGraph): Set<string> {
  const found = new Set([entry, ...(graph.getModuleInfo(entry)?.dynamicallyImportedIds ?? [])]);
  for (const id of found)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

/** `…/node_modules/@scope/name/file` → `scope-name`. */
function packagePart(id: string): string | null {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.split(path.sep).join('/')) ?? [];
  if (name === 'leven') return null; // a few lines that every wrong name needs: in "shared"
  return name?.replace('@', '').replace('/', '-') ?? null;
}

/** Two parts that load each other would each see the other half-made. Throws when there are any; undici's know how. */
function refuseCircles(made: readonly OutputChunk[]): void {
  const imports = new Map(made.map(({ fileName, imports: names }) => [fileName, names]));
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) {
      const circle = [...trail.slice(trail.indexOf(name)), name];
      if (circle.every((one) => one.startsWith('undici'))) return;
      throw new Error(`dist/ has parts that load each other: ${circle.join(' → ')}.`);
    }
    if (done.has(name)) return;
    for (const next of imports.get(name) ?? []) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of imports.keys()) visit(name, []);
}

/** A page for the browser: one file with its style and script in it, and nothing else allowed to run. */
async function browserPage(page: string): Promise<{ html: string; moduleIds: string[] }> {
  const source = (ending: string): string => path.join(root, 'src/view', `${page}.${ending}`);
  const build = await rolldown({
    cwd: root,
    input: source('ts'),
    platform: 'browser',
    transform: { target: 'es2022' },
  });
  const { output } = await build.generate({ format: 'iife', comments: false });
  await build.close();
  const script = withoutStore(output[0].code);
  const parts = { style: await readFile(source('css'), 'utf8'), script };
  let html = await readFile(source('html'), 'utf8');
  for (const [kind, text] of Object.entries(parts)) {
    if (text.includes(`</${kind}`)) throw new Error(`src/view: the ${kind} would end its own element.`);
    const inline = `\n${text.trim()}\n`;
    const hash = `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
    html = html.replace(`${kind.toUpperCase()}-HASH`, () => hash).replace(`/* ${kind} */`, () => inline);
  }
  return { html, moduleIds: output[0].moduleIds };
}

interface Package {
  name: string;
  version: string;
  license: string;
  folder: string;
}

/** The packages that the parts hold modules of, by name. */
async function packagesIn(modules: readonly string[]): Promise<Package[]> {
  const folders = new Map<string, string>();
  for (const id of modules) {
    const [, folder, name] =
      /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id.split(path.sep).join('/')) ?? [];
    if (folder && name) folders.set(name, folder);
  }
  const sorted = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    sorted.map(async ([name, folder]) => {
      const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
      return { name, version, license, folder };
    }),
  );
}

/** Their licences. */
async function licensesOf(packages: readonly Package[]): Promise<string> {
  const texts: string[] = [];
  for (const { name, version, license, folder } of packages) {
    const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(path.join(folder, file), 'utf8')).trim() : '';
    texts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return `The files in this folder hold parts of these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** The bill of materials, as CycloneDX 1.5; without a date or serial number, so that the same sources make the same bytes. */
function billOf(packages: readonly Package[]): string {
  const components = packages.map(({ name, version, license }) => ({
    type: 'library',
    'bom-ref': purlOf(name, version),
    name,
    version,
    licenses: [{ expression: license }],
    purl: purlOf(name, version),
  }));
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components }, null, 2)}\n`;
}

const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

async function write(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await built(folder))
    if (!files.has(name)) await rm(path.join(folder, name), { recursive: true });
  for (const [name, contents] of files) await writeFile(path.join(folder, name), contents);
}

/** What lies in a folder, aside from what is written by hand. */
const built = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch((): string[] => [])).filter((name) => name !== 'hooks.json');

async function check(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const present = await built(folder);
  const wrong: string[] = [];
  for (const name of new Set([...files.keys(), ...present])) {
    const found = await readFile(path.join(folder, name)).catch(() => null);
    if (!found || !files.get(name)?.equals(found)) wrong.push(name);
  }
  if (!wrong.length) return;
  console.error(
    `${path.relative(root, folder)}/ is not what src/ builds to: ${wrong.join(', ')}. Run "pnpm run build" and commit the result.`,
  );
  process.exitCode = 1;
}

main();
