// What the masks of `log-severity` leave of real logs, against the event kinds that people found in them:
//   tsx bench/masks.ts <folder> [--show]
// The folder holds labelled samples (see log-samples.ts). Prints a row per system: kinds, distinct lines after masking, and masked
// texts in which two kinds became one; `--show` adds those, and texts of the kinds that stay most apart.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { applyMasks } from '../src/bulk/task/masks.ts';
import { parseScheme } from '../src/bulk/task/scheme.ts';
import { readLogSamples } from './log-samples.ts';

const [folder = '.', show] = process.argv.slice(2);
const file = path.join(__dirname, '..', 'schemes', 'log-severity.md');
const { masks } = parseScheme(readFileSync(file, 'utf8'), file);

console.log('| System | Kinds | Distinct after masking | Kinds merged |');
console.log('| --- | --- | --- | --- |');
for (const [system, lines] of readLogSamples(folder)) {
  const kindsOf = new Map<string, Map<string, string>>();
  const textsOf = new Map<string, Set<string>>();
  for (const { text, kind } of lines) {
    const masked = applyMasks(text.trimEnd(), masks).replace(/\0(\w+)\0/g, '<$1>');
    kindsOf.set(masked, (kindsOf.get(masked) ?? new Map()).set(kind, text));
    textsOf.set(kind, (textsOf.get(kind) ?? new Set()).add(masked));
  }
  const merged = [...kindsOf].filter(([, kinds]) => kinds.size > 1);
  console.log(`| ${[system, textsOf.size, kindsOf.size, merged.length].join(' | ')} |`);
  if (!show) continue;
  for (const [masked, kinds] of merged) {
    console.log(`  merged: ${masked}`);
    for (const [kind, text] of kinds) console.log(`    ${kind}: ${text}`);
  }
  const apart = [...textsOf].sort(([, a], [, b]) => b.size - a.size).slice(0, 4);
  for (const [kind, texts] of apart) {
    console.log(`  ${kind} in ${texts.size}:`);
    for (const text of [...texts].slice(0, 8)) console.log(`    ${text}`);
  }
}
