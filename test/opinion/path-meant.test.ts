// Which file of the change a path means.
import { expect, test } from 'vitest';
import { pathMeant } from '../../src/opinion/path-meant.ts';

const KNOWN = ['src/pay.js', 'lib/a.js', 'test/a.js', 'top.js'];
const FOLDERS = ['/home/me/shop', 'shop'];

test.each([
  ['src/pay.js', 'src/pay.js'],
  ['./src/pay.js', 'src/pay.js'],
  ['a/src/pay.js', 'src/pay.js'],
  ['b/src/pay.js', 'src/pay.js'],
  ['`src/pay.js`', 'src/pay.js'],
  ['src\\pay.js', 'src/pay.js'],
  ['src/pay.js:108', 'src/pay.js'],
  ['src/pay.js:108-110', 'src/pay.js'],
  ['src/pay.js:L108', 'src/pay.js'],
  ['/home/me/shop/src/pay.js', 'src/pay.js'],
  ['/workspace/shop/src/pay.js:3', 'src/pay.js'],
  ['shop/src/pay.js', 'src/pay.js'],
  ['pay.js', 'src/pay.js'],
  ['a.js', 'a.js'], // two files end so
  ['other/top.js', 'other/top.js'],
  ['elsewhere.js', 'elsewhere.js'],
])('%s is %s', (named, meant) => {
  expect(pathMeant(named, KNOWN, FOLDERS)).toBe(meant);
});
