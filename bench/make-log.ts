// Writes a log of N lines (default 200,000) to stdout: `tsx bench/make-log.ts 200000 > /tmp/big.log`.
// A tenth of the lines says something of its own, so that masks cannot collapse it.
const count = Number(process.argv[2] ?? 200_000);
let seed = 7;
const random = (below: number): number => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed % below;
};
const word = (): string => Array.from({ length: 6 }, () => String.fromCharCode(97 + random(26))).join('');
const kinds: readonly (() => string)[] = [
  () => `served /item/${random(9999)} in ${random(400)} ms`,
  () => `login of user ${word()} refused from 203.0.113.${random(250)}`,
  () => `cache hit ratio 0.${random(999)}`,
  () => `job ${random(1e6)} done after ${random(60)} s`,
];
let chunk: string[] = [];
for (let index = 0; index < count; index++) {
  const kind = random(10) === 0 ? 1 : ([0, 2, 3][random(3)] as number);
  const time = new Date(1.79e12 + index * 250).toISOString();
  chunk.push(`${time} web-${random(4)} ${kinds[kind]?.()}`);
  if (chunk.length === 5000) {
    process.stdout.write(`${chunk.join('\n')}\n`);
    chunk = [];
  }
}
if (chunk.length) process.stdout.write(`${chunk.join('\n')}\n`);
