// Makes the pictures of the README, dark and light: /bulk-tag in the real client, in a terminal, on loopback; and the report's page.
//   tsx scripts/record.ts [bulk-tag|report]   writes docs/pictures/<name>-dark.* and -light.*; both without a name.
// Needs `script` (util-linux) for the terminal, Chromium for the page of the report, and dist/ as it is built.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { framesOf } from './record/frames.ts';
import { reportPictures } from './record/report.ts';
import { recordSession } from './record/session.ts';
import { THEMES, toSvg } from './record/svg.ts';
import { COLUMNS, ROWS } from './record/terminal.ts';

const folder = path.join(__dirname, '..', 'docs', 'pictures');
const size = { columns: COLUMNS, rows: ROWS };
const about = {
  title: 'A session with /bulk-tag in Claude Code',
  text: 'The client estimates 2,400 tickets, shows a sample, tags the file on Haiku for a few cents, and names the ten that are left to a person. The models are scripted; the client, the plugin and the command are real.',
};

const WAYS = { 'bulk-tag': recordBulkTag, report: recordReport };
const [wanted] = process.argv.slice(2);

record().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function record(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, way] of Object.entries(WAYS)) if (!wanted || wanted === name) await way();
}

async function recordBulkTag(): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    const { drawn, from } = await recordSession(theme);
    const frames = await framesOf(drawn, size, from);
    write(`bulk-tag-${theme}.svg`, toSvg(frames, size, THEMES[theme], about));
  }
}

async function recordReport(): Promise<void> {
  for (const [theme, png] of Object.entries(await reportPictures())) write(`report-${theme}.png`, png);
}

function write(name: string, content: string | Buffer): void {
  writeFileSync(path.join(folder, name), content);
  console.log(`docs/pictures/${name}: ${Math.ceil(content.length / 1024)} KiB`);
}
