// Builds dist/ from src/: an installed plugin has no packages, so each bundle carries all it needs.
//   node scripts/build.mjs           write dist/
//   node scripts/build.mjs --check   fail when dist/ is not what src/ builds to
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

const bundles = { tierwise: 'src/cli.ts', anthropic: 'src/ask/anthropic.ts', hook: 'src/hooks/main.ts' };

// What is imported lazily and has a bundle of its own stays outside the others.
const lazyBundles = {
  name: 'lazy-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path: request, resolveDir }) => {
      if (kind !== 'dynamic-import') return;
      const target = path.relative(root, path.resolve(resolveDir, request)).split(path.sep).join('/');
      const name = Object.keys(bundles).find((key) => bundles[key] === target);
      return name && { path: `./${name}.cjs`, external: true };
    });
  },
};

const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  logLevel: 'warning',
};

const { outputFiles, metafile } = await build({
  ...common,
  entryPoints: bundles,
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A package's ES module asks where it is, which a CommonJS bundle has another word for.
  define: { 'import.meta.url': '__filename' },
  plugins: [lazyBundles],
  metafile: true,
});

const files = new Map(outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
files.set('LICENSES.txt', Buffer.from(await licensesOf(Object.keys(metafile.inputs))));

files.set('view.html', Buffer.from(await viewPage()));

if (process.argv.includes('--check')) await check();
else await write();

/** The page of `tierwise view`: one file with its style and script in it, and nothing else allowed to run. */
async function viewPage() {
  const { outputFiles: parts } = await build({
    ...common,
    entryPoints: ['src/view/page.ts', 'src/view/page.css'],
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
  });
  const page = await readFile(path.join(root, 'src/view/page.html'), 'utf8');
  return parts.reduce((html, { path: file, text }) => {
    const kind = file.endsWith('.css') ? 'style' : 'script';
    const inline = text.trim();
    const hash = `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
    return html.replace(`${kind.toUpperCase()}-HASH`, () => hash).replace(`/* ${kind} */`, () => inline);
  }, page);
}

/** The licences of the packages that the bundles hold parts of. */
async function licensesOf(inputs) {
  const folders = new Map();
  for (const input of inputs) {
    const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(`/${input}`) ?? [];
    if (name) folders.set(name, path.join(root, folder));
  }
  const parts = [];
  for (const [name, folder] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(path.join(folder, file), 'utf8')).trim() : '';
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return `The bundles in this folder hold parts of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function write() {
  await mkdir(dist, { recursive: true });
  for (const [name, contents] of files) await writeFile(path.join(dist, name), contents);
}

async function check() {
  const present = await readdir(dist).catch(() => []);
  const wrong = [];
  for (const name of new Set([...files.keys(), ...present])) {
    const built = await readFile(path.join(dist, name)).catch(() => null);
    if (!built || !files.get(name)?.equals(built)) wrong.push(name);
  }
  if (!wrong.length) return;
  console.error(
    `dist/ is not what src/ builds to: ${wrong.join(', ')}. Run "pnpm run build" and commit the result.`,
  );
  process.exitCode = 1;
}
