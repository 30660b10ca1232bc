// Puts the repository's address everywhere. package.json holds it; README, docs and manifests repeat it.
//   tsx scripts/address.ts <owner>/<name>
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addressIn, withAddress } from './repository-address.ts';

const [address = ''] = process.argv.slice(2);
if (!/^[\w-]+\/[\w.-]+$/.test(address)) {
  console.error('Expected the address as <owner>/<name>, for example: pnpm run address octocat/tierwise');
  process.exit(2);
}

const root = path.join(__dirname, '..');
const old = addressIn(readFileSync(path.join(root, 'package.json'), 'utf8'));
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
const changed = tracked
  .filter((file) => file && file !== 'pnpm-lock.yaml' && !file.startsWith('dist/'))
  .filter((file) => {
    const before = readFileSync(path.join(root, file), 'utf8');
    const after = withAddress(before, old, address);
    if (after !== before) writeFileSync(path.join(root, file), after);
    return after !== before;
  });
console.log(`${old} is now ${address} in ${changed.length} files: ${changed.join(', ') || 'none'}`);
