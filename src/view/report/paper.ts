// What is different on paper: charts as wide as a sheet, the tables beside them unfolded, and afterwards everything as it was.
import { byId } from '../dom.ts';

/** The room of an A4 sheet between the margins of page.css, in pixels. */
const SHEET = 680;
const NARROWEST = 320;

let isOnPaper = false;

/** Returns how wide a chart in `place` is drawn. */
export const chartWidth = (place: HTMLElement): number =>
  isOnPaper ? SHEET : Math.max(NARROWEST, place.clientWidth);

/** Calls `draw` when charts need another width, before and after printing. What is folded away would be missing on paper. */
export function preparePaper(draw: () => void): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    isOnPaper = true;
    draw();
    opened = [...byId('main').querySelectorAll<HTMLDetailsElement>('details.same:not([open])')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    isOnPaper = false;
    for (const details of opened) details.open = false;
    draw();
  });
}
