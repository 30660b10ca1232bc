// An opinion as one HTML page: what is in dispute first, then the answers side by side. Nothing runs in it and nothing is loaded.
import { escaped, staticPage } from '../html.ts';
import { STYLE } from './html-style.ts';
import type { Opinion, Voice } from './opinion.ts';
import { closingLines, voiceRows } from './report-text.ts';
import type { ReportEntry, ReportSection } from './section.ts';
import { answered, sectionsOf } from './sections.ts';

/** Sections that stand above the answers: the decision, and what is in dispute. */
const FIRST =
  /^(?:The decisions|Same decision|No two decisions|They disagree|Contradicted|Not compared|What )/;

/** Returns the page. */
export function htmlPage(opinion: Opinion, title: string): string {
  const marks = marksOf(opinion);
  const sections = sectionsOf(opinion);
  const isFirst = ({ title: name }: ReportSection): boolean => opinion.mode === 'review' || FIRST.test(name);
  const ordered = [...sections.filter(isFirst), ...sections.filter((section) => !isFirst(section))];
  const above = ordered.filter(isFirst).length;
  const shown = ordered.map((section, at) => sectionHtml(section, at, marks));
  return staticPage({
    title,
    style: STYLE,
    body: `<a class="skip" href="#answers">Skip to the answers</a>
<header><h1>${escaped(title)}</h1>
<nav aria-label="Sections">${ordered.map(({ title: name }, at) => `<a href="#s${at}">${escaped(name)}</a>`).join('')}<a href="#answers">Answers</a></nav></header>
<main>
${shown.slice(0, above).join('\n')}
${answersHtml(opinion, marks)}
${shown.slice(above).join('\n')}
${closingHtml(opinion)}
</main>`,
  });
}

/** A part of an answer that a point is about. */
interface Mark {
  id: string;
  voice: number;
  start: number;
  end: number;
  standing: string;
}

interface Marks {
  byVoice: Mark[][];
  /** The mark of a sentence, by who said it. */
  ofSentence: ReadonlyMap<string, string>;
}

const keyOf = (who: string, sentence: string): string => JSON.stringify([who, sentence.trim()]);

/** What two or more speak about, where it stands; of parts that overlap the first. */
function marksOf({ comparison, voices }: Opinion): Marks {
  const all = (comparison?.points ?? []).flatMap(({ standing, claims }, point) =>
    standing === 'alone'
      ? []
      : claims.map(({ voice, span, sentence }) => ({
          ...{ id: `p${point}-${voice}`, voice, standing, sentence },
          ...span,
        })),
  );
  const byVoice = voices.map((_, voice) => {
    const own = all.filter((mark) => mark.voice === voice).sort((a, b) => a.start - b.start);
    return own.filter((mark, at) => own.slice(0, at).every(({ end }) => end <= mark.start));
  });
  const there = new Set(byVoice.flat().map(({ id }) => id));
  const known = all.filter(({ id }) => there.has(id));
  const ofSentence = new Map(
    known.map(({ id, voice, sentence }) => [keyOf(voices[voice]?.name ?? '', sentence), id]),
  );
  return { byVoice, ofSentence };
}

function sectionHtml({ title, entries }: ReportSection, at: number, marks: Marks): string {
  const shown = entries.map((entry) => entryHtml(entry, marks)).join('\n');
  return `<section aria-labelledby="s${at}"><h2 id="s${at}">${escaped(title)}</h2>\n${shown}\n</section>`;
}

function entryHtml({ lead, quotes, notes }: ReportEntry, marks: Marks): string {
  const sides = quotes.map(({ who, said, note }) => {
    const id = marks.ofSentence.get(keyOf(who, said));
    const name = id ? `<a href="#${id}">${escaped(who)}</a>` : escaped(who);
    const below = note ? `<p class="note">${escaped(note)}</p>` : '';
    return `<div><h3>${name}</h3><blockquote><p class="said">${escaped(said.trim())}</p></blockquote>${below}</div>`;
  });
  return [
    '<article class="entry">',
    lead ? `<p class="text">${escaped(lead)}</p>` : '',
    sides.length ? `<div class="sides">${sides.join('')}</div>` : '',
    ...notes.map((note) => `<p class="note">${escaped(note)}</p>`),
    '</article>',
  ].join('');
}

function answersHtml(opinion: Opinion, { byVoice }: Marks): string {
  const shown = answered(opinion).map((voice) =>
    answerHtml(voice, byVoice[opinion.voices.indexOf(voice)] ?? []),
  );
  return `<section aria-labelledby="answers"><h2 id="answers" tabindex="-1">Answers</h2>\n<div class="answers">${shown.join('\n')}</div></section>`;
}

/** Its own scroller, which the keyboard reaches. */
function answerHtml({ name, answer }: Voice, marks: readonly Mark[]): string {
  const text = answer ?? '';
  let [html, at] = ['', 0];
  for (const { id, start, end, standing } of marks) {
    html += `${escaped(text.slice(at, start))}<mark id="${id}" class="${standing}">${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  html += escaped(text.slice(at));
  return `<article class="answer" tabindex="0" role="region" aria-label="${escaped(`The answer of ${name}`)}"><h3>${escaped(name)}</h3><p class="text">${html}</p></article>`;
}

function closingHtml(opinion: Opinion): string {
  const [head = [], ...rows] = voiceRows(opinion);
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const notes = closingLines(opinion).map((line) => `<p class="note">${escaped(line)}</p>`);
  return `<section aria-labelledby="voices"><h2 id="voices">Voices</h2>\n<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>\n${notes.join('\n')}\n</section>`;
}
