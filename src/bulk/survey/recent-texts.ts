import { copyOf } from '../../formats/bytes.ts';

/** Of so many texts it is known which group they belong to; longer ones are not kept. */
const MOST_TEXTS = 4096;
const LONGEST_TEXT = 512;
/** Where fewer of so many texts come again, keeping them is only in the way: then so many times as many are let pass. */
const FEWEST_AGAIN = MOST_TEXTS / 8;
const LET_PASS = 16 * MOST_TEXTS;

/** The groups of texts that came a short while ago, by the texts after the masks and the tags whose patterns are in them. */
export class RecentTexts {
  /** A list of tags is one object wherever it is the same; where it is not, it is only not found. */
  readonly #byTags = new Map<readonly string[], Map<string, number>>();
  #size = 0;
  #again = 0;
  #passing = 0;

  get(text: string, tags: readonly string[]): number | undefined {
    if (this.#passing) return undefined;
    const group = this.#byTags.get(tags)?.get(text);
    if (group !== undefined) this.#again++;
    return group;
  }

  set(text: string, tags: readonly string[], group: number): void {
    if (this.#passing) this.#passing--;
    else if (text.length <= LONGEST_TEXT) this.#keep(text, tags, group);
  }

  #keep(text: string, tags: readonly string[], group: number): void {
    if (this.#size === MOST_TEXTS) this.#beginAnew();
    this.#size++;
    const texts = this.#byTags.get(tags) ?? new Map<string, number>();
    this.#byTags.set(tags, texts.set(copyOf(text), group));
  }

  #beginAnew(): void {
    this.#byTags.clear();
    this.#passing = this.#again < FEWEST_AGAIN ? LET_PASS : 0;
    this.#size = 0;
    this.#again = 0;
  }
}
