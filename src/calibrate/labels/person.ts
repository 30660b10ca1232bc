// Labels that a person gave. They are decisions like those of `tierwise review`: kept in the same place, and above every tier in each
// later run.
import type { AnswerStore } from '../../bulk/outcome/answers.ts';
import type { Value } from '../../bulk/task/task.ts';

const WHO = { tier: 'person', model: 'person', served: 'person' } as const;

export class PersonLabels {
  readonly #store: AnswerStore;

  constructor(store: AnswerStore) {
    this.#store = store;
  }

  /** Returns those of these items that have one. */
  of(items: readonly { fingerprint: string }[]): Map<string, Value> {
    return new Map(
      items.flatMap(({ fingerprint }) => {
        const value = this.#store.get(fingerprint)?.value;
        return value === undefined ? [] : [[fingerprint, value]];
      }),
    );
  }

  /** Keeps a label on disk before it returns. Throws UsageError when the disk refuses. */
  keep(fingerprint: string, value: Value): void {
    this.#store.append([{ ...WHO, fingerprint, value }]);
  }

  /** Takes one back. Throws UsageError when the disk refuses. */
  takeBack(fingerprint: string): void {
    const { tier, model } = WHO;
    this.#store.distrust([{ tier, model, fingerprint }]);
  }

  close(): void {
    this.#store.close();
  }
}
