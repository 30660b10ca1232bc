import type { Effort, Model } from './table.ts';

/** How to ask a model for a short answer that needs no deliberation. */
export interface Parameters {
  effort: Effort | null;
  thinking: 'disabled' | 'between_tools' | null;
  structuredOutputs: boolean;
  /** Output tokens to leave for thinking, which counts toward `max_tokens` where it cannot be switched off. */
  thinkingRoomTokens: number;
}

const THINKING_ROOM_TOKENS = 4000;

/** Returns the parameters `model` takes, with thinking off where the model allows it. */
export function shortAnswerParameters(model: Model, effort: Effort): Parameters {
  const off = model.thinkingOff;
  return {
    effort: model.efforts.includes(effort) ? effort : null,
    thinking: off === 'disabled' || off === 'between_tools' ? off : null,
    structuredOutputs: model.structuredOutputs,
    thinkingRoomTokens: off === 'never' ? THINKING_ROOM_TOKENS : 0,
  };
}

/** Returns the same for a model that turned out to refuse thinking switched off. */
export const withThinking = (parameters: Parameters): Parameters => ({
  ...parameters,
  thinking: null,
  thinkingRoomTokens: THINKING_ROOM_TOKENS,
});
