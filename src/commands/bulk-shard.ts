// What a run with --shard writes in place of a result.
import type { Job } from '../bulk/job.ts';
import type { Summary } from '../bulk/result/summary.ts';
import type { Shard } from '../bulk/shards/shard.ts';
import { shardFileFor, writeShard } from '../bulk/shards/write-shard.ts';
import { counted } from '../terminal/format.ts';

interface ShardOptions {
  shard?: Shard;
  out?: string;
  force?: boolean;
}

/** Returns what writes the shard's answers, once they are there; null without a shard. Throws UsageError when they cannot go anywhere. */
export function shardOf(job: Job, { shard, out, force = false }: ShardOptions) {
  if (!shard) return null;
  const to = shardFileFor(job, shard, { out, force });
  return {
    async write(summary: Summary, note: (line: string) => void): Promise<void> {
      const answers = await writeShard(job, shard, to);
      summary.out = to.file;
      note(
        `${counted(answers, 'answer')} of shard ${shard.index} of ${shard.of}: ${to.file}. Bring all of them to one machine, and there: tierwise answers merge`,
      );
    },
  };
}
