// What the planner proposes for a step.
import * as z from 'zod';

export const Proposal = z.object({
  files: z.array(z.string()),
  verify: z.string().trim().min(1),
  /** The step's section, without its heading. */
  section: z.string().trim().min(1),
  why: z.string(),
});
export type Proposal = z.infer<typeof Proposal>;
