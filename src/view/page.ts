// The page of `tierwise view`: reads the data beside it, and shows what the address, the charts and the search ask for.
import { count, counted } from '../terminal/format.ts';
import { visible } from '../terminal/visible.ts';
import { aboutParts } from './about.ts';
import { type Bars, createBars } from './bars.ts';
import { createCorrections } from './corrections.ts';
import { isAboutTags, NOBODY, NOT_RECORDED, type PageHead, REVIEW, type Row } from './data.ts';
import { button, byId, element, keepFocus, say } from './dom.ts';
import {
  type Filter,
  fromHash,
  matching,
  NO_FILTER,
  type PageItem,
  type State,
  toHash,
  toItem,
} from './items.ts';
import { entry, ITEMS_PER_PAGE, type Selection } from './list.ts';
import { createPicker } from './picker.ts';
import { SETTLERS, tagColors } from './tag-colors.ts';

const head: PageHead = JSON.parse(document.querySelector('script.head')?.textContent ?? '');
const items = [...document.querySelectorAll('script.rows')].flatMap((block) => {
  const rows: Row[] = JSON.parse(block.textContent ?? '');
  block.remove(); // the browser need not keep the text as well
  return rows.map(toItem);
});

let filter: Filter = fromHash(location.hash, head);
let matches = matching(items, filter, head, () => false);
const selected = new Set<PageItem>();
let lastSet: PageItem | undefined;

const corrections = createCorrections(head, showCorrections, tell);
const pick = createPicker(head);
const words = byId<HTMLInputElement>('words');

const STATE_NAMES: Record<State, string> = {
  all: 'All',
  decided: 'Decided',
  review: 'In review',
  open: 'Nobody yet',
  corrected: 'Corrected',
};

const colors = tagColors(head.tags.map(([name]) => name));

const charts: { key: 'tag' | 'by' | 'why'; matches: 'tags' | 'by' | 'reasons'; bars: Bars }[] = [
  {
    key: 'tag',
    matches: 'tags',
    bars: createBars(byId('tags'), head.tags, { ...head, colors }, (name) => toggle('tag', name)),
  },
  {
    key: 'by',
    matches: 'by',
    bars: createBars(byId('by'), head.by, { ...head, colors: SETTLERS }, (name) => toggle('by', name)),
  },
  {
    key: 'why',
    matches: 'reasons',
    bars: createBars(byId('reasons'), head.reasons, head, (name) => toggle('why', name)),
  },
];

const numberBy = (who: string): number => head.by.find(([name]) => name === who)?.[1] ?? 0;

function drawHead(): void {
  document.title = visible(`${head.name} · tierwise view`);
  say('name', head.name);
  const left = numberBy(REVIEW) + numberBy(NOBODY);
  say('about', aboutParts(head.about, left).join(' · '));
  const totals: (readonly [name: string, number: number, warn?: boolean])[] = [
    ['items', head.items],
    ...(isAboutTags(head) ? [['tags', head.tags.filter(([name]) => name).length] as const] : []),
    ['in review', numberBy(REVIEW), true],
    ['nobody yet', numberBy(NOBODY), true],
  ];
  byId('totals').append(
    ...totals.map(([name, number, warn]) =>
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', { className: warn && number ? 'warn' : '' }, count(number)),
      ),
    ),
  );
  const part = byId('part');
  part.hidden = head.shown === head.items;
  part.append(
    `This page shows ${count(head.shown)} of ${count(head.items)} items: the same number per tag and tier where there are enough, spread over the file. Counts and charts cover the whole file. To search all of it: `,
    element('code', {}, head.search),
  );
  byId('not-recorded').hidden = !numberBy(NOT_RECORDED);
  (byId('tags').parentElement as HTMLElement).hidden = !isAboutTags(head);
  const reasons = byId('reasons').parentElement as HTMLElement;
  reasons.hidden = !head.reasons.length;
  byId('state').append(
    ...(Object.keys(STATE_NAMES) as State[]).map((state) =>
      element(
        'button',
        { type: 'button', value: state, onclick: () => choose({ state }) },
        STATE_NAMES[state],
      ),
    ),
  );
}

/** Changes the filter; unless another page is asked for, the first one is shown. */
function choose(change: Partial<Filter>): void {
  filter = { ...filter, page: 1, ...change };
  const hash = toHash(filter);
  history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
  refresh();
  keepFocus();
}

function toggle(key: 'tag' | 'by' | 'why', name: string): void {
  const before = filter[key];
  choose({ [key]: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] });
}

function refresh(): void {
  matches = matching(items, filter, head, (item) => corrections.of(item) !== undefined);
  const pages = Math.max(1, Math.ceil(matches.items.length / ITEMS_PER_PAGE));
  filter.page = Math.min(filter.page, pages);
  const filtered = toHash({ ...filter, page: 1 }) !== '';
  for (const { key, matches: which, bars } of charts)
    bars.update(filter[key], filtered ? matches[which] : null);
  for (const one of byId('state').querySelectorAll('button')) {
    one.ariaPressed = String(one.value === filter.state);
    one.hidden = one.value === 'corrected' && !corrections.size && filter.state !== 'corrected';
  }
  if (words.value.trim() !== filter.words.trim()) words.value = filter.words;
  const shown = `${count(items.length)}${head.shown < head.items ? ' on this page' : ''}`;
  byId('matches').textContent = filtered
    ? `${count(matches.items.length)} of ${shown} match`
    : head.shown < head.items
      ? `${count(items.length)} of ${count(head.items)} items`
      : counted(items.length, 'item');
  drawChips(filtered);
  drawList(pages);
  drawSelection();
}

function showCorrections(): void {
  refresh();
  keepFocus();
}

function drawChips(filtered: boolean): void {
  const chips = (['tag', 'by', 'why'] as const).flatMap((key) =>
    filter[key].map((name) => {
      const chip = button(`${name || '(no tag)'} ×`, () => toggle(key, name), 'chip');
      chip.ariaLabel = `Remove the filter ${name || '(no tag)'}`;
      return chip;
    }),
  );
  if (filtered) chips.push(button('Clear all filters', () => choose({ ...NO_FILTER }), 'link'));
  byId('chips').replaceChildren(...chips);
}

const pageItems = (): PageItem[] =>
  matches.items.slice((filter.page - 1) * ITEMS_PER_PAGE, filter.page * ITEMS_PER_PAGE);

function drawList(pages: number): void {
  const here = pageItems();
  const lower = filter.words.trim().toLowerCase();
  const entries = here.map((item) => entry(item, { head, colors, words: lower, selection, corrections }));
  if (!entries.length) entries.push(element('li', { className: 'empty' }, 'No item matches.'));
  byId('list').replaceChildren(...entries);
  const first = (filter.page - 1) * ITEMS_PER_PAGE + 1;
  byId('where').textContent = here.length
    ? `${count(first)}–${count(first + here.length - 1)} of ${count(matches.items.length)}`
    : '';
  byId<HTMLButtonElement>('previous').disabled = filter.page <= 1;
  byId<HTMLButtonElement>('next').disabled = filter.page >= pages;
  byId('select-page').textContent = `Select these ${count(here.length)}`;
  byId('select-all').textContent = `Select all ${count(matches.items.length)}`;
  byId('select-page').hidden = !here.length || !isAboutTags(head);
  byId('select-all').hidden = pages < 2 || !isAboutTags(head);
}

const selection: Selection = {
  has: (item) => selected.has(item),
  set(item, isSelected, through) {
    const here = pageItems();
    const from = lastSet ? here.indexOf(lastSet) : -1;
    const to = here.indexOf(item);
    const range = through && from >= 0 ? here.slice(Math.min(from, to), Math.max(from, to) + 1) : [item];
    select(range, isSelected);
    lastSet = item;
  },
};

function select(which: readonly PageItem[], isSelected: boolean): void {
  for (const item of which) {
    if (isSelected && !item.fixed) selected.add(item);
    else selected.delete(item);
  }
  for (const [at, item] of pageItems().entries()) {
    const entryHere = byId('list').children[at];
    entryHere?.classList.toggle('selected', selected.has(item));
    const box = entryHere?.querySelector('input');
    if (box) box.checked = selected.has(item);
  }
  drawSelection();
}

function drawSelection(): void {
  byId('selection').hidden = selected.size === 0;
  byId('selected').textContent = `${counted(selected.size, 'item')} selected`;
}

function correct(): void {
  const which = [...selected];
  const [only] = which;
  const before = only && which.length === 1 ? only.tags.map((tag) => head.tags[tag]?.[0] ?? '') : [];
  const title = `The right ${head.several ? 'tags' : 'tag'} for ${counted(which.length, 'item')}`;
  pick(title, (only && which.length === 1 && corrections.of(only)) || before, (tags) => {
    selected.clear();
    corrections.set(which, tags);
    tell(`${counted(which.length, 'item')} corrected to ${tags.join(', ')}. Download the corrections above.`);
  });
}

function turnTo(page: number): void {
  choose({ page });
  byId('items').scrollIntoView();
  byId('items').focus({ preventScroll: true });
}

/** A line for those who cannot see what changed. */
function tell(line: string): void {
  byId('told').textContent = line;
}

words.oninput = () => choose({ words: words.value });
words.onkeydown = (event) => {
  if (event.key === 'Escape') choose({ words: '' });
};
byId('previous').onclick = () => turnTo(filter.page - 1);
byId('next').onclick = () => turnTo(filter.page + 1);
byId('select-page').onclick = () => select(pageItems(), true);
byId('select-all').onclick = () => select(matches.items, true);
byId('unselect').onclick = () => select([...selected], false);
byId('correct').onclick = correct;
addEventListener('hashchange', () => {
  filter = fromHash(location.hash, head);
  refresh();
});
addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  words.focus();
});

// Charts are beside the items where there is room, and folded above them where there is not.
const narrow = matchMedia('(max-width: 860px)');
const foldFilters = (): void => {
  byId<HTMLDetailsElement>('filters').open = !narrow.matches;
};
narrow.onchange = foldFilters;

drawHead();
foldFilters();
refresh();
