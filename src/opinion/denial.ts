// Whether the part of a sentence that a quote leaves out denies what the quote says: "I would never say that | you should use it".

const WORD = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');

const NOT = [
  "not|never|nobody|no one|none|nothing|neither|nor|cannot|can't|\\p{L}+n't|doubt\\p{L}*|den(?:y|ies|ied)|refus\\p{L}*",
  'no (?:evidence|reason|way|need|case|sense|point|proof|basis|sign|data|benefit|circumstances?|means|longer)',
  'against|oppos\\p{L}+|reject\\p{L}*|disagree\\p{L}*|wrong|false|untrue|myth|mistake\\p{L}*|fallacy|nonsense|unlikely|contrary',
  'nicht|nie|niemals|kein\\p{L}*|niemand\\p{L}*|nichts|weder|bezweifle\\p{L}*|falsch|irrtum|mythos|märchen|unwahr',
  'ne|pas|jamais|aucune?|personne|rien|faux|fausse|mythe|erreur|nunca|jamás|nadie|ning[uú]n\\p{L}*|falso|mito|dudo',
  'no (?:se |te |lo |la )?(?:deb|hay|us|recom|cre|es|pued|conv|tien|vale)\\p{L}*|não|ninguém|nenhum\\p{L}*',
  'non|mai|nessun\\p{L}*|dubito|sbagliato|niet|nooit|geen|inte|aldrig|ingen|ikke|aldri|nigdy|nikt|nie|değil|asla|hiçbir',
  'не|нет|никогда|никто|неверно|миф|ложь|ніколи|ніхто',
].join('|');
const DENIES = WORD(NOT);
/** What holds a word of denial and denies nothing. */
const HARMLESS = WORD(
  'not only|not just|not least|no doubt|nothing but|nicht nur|nicht zuletzt|non seulement|no solo|no sólo|não só|non solo|niet alleen',
);
const HARMLESS_EVERYWHERE = new RegExp(HARMLESS, 'giu');
/** Scripts that put no blank between words. */
const DENIES_DENSELY =
  /不(?![仅僅但过過同断斷])|没|沒|(?<![特分区類类级])别|勿|未(?![来來])|非(?!常)|错误|錯誤|ない|ません|なかった|않|아니|없다|못/u;
/** What follows a quote denies it only as what is said of it: "… is a myth", not "…, not that one". */
const SAID_OF_IT =
  /^[\s"'”’)*_`]*(?:,?\s*(?:which|what|but that|but this|and that|was|das|dies|ce qui|lo que|o que)\s)?(?:(?:is|are|was|were|would|will|can|could|should|must|may|does|do|did|has|have|had|seems?|sounds?|remains?|ist|sind|wäre|war|wird|hilft|est|sont|serait|es|son|sería|è|é|isn't|aren't|wasn't|wouldn't|won't|can't|couldn't|shouldn't|doesn't|don't|didn't)(?![\p{L}]))/iu;
/** A part that hangs on what stands before the comma. */
const HANGS_ON =
  /^\s*(?:that|if|whether|which|who|should|would|could|can|must|may|will|is|are|was|were|do|does|did|has|have|to|dass|ob|sollte|kann|wird|muss|que|qui|si|che|чтобы|что|жe)(?![\p{L}])/iu;

/** What may follow a comma and is still said of the quote. */
const STOP = /[;:—–.!?…。]|,(?!\s*(?:which|but that|but this|and that|was|das|ce qui|lo que|o que)\s)/iu;

/** Whether what is left out of a sentence `before` and `after` a quote denies it. */
export function isDenied(before: string, quote: string, after: string): boolean {
  if (denies(leading(before, quote))) return true;
  const [first = ''] = after.split(STOP);
  return DENIES_DENSELY.test(first) || (SAID_OF_IT.test(first) && denies(first));
}

/** Returns whether some words deny something. */
export function denies(words: string): boolean {
  const bare = words.replaceAll('’', "'").replace(HARMLESS_EVERYWHERE, ' ');
  return DENIES.test(bare) || DENIES_DENSELY.test(bare);
}

/** The part before a quote that it belongs to: back to a stop, past commas only where the rest hangs on what is before them. */
function leading(before: string, quote: string): string {
  const clause = before.split(/[;:—–。]|\.\s/u).at(-1) ?? '';
  const parts = clause.split(/[,，、]/u);
  let kept = parts.pop() ?? '';
  while (parts.length && HANGS_ON.test(`${kept}${quote}`.trimStart())) {
    // Between two commas something may be put in: "Nobody, in my view, should …".
    const inserted = parts.length > 1 ? parts.pop() : '';
    kept = `${parts.pop() ?? ''} ${inserted ?? ''} ${kept}`;
  }
  return kept;
}
