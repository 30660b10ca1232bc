// Whether two texts speak about the same thing at all: by the words that mean something.

const EMPTY = new Set(
  `the a an and or but if then than that this these those there here it its is are was were be been being am do does did done has have had will would shall should
can could may might must of to in on at by for from with as into over under not no nor so such only also very more most much many any all each both some one two
you your yours we our ours they their them he she his her i me my mine who whom which what when where why how because about just
der die das den dem des ein eine einen einem einer und oder aber wenn ist sind war wird werden sollte kann man sie wir ihr nicht auch nur mit von für auf zu im in
le la les un une des et ou mais est sont que qui pour dans avec sur el los las una y o pero es son para con por en del al`.split(
    /\s+/,
  ),
);
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** Words are the same when they begin alike: queue, queues, queueing. */
const STEM = 5;

/** Whether a claim shares a content word with the sentence it is said to be from. */
export function sharesContent(claim: string, sentence: string): boolean {
  const words = stemsOf(sentence);
  return [...stemsOf(claim)].some((stem) => words.has(stem) || [...words].some((word) => isSame(stem, word)));
}

const isSame = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= 3 && (one.startsWith(other) || other.startsWith(one));

function stemsOf(text: string): Set<string> {
  const stems = new Set<string>();
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (DENSE.test(word)) for (let at = 0; at < word.length - 1; at++) stems.add(word.slice(at, at + 2));
    else if (!EMPTY.has(word) && word.length > 1) stems.add(word.slice(0, STEM));
  }
  return stems;
}
