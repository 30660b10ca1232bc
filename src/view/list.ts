// One page of items.
import { count } from '../terminal/format.ts';
import type { MadeCorrections } from './corrections.ts';
import { isAboutTags, NOT_RECORDED, type PageHead } from './data.ts';
import { button, element, marked } from './dom.ts';
import type { PageItem } from './items.ts';
import { SETTLERS } from './tag-colors.ts';

export const ITEMS_PER_PAGE = 100;
const LONG = { characters: 800, lines: 9 };

export interface Selection {
  has(item: PageItem): boolean;
  /** `through`: everything from the last one that was set, too (Shift). */
  set(item: PageItem, selected: boolean, through: boolean): void;
}

/** What an entry shows beside its item. */
export interface EntryContext {
  head: PageHead;
  /** By tag. */
  colors: ReadonlyMap<string, string>;
  /** What is searched for, in lowercase. */
  words: string;
  selection: Selection;
  corrections: MadeCorrections;
}

/** The list entry of an item. */
export function entry(
  item: PageItem,
  { head, colors, words, selection, corrections }: EntryContext,
): HTMLLIElement {
  const selected = selection.has(item);
  const box = element('input', {
    type: 'checkbox',
    checked: selected,
    disabled: item.fixed,
    title: item.fixed ? 'Cannot be corrected here: too long, or not an item' : '',
    ariaLabel: `Select the item of line ${item.line}`,
    onclick: (event) => selection.set(item, box.checked, event.shiftKey),
  });
  const body = element(
    'div',
    {},
    facts(item, { head, colors, corrections }),
    ...text(item, words),
    review(item, head),
    fields(item, head, words),
  );
  // An output is corrected by its recipe, or in `tierwise review`.
  if (!isAboutTags(head)) return element('li', { className: 'item plain' }, body);
  return element('li', { className: selected ? 'item selected' : 'item' }, box, body);
}

function facts(
  item: PageItem,
  { head, colors, corrections }: Pick<EntryContext, 'head' | 'colors' | 'corrections'>,
): HTMLElement {
  const corrected = corrections.of(item);
  const who = head.by[item.by]?.[0];
  const own = item.tags.map((tag) => head.tags[tag]?.[0] ?? '');
  const old = own.map((name) =>
    element('span', { className: corrected ? 'tag old' : `tag ${colors.get(name) ?? ''}` }, name),
  );
  const fresh = (corrected ?? []).map((name) => element('span', { className: 'tag new' }, name));
  return element(
    'p',
    { className: 'facts' },
    ...old,
    ...fresh,
    who !== NOT_RECORDED && element('span', { className: `by ${SETTLERS.get(who ?? '') ?? ''}` }, who),
    corrected && button('undo', () => corrections.remove(item), 'link'),
    element('span', { className: 'line' }, `line ${count(item.line)}`),
  );
}

function text(item: PageItem, words: string): HTMLElement[] {
  const shown = element('div', { className: 'text' }, ...marked(item.text, words));
  if (item.text.length <= LONG.characters && item.text.split('\n').length <= LONG.lines) return [shown];
  shown.classList.add('clamped');
  const all = button(`show all ${count(item.text.length)} characters`, () => {
    shown.classList.remove('clamped');
    all.remove();
  });
  all.className = 'link';
  return [shown, all];
}

function review({ review: why }: PageItem, head: PageHead): HTMLElement | null {
  if (!why) return null;
  const [reason, said] = why;
  const answers = said.map(([tier, tags, because]) =>
    element('li', {}, `${tier} said `, element('b', {}, tags.join(', ')), ` (${because})`),
  );
  return element(
    'div',
    { className: 'review' },
    head.reasons[reason]?.[0] ?? '',
    element('ul', {}, ...answers),
  );
}

function fields({ fields: all }: PageItem, head: PageHead, words: string): HTMLElement | null {
  if (!all.length) return null;
  const list = element('dl');
  for (let at = 0; at < all.length; at += 2) {
    const name = head.columns[Number(all[at])] || '(no name)';
    list.append(element('dt', {}, name), element('dd', {}, ...marked(String(all[at + 1]), words)));
  }
  const details = element(
    'details',
    {},
    element('summary', {}, all.length === 2 ? '1 more column' : `${all.length / 2} more columns`),
    list,
  );
  // What was found in a column must be visible.
  details.open = !isAboutTags(head) || (words !== '' && list.querySelector('mark') !== null);
  return details;
}
