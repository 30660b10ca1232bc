// Once before all tests that begin with the same files, and removed after them: a place for what is made once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for what many tests begin with. */
    templates: string;
  }
}

export default function provideTemplates({ provide }: TestProject): () => void {
  const templates = mkdtempSync(join(tmpdir(), 'tierwise-templates-'));
  provide('templates', templates);
  return () => rmSync(templates, { recursive: true, force: true, maxRetries: 5 });
}
