// What others wrote, fenced in a prompt by marks that it cannot know.
import { randomUUID } from 'node:crypto';
import type { Prompt } from './respondent.ts';

/** Returns a text between marks that are drawn anew each time. */
export function fence(kind: string, attributes: string, text: string): string {
  const mark = `${kind}-${randomUUID().slice(0, 8)}`;
  return `<${mark}${attributes}>\n${text}${text.endsWith('\n') ? '' : '\n'}</${mark}>\n\n`;
}

/** Returns a prompt as it is whatever marks were drawn for it. */
export const unmarked = ({ system, user, schema }: Prompt): Prompt => ({
  system,
  user: user.replace(/<(\/?[a-z]+(?:-[A-Za-z]+)*)-[0-9a-f]{8}(?=[ >])/g, '<$1'),
  schema,
});
