// Builds dist/ from src/: an installed plugin has no packages, so each bundle carries all it needs.
//   node scripts/build.mjs           write dist/
//   node scripts/build.mjs --check   fail when dist/ is not what src/ builds to
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const checking = process.argv.includes('--check');

const bundles = { tierwise: 'src/main.ts', anthropic: 'src/ask/anthropic.ts' };

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

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: bundles,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  legalComments: 'eof',
  charset: 'utf8',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  plugins: [lazyBundles],
  write: !checking,
  logLevel: 'warning',
});

if (checking) {
  const wanted = new Map(outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
  const present = await readdir(dist).catch(() => []);
  const stale = [...new Set([...wanted.keys(), ...present])];
  const wrong = [];
  for (const name of stale) {
    const built = await readFile(path.join(dist, name)).catch(() => null);
    if (!built || !wanted.get(name)?.equals(built)) wrong.push(name);
  }
  if (wrong.length) {
    console.error(
      `dist/ is not what src/ builds to: ${wrong.join(', ')}. Run "pnpm run build" and commit the result.`,
    );
    process.exit(1);
  }
}
