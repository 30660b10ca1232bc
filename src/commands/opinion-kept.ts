// Kept opinions at the command line: what is kept, what is removed, and what a new one is kept as.

import { dataHome } from '../data-home.ts';
import { systemReason } from '../errors.ts';
import type { Host } from '../host.ts';
import { forget, type Kept, keep, listKept, newId, readKept } from '../opinion/kept.ts';
import type { Opinion, OpinionSettings } from '../opinion/opinion.ts';
import { counted } from '../terminal/format.ts';
import { visibleInLine, visibleJson } from '../terminal/visible.ts';
import type { KeptOptions } from './opinion-options.ts';

/** Lists or removes kept opinions, where that is what the options say. Returns whether it was. Throws UsageError. */
export function manageKept({ kept, forget: id, json = false }: KeptOptions, { env, stdout }: Host): boolean {
  const home = dataHome(env);
  const print = (text: string): void => void stdout.write(`${text}\n`);
  if (id !== undefined) {
    const removed = forget(home, id);
    print(json ? visibleJson({ removed }) : `Removed ${counted(removed, 'kept opinion')}.`);
  } else if (kept) {
    const all = listKept(home);
    print(json ? visibleJson({ kept: all.map(asJson) }) : listed(all));
  }
  return id !== undefined || kept === true;
}

const asJson = ({ id, at, folder, voices }: Kept) => ({
  ...{ id, at, folder },
  voices: voices.map(({ name }) => name),
  questions: voices[0]?.turns.map(({ question }) => question) ?? [],
});

/** Returns the opinion that is continued. Throws UsageError when there is none, or a session may not see it. */
export function keptOpinion(id: string, { env, access }: Host): Kept {
  const kept = readKept(dataHome(env), id);
  access.checkAskedIn(kept.folder, `the opinion ${id}`);
  return kept;
}

/** Keeps an opinion, under the id of the one it continues. Returns the id; null when there is no answer to keep. */
export function keepOpinion(
  { voices, mode }: Opinion,
  { question, material, earlier = [], sides = [] }: OpinionSettings,
  { host, former }: { host: Host; former: Kept | null },
): string | null {
  const asked = mode === 'review' ? `Review of ${material.diff?.origin}. ${question}`.trim() : question;
  const answered = voices.flatMap(({ name, answer }, index) => {
    if (answer === null) return [];
    const turns = [...(earlier[index] ?? []), { question: asked, answer }];
    return [{ name, side: sides[index] ?? null, turns }];
  });
  if (!answered.length) return null;
  const id = former?.id ?? newId();
  try {
    keep(dataHome(host.env), { id, at: new Date().toISOString(), folder: host.cwd, voices: answered });
  } catch (error) {
    host.stderr.write(`The answers cannot be kept in ${dataHome(host.env)}: ${systemReason(error)}.\n`);
    return null;
  }
  return id;
}

/** Returns how a kept opinion is continued and removed. */
export const howToContinue = (id: string): string =>
  `Kept as ${id}, without files and diff. Follow up: tierwise opinion --continue ${id} "<question>". Remove: tierwise opinion --forget ${id}\n`;

const LONGEST = 60;

function listed(kept: readonly Kept[]): string {
  const lines = kept.map(({ id, at, voices }) => {
    const question = visibleInLine(voices[0]?.turns.at(-1)?.question ?? '');
    const shown = question.length > LONGEST ? `${question.slice(0, LONGEST)}…` : question;
    return `${id}  ${at.slice(0, 10)}  ${voices.map(({ name }) => name).join(', ')}  ${shown}`;
  });
  return lines.join('\n') || 'No opinion is kept.';
}
