// In words, whether asking cheap voices first was enough.
import { usd } from '../terminal/format.ts';
import type { Opinion, ScoutReport, Voice } from './opinion.ts';
import { plain, type ReportSection } from './section.ts';

/** Returns the section about the scouts; without entries where none were asked. */
export function scoutSection({ scouts }: Opinion): ReportSection {
  if (!scouts) return { title: '', entries: [] };
  const { asked, why, panel, voices } = scouts;
  const names = panel.join(', ');
  const entries =
    asked === 'scouts'
      ? [plain(`${why} The panel (${names}) was not asked. ${savedInWords(scouts)}--no-scouts asks it.`)]
      : [plain(`${why} So the panel (${names}) was asked.`), ...voices.map((voice) => plain(decided(voice)))];
  return { title: 'Scouts first', entries };
}

function savedInWords({ saved }: ScoutReport): string {
  if (!saved) return '';
  const open = saved.unpriced.length ? ` and what ${saved.unpriced.join(', ')} would have cost` : '';
  if (!saved.usd) return open ? `Saved:${open.replace(/^ and/, '')}. ` : '';
  return `Saved: about ${usd(saved.usd)}${open}. `;
}

function decided({ name, answer, decision, message }: Voice): string {
  if (answer === null) return `${name} gave no answer: ${message}`;
  return `${name}: ${decision ? `${decision} (the judge's words)` : 'no decision that stands.'}`;
}
