// Voices and a judge for tests. An answer is sentences; the judge makes of each a claim, pairs equal ones, and sees a contradiction between
// "Use X." and "Avoid X.". It works from the request alone, so it judges right whatever order the answers come in.
import type { Reaction, ServedRequest } from './messages-server.ts';

/** What a request shows the model, as one string. */
// biome-ignore lint/suspicious/noExplicitAny: a request body of any API
export const shownIn = (body: any): string => {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value && typeof value === 'object') for (const inner of Object.values(value)) collect(inner);
  };
  collect([body.system, body.messages, body.input, body.contents, body.instructions]);
  return texts.join('\n');
};

/** The answers shown to the judge, in its order. */
export const answersIn = (shown: string): string[] =>
  [...shown.matchAll(/<(answer-[A-Z]-\w+)>\n([\s\S]*?)\n<\/\1>/g)].map(([, , text]) => text ?? '');

export const isJudging = (shown: string): boolean =>
  /You compare independent answers|Several reviewers/.test(shown);
export const isReviewing = (shown: string): boolean => shown.includes('You review a change');

interface Claim {
  id: string;
  voice: string;
  claim: string;
  quote: string;
}

/** The comparison of the answers in a request. `spoil` may add what a judge makes up. */
export function compare(shown: string, spoil: (claims: Claim[]) => Claim[] = (claims) => claims): object {
  const claims = answersIn(shown).flatMap((answer, position) =>
    (answer.match(/[^.\n]+\./g) ?? []).map((sentence, index) => {
      const voice = String.fromCharCode(65 + position);
      return { id: `${voice}${index + 1}`, voice, claim: sentence.trim(), quote: sentence.trim() };
    }),
  );
  const stance = (one: string, other: string): string | null => {
    if (one === other) return 'agree';
    const bare = (text: string): string => text.replace(/^(?:Use|Avoid) /, '');
    return bare(one) === bare(other) ? 'contradict' : null;
  };
  const pairs = claims.flatMap((first, at) =>
    claims.slice(at + 1).flatMap((second) => {
      const found = first.voice === second.voice ? null : stance(first.claim, second.claim);
      return found ? [{ first: first.id, second: second.id, stance: found }] : [];
    }),
  );
  const disputes = pairs
    .filter((pair) => pair.stance === 'contradict')
    .map(({ first, second }) => {
      const sides = [first, second].map((id) => {
        const { voice, claim, quote } = claims.find((one) => one.id === id) as Claim;
        return { voice, argument: `Because: ${claim}`, quote };
      });
      return { topic: 'Whether to', claims: [first, second], sides, settle: 'Measure it.' };
    });
  // The first sentence decides; who would do the same says the same.
  const decisions = claims
    .filter(({ id }) => id.endsWith('1'))
    .map(({ voice, claim, quote }) => {
      const stance = claim.startsWith('Avoid') ? 'no' : claim.startsWith('Use') ? 'yes' : 'other';
      return { voice, decision: claim, stance, quote, group: claim };
    });
  const end = { recommendation: 'Do the first.', uncertainty: 'The load is not known.' };
  return { decisions, claims: spoil(claims), pairs, disputes, ...end };
}

interface Listed {
  id: string;
  file: string;
  line: number;
}

/** The matching of the findings in a request: the same line is the same problem. */
function match(shown: string): object {
  const body = /<(findings-\w+)>\n([\s\S]*?)\n<\/\1>/.exec(shown)?.[2] ?? '';
  const findings: Listed[] = body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const pairs = findings.flatMap((first, at) =>
    findings
      .slice(at + 1)
      .filter(({ id, file, line }) => id[0] !== first.id[0] && file === first.file && line === first.line)
      .map((second) => ({ first: first.id, second: second.id, stance: 'agree' })),
  );
  return { pairs, recommendation: 'Repair the first.', uncertainty: 'The callers are not shown.' };
}

export const isChecking = (shown: string): boolean => shown.includes('Reviewers reported problems');

/** The check of the reports in a request: what is about an empty catch is confirmed, all else disputed. */
export function check(shown: string): object {
  const reports = [...shown.matchAll(/^\{"id":"(F\d+)".*$/gm)];
  const verdicts = reports.map(([report, id]) => {
    const isRight = report.includes('catch');
    return {
      id,
      verdict: isRight ? 'confirmed' : 'disputed',
      why: isRight ? 'It swallows.' : 'It is guarded.',
    };
  });
  return { verdicts };
}

/** The judge's whole part. */
export const judge = (shown: string): object =>
  /Several reviewers/.test(shown) ? match(shown) : compare(shown);

/** A reply in the shape asked for, by whichever way this client asks for one. */
export function structured({ body, number }: ServedRequest, value: object): Reaction {
  const byTool = body.tools?.some(({ name }: { name: string }) => name === 'StructuredOutput');
  if (!byTool) return { text: JSON.stringify(value) };
  return { content: [{ type: 'tool_use', id: `toolu_${number}`, name: 'StructuredOutput', input: value }] };
}

/** A Messages server's part: `answers` by model, findings for reviews, and the judge. */
export const panel =
  (answers: Record<string, string>, findings: object[] = []) =>
  (request: ServedRequest): Reaction => {
    const shown = shownIn(request.body);
    if (isJudging(shown)) return structured(request, judge(shown));
    if (isChecking(shown)) return structured(request, check(shown));
    if (isReviewing(shown)) return structured(request, { findings });
    return { text: answers[request.model] ?? 'Use a queue. Test it.' };
  };

export const CART = `export function pay(cart) {
  let total = 0;
  for (const item of cart) total += item.price * item.count;
  try {
    charge(total);
  } catch (error) {}
  return total;
}
`;

export const finding = (line: number, evidence: string, more: object = {}): object => ({
  file: 'pay.js',
  line,
  severity: 'major',
  claim: `Line ${line} is wrong.`,
  evidence,
  ...more,
});
