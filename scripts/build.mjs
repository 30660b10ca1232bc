// Builds dist/ from src/: an installed plugin has no packages, so each bundle carries all it needs.
//   node scripts/build.mjs           write dist/
//   node scripts/build.mjs --check   fail when dist/ is not what src/ builds to
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

const bundles = { tierwise: 'src/main.ts', anthropic: 'src/ask/anthropic.ts', hook: 'src/hooks/main.ts' };

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

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: bundles,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A package's ES module asks where it is, which a CommonJS bundle has another word for.
  define: { 'import.meta.url': '__filename' },
  plugins: [lazyBundles],
  metafile: true,
  write: false,
  logLevel: 'warning',
});

const files = new Map(outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
files.set('LICENSES.txt', Buffer.from(await licensesOf(Object.keys(metafile.inputs))));

if (process.argv.includes('--check')) await check();
else await write();

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
