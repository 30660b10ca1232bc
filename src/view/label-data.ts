// What the page for labels shares with the program that writes it.

/** Where the page's data goes in the template. */
export const LABELS_MARK = '<!-- labels -->';

export interface LabelPage {
  /** What is labelled, for its title. */
  name: string;
  /** Other items, another page: under this its labels are remembered in the browser. */
  id: string;
  /** How to choose, in the scheme's words. */
  brief: string;
  /** All tags, for those that have no key. */
  tags: readonly string[];
  /** An item may carry several. */
  several: boolean;
  items: readonly LabelItem[];
  /** What to call the file with the labels, and the command that reads it. */
  file: string;
  command: string;
}

export interface LabelItem {
  fingerprint: string;
  line: number;
  text: string;
  /** A key and its tag. */
  keys: readonly (readonly [string, string])[];
}

/** A line of the file with the labels. */
export interface LabelLine {
  fingerprint: string;
  tags: readonly string[];
}
