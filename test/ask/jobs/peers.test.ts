import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { peersOf } from '../../../src/ask/jobs/peers.ts';

/** Where Tierwise lies when it is installed: without packages. */
const ROOT = '/';

test('missing packages are one line with the command that installs them, and are found there', () => {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const env = { TIERWISE_HOME: home };
  expect(() => peersOf('vertex', env, ROOT)).toThrow(
    `--batch vertex:… needs packages that Tierwise does not bring along. Install them with: npm install --prefix ${home}/peers @google-cloud/storage@7`,
  );
  expect(() => peersOf('bedrock', env, ROOT)).toThrow('@aws-sdk/client-bedrock@3 @aws-sdk/client-s3@3');
  const folder = join(home, 'peers', 'node_modules', '@google-cloud', 'storage');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name": "@google-cloud/storage", "main": "a.js"}');
  writeFileSync(join(folder, 'a.js'), 'exports.here = true;');
  expect(peersOf('vertex', env, ROOT)('@google-cloud/storage')).toEqual({ here: true });
});
