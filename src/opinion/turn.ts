/** A question that a voice was asked before, and what it answered. */
export interface Turn {
  question: string;
  answer: string;
}
