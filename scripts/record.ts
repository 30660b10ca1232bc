// Makes the pictures of the README: /bulk-tag in the real client, in a terminal, on loopback, dark and light.
//   tsx scripts/record.ts        writes docs/pictures/bulk-tag-dark.svg and -light.svg; needs `script` (util-linux)
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { framesOf } from './record/frames.ts';
import { recordSession } from './record/session.ts';
import { THEMES, toSvg } from './record/svg.ts';
import { COLUMNS, ROWS } from './record/terminal.ts';

const folder = path.join(__dirname, '..', 'docs', 'pictures');
const size = { columns: COLUMNS, rows: ROWS };
const about = {
  title: 'A session with /bulk-tag in Claude Code',
  text: 'The client estimates 2,400 tickets, shows a sample, tags the file on Haiku for a few cents, and names the ten that are left to a person. The models are scripted; the client, the plugin and the command are real.',
};

record().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function record(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const theme of ['dark', 'light'] as const) {
    const { drawn, from } = await recordSession(theme);
    const frames = await framesOf(drawn, size, from);
    const svg = toSvg(frames, size, THEMES[theme], about);
    const file = path.join(folder, `bulk-tag-${theme}.svg`);
    writeFileSync(file, svg);
    console.log(`${file}: ${frames.length} frames, ${Math.ceil(svg.length / 1024)} KiB`);
  }
}
