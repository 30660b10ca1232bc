// The page of a plan: what needs you, the steps as a graph, the money, and each step with its tries and its work.

import { visible } from '../terminal/visible.ts';
import { byId, element, say } from './dom.ts';
import type { PlanPage, StepView, TryView } from './plan-data.ts';

const BOX = { width: 190, height: 46, across: 250, down: 66 };

const data = JSON.parse(document.querySelector('script.plan')?.textContent ?? '{}') as PlanPage;

show();

function show(): void {
  document.title = `tierwise plan view: ${visible(data.title)}`;
  say('title', data.title);
  say('headline', data.headline);
  say('branch', data.branch);
  say('opus', data.onOpus);
  byId('decisions').append(
    ...data.steps.flatMap(({ yours }) => yours.map((line) => element('li', {}, line))),
  );
  byId('yours').hidden = !data.steps.some(({ yours }) => yours.length);
  byId('spent').append(
    ...data.spent.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell)))),
  );
  byId('graph').append(graph(data.steps));
  byId('steps').append(...data.steps.map(details));
}

function details(step: StepView): HTMLElement {
  const { id, title, state, status, on, cost, yours, files, verify, tries, found, diff } = step;
  const told = [status, on, cost].filter(Boolean).join(', ');
  return element(
    'details',
    { id: `step-${id}`, className: state, open: yours.length > 0 },
    element('summary', {}, element('b', {}, id), ` ${title} (${told})`),
    element('p', {}, `Check: ${verify}`),
    element('p', {}, files ? `May change: ${files}` : 'Changes nothing: it only checks.'),
    ...found.map((line) => element('p', {}, `Reviewer: ${line}`)),
    ...tries.flatMap(tried),
    diff ? element('pre', { className: 'diff' }, ...lines(diff)) : element('p', {}, 'No work yet.'),
  );
}

function tried({ head, words, output }: TryView): (HTMLElement | null)[] {
  return [
    element('h3', {}, head),
    words ? element('p', {}, `It said last: ${words}`) : null,
    output ? element('pre', {}, output) : null,
  ];
}

function lines(diff: string): HTMLElement[] {
  return diff.split('\n').map((line) => {
    const isHead = line.startsWith('+++') || line.startsWith('---');
    const tag = isHead ? 'span' : line.startsWith('+') ? 'ins' : line.startsWith('-') ? 'del' : 'span';
    return element(tag, {}, `${line}\n`);
  });
}

/** Each round of steps in a column; a curve from each step to those that need it. */
function graph(steps: readonly StepView[]): SVGElement {
  const places = new Map<string, { x: number; y: number }>();
  const filled = new Map<number, number>();
  for (const { id, round } of steps) {
    const row = filled.get(round) ?? 0;
    filled.set(round, row + 1);
    places.set(id, { x: (round - 1) * BOX.across + 2, y: row * BOX.down + 2 });
  }
  const width = Math.max(...filled.keys(), 1) * BOX.across;
  const height = Math.max(...filled.values(), 1) * BOX.down;
  const drawing = svg('svg', { width, height, role: 'img' });
  drawing.append(svg('title', {}, 'The steps, each after those it needs'));
  for (const { id, needs } of steps) {
    for (const need of needs) drawing.append(svg('path', { d: curve(places.get(need), places.get(id)) }));
  }
  for (const step of steps) drawing.append(box(step, places.get(step.id) ?? { x: 0, y: 0 }));
  return drawing;
}

function box({ id, state, status, on, cost }: StepView, { x, y }: { x: number; y: number }): SVGElement {
  const group = svg('g', { class: state });
  const { width, height } = BOX;
  group.append(svg('rect', { x, y, width, height, rx: 6 }));
  group.append(svg('text', { x: x + 8, y: y + 19 }, cut(id)));
  const told = [status, on, cost].filter(Boolean).join(', ');
  group.append(svg('text', { x: x + 8, y: y + 37, class: 'sub' }, cut(told)));
  return group;
}

function cut(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

function curve(from = { x: 0, y: 0 }, to = { x: 0, y: 0 }): string {
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
  const middle = (x1 + x2) / 2;
  return `M ${x1} ${y1} C ${middle} ${y1}, ${middle} ${y2}, ${x2} ${y2}`;
}

/** A new element of a drawing; its text goes in as text. */
function svg(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = visible(text);
  return made;
}
