// What a page carries: written by bulk/reading/view.ts, read by page.ts. One head, then rows, as JSON in script elements.

/** The page's facts; all counts are of the whole file. Rows name tags, people, columns and reasons by their place here. */
export interface PageHead {
  /** The tagged file, as the user named it. */
  name: string;
  items: number;
  /** Items that the page holds; fewer than `items` when the file is too large for one page. */
  shown: number;
  /** '' is an item without a tag. */
  tags: Counted[];
  /** Who decided the items: tiers, and the words below. */
  by: Counted[];
  /** Why items are in review. */
  reasons: Counted[];
  columns: string[];
  /** What an item can be corrected to. */
  offered: string[];
  /** An item may carry several tags. */
  several: boolean;
  /** The command that applies corrections, and the name they are downloaded under. */
  command: string;
  correctionsFile: string;
  /** The command that searches the whole file. */
  search: string;
  /** What the run was that wrote the file; missing where that is not known. */
  about?: About;
  /** The command still has places to fill in. */
  toFillIn: boolean;
}

export interface About {
  /** `the scheme "sev"`. */
  task: string;
  at: string;
  /** Who answered, with the number of requests. */
  models: Counted[];
  costUsd: number;
  /** Less than all of it on opus; null where no price says. */
  savedUsd: number | null;
}

/** Whether it is about tags at all, and not about outputs of a recipe. */
export const isAboutTags = ({ tags, offered }: PageHead): boolean =>
  offered.length > 0 || tags.some(([name]) => name !== '');

export type Counted = [name: string, items: number];

export const REVIEW = 'review';
export const NOBODY = 'nobody yet';
/** The file does not say who decided an item: a text result. */
export const NOT_RECORDED = 'not recorded';

export type Row = [
  /** The item's number in the file, from 0. */
  index: number,
  line: number,
  tags: number[],
  by: number,
  text: string,
  /** Column, value, column, value … */
  fields: (number | string)[],
  review: [reason: number, said: TierSaid[]] | null,
  /** 1: it cannot be corrected here, because its text is cut, or because it is not an item (a broken row). */
  fixed: 0 | 1,
];

/** A tier that had tags to say, and why they did not decide it. */
export type TierSaid = [tier: string, tags: string[], why: string];

/** One line of a corrections file. */
export interface CorrectionLine {
  index: number;
  item: string;
  tags: string[];
}
