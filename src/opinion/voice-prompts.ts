// What each voice is asked: all the same, but for a side it was assigned and what it said before.
import type { OpinionSettings } from './opinion.ts';
import { questionPrompt, reviewPrompt, withEarlier } from './prompts.ts';
import type { Prompt, Respondent } from './respondent.ts';
import { withSide } from './sides.ts';

type Asked = Pick<
  OpinionSettings,
  'question' | 'material' | 'review' | 'mayLook' | 'voices' | 'sides' | 'earlier'
>;

/** Returns the voices, each with its prompt. */
export function voicePrompts(settings: Asked): { voice: Respondent; prompt: Prompt }[] {
  const { question, material, review, mayLook, voices, sides = [], earlier = [] } = settings;
  const prompt = (review ? reviewPrompt : questionPrompt)(question, material, mayLook);
  return voices.map((voice, index) => ({
    voice,
    prompt: withSide(withEarlier(prompt, earlier[index] ?? []), sides[index] ?? null),
  }));
}

/** Returns the question as a judge gets it: with those that it follows. */
export function questionInFull({ question, earlier = [] }: Pick<Asked, 'question' | 'earlier'>): string {
  const before = earlier[0]?.map((turn) => turn.question) ?? [];
  return before.length ? `${question}\n(It follows, to the same voices: ${before.join(' / ')})` : question;
}
