// The only way this page makes elements: text goes in as text, never as markup, and what would hide or turn it is spelled out.
import { visible } from '../terminal/visible.ts';

type Child = Node | string | false | null | undefined;

/** A new element with these properties and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  const given = children.filter((child) => child !== false && child !== null && child !== undefined);
  made.append(...given.map((child) => (typeof child === 'string' ? visible(child) : child)));
  return made;
}

/** The element of page.html with that id. */
export const byId = <Kind extends HTMLElement = HTMLElement>(id: string): Kind =>
  document.getElementById(id) as Kind;

/** Puts text in the element of page.html with that id. */
export function say(id: string, text: string): void {
  byId(id).textContent = visible(text);
}

/** Where the keyboard goes on when what had its focus is gone. */
export function keepFocus(): void {
  const active = document.activeElement;
  if (active === null || active === document.body || !active.checkVisibility())
    byId('items').focus({ preventScroll: true });
}

/** A button that calls `onclick`. */
export const button = (text: string, onclick: () => void, className = ''): HTMLButtonElement =>
  element('button', { type: 'button', className, onclick }, text);

/** `text` with what matches the lowercase `words` marked. */
export function marked(text: string, words: string): Child[] {
  const lower = text.toLowerCase();
  // A few letters get longer in lowercase; then places in one are not places in the other.
  if (!words || lower.length !== text.length) return [text];
  const parts: Child[] = [];
  let from = 0;
  for (let at = lower.indexOf(words); at >= 0; at = lower.indexOf(words, from)) {
    parts.push(text.slice(from, at), element('mark', {}, text.slice(at, at + words.length)));
    from = at + words.length;
  }
  return [...parts, text.slice(from)];
}
