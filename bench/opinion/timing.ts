// How long our own work on a finding takes in 100,000 lines of diff and of code, alone and among two hundred.
import { matchFindings } from '../../src/opinion/reviewing.ts';
import { asked, opinionOf, settingsOf } from './court.ts';

const LINES = 100_000;
const MOST_FINDINGS = 200;

type LineOf = (at: number) => string;

const CODE: Record<string, LineOf> = {
  'every line another': (at) => `  const value${at} = compute(${at}, options.limit${at % 97});`,
  'every line the same': () => '  total += price * count;',
  'long beginnings alike': (at) => `${'a = b; '.repeat(8)}call(${at});`,
};

/** Prints the table. */
export async function benchTime(): Promise<void> {
  console.log(
    `| ${LINES.toLocaleString('en-US')} lines of diff and code | quoted | one finding alone, ms | of ${MOST_FINDINGS}, ms each |`,
  );
  console.log('| --- | --- | --- | --- |');
  for (const [name, lineOf] of Object.entries(CODE)) {
    const lines = Array.from({ length: LINES }, (_, at) => lineOf(at));
    for (const [quoted, length] of [
      ['a line', 1],
      ['300 lines', 300],
    ] as const) {
      const one = await time(lines, length, 1);
      const many = await time(lines, length, MOST_FINDINGS);
      console.log(`| ${name} | ${quoted} | ${one.toFixed(0)} | ${(many / MOST_FINDINGS).toFixed(1)} |`);
    }
  }
}

/** Milliseconds of processor time from the reply to findings at their places; the least of three. */
async function time(lines: readonly string[], length: number, findings: number): Promise<number> {
  const text = lines.join('\n');
  const added = lines.map((line) => `+${line}`).join('\n');
  const diff = `diff --git a/big.ts b/big.ts\n--- /dev/null\n+++ b/big.ts\n@@ -0,0 +1,${lines.length} @@\n${added}\n`;
  const said = Array.from({ length: findings }, (_, at) => {
    const line = Math.floor(((at + 0.5) * (lines.length - length)) / findings);
    const evidence = lines.slice(line, line + length).join('\n');
    return { file: 'big.ts', line: line + 3, severity: 'major', claim: 'It is wrong.', evidence };
  });
  const reply = JSON.stringify({ findings: said });
  const settings = settingsOf(1, Math.random);
  const material = { files: [], diff: { origin: 'the bench', text: diff, after: () => text } };
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const opinion = opinionOf([reply], 'review');
    const started = process.cpuUsage();
    await matchFindings(opinion, { ...settings, review: true, material }, async (who) => asked(who, ''));
    const { user, system } = process.cpuUsage(started);
    times.push((user + system) / 1000);
    const found = opinion.findings?.byVoice[0]?.findings.length;
    if (found !== findings) throw new Error(`${found} of ${findings} were found.`);
  }
  return Math.min(...times);
}
