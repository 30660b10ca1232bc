// Known items asked again beside new ones: a model that was changed in silence is noticed early.
import { createHash } from 'node:crypto';
import type { Beside, Job } from '../../bulk/job.ts';
import type { JobEvents, JobSettings } from '../../bulk/settings.ts';
import { UsageError } from '../../errors.ts';
import { count } from '../../terminal/format.ts';
import { answerHash } from '../kept/answer-hash.ts';
import type { Applied } from '../kept/applied.ts';
import { type Calibration, readCalibration, writeCalibration } from '../kept/record.ts';
import { type Yardstick, yardstickOf } from '../kept/yardstick.ts';
import { sentinel, type Watch } from '../sentinel.ts';
import { askSettings, type SettingAnswers } from './ask-settings.ts';
import { freshStore } from './fresh-store.ts';

const MOST_KNOWN = 20;
/** Of the answers of an unchanged model so many are others the second time. */
const USUAL_CHANGE = 0.02;
const MOST_RUNS = 200;

/** Returns what a run on an applied calibration asks beside its new items; it warns when answers change more often than they do by themselves. */
export function watchFor(
  job: Job,
  { name, tier, calibration }: Applied,
  events: JobEvents,
): Beside | undefined {
  const yardstick = yardstickOf(calibration);
  if (!yardstick || yardstick.name !== name || job.settings.tiers[0] !== tier) return undefined;
  const items = drawnToday(
    job.survey.groups.filter(({ fingerprint }) => yardstick.items.get(fingerprint)?.said),
  );
  if (!items.length) return undefined;
  return async (asking) => {
    const { source, survey, settings } = job;
    const quiet: JobEvents = { ...events, note() {}, progress() {} };
    const storeOf = async (pass: string) => freshStore(`${pass}-sentinel`);
    const known = { name, job: asSingle(settings), toAsk: { items, survey, source } };
    const { bySetting } = await askSettings([known], quiet, { ...asking, storeOf });
    const seen = changesIn(yardstick, bySetting[0]);
    if (!seen.asked) return;
    const { alarm } = sentinel(remembered(settings, calibration, seen), USUAL_CHANGE);
    if (!alarm) return;
    events.note(
      `Warning: ${name} answers otherwise than on ${calibration.at.slice(0, 10)}, when it was calibrated: ${count(seen.changed)} of ${count(seen.asked)} known items got another answer. To check: tierwise calibrate <input> ${settings.task.name} --recheck`,
    );
  };
}

/** The tiers above are asked only where two passes have to agree, as in the calibration. */
const asSingle = (settings: JobSettings): JobSettings =>
  settings.votes > 1 ? settings : { ...settings, tiers: settings.tiers.slice(0, 1) };

/** Others every day, the same on one day. */
function drawnToday<Known extends { fingerprint: string }>(known: readonly Known[]): Known[] {
  const day = new Date().toISOString().slice(0, 10);
  const drawn = ({ fingerprint }: Known): string =>
    createHash('sha256').update(`${day} ${fingerprint}`).digest('hex');
  return [...known].sort((a, b) => (drawn(a) < drawn(b) ? -1 : 1)).slice(0, MOST_KNOWN);
}

function changesIn({ items }: Yardstick, now: SettingAnswers | undefined): Watch {
  const answers = [...(now?.answers ?? [])];
  const changed = answers.filter(
    ([fingerprint, { value }]) => items.get(fingerprint)?.said !== answerHash(value),
  );
  return { asked: answers.length, changed: changed.length };
}

/** All runs since the calibration, this one last; kept for the next one. */
function remembered({ home, task }: Job['settings'], calibration: Calibration, seen: Watch): Watch[] {
  const last = readCalibration(home, task);
  const current = last && 'sample' in last ? last : calibration;
  const watched = [...current.watched, seen].slice(-MOST_RUNS);
  try {
    writeCalibration(home, { ...current, watched });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error; // this run's evidence is lost to the next one, no more
  }
  return watched;
}
