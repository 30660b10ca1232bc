import { runCommand, startServer, workFolder } from '/work/wt/w5-engine/bench/engine/measure.ts';

(async () => {
  const server = await startServer({ latencyMs: 100 });
  const f = workFolder(Number(process.env.N ?? 3000));
  const t = await runCommand(f, server.url, process.argv.slice(2));
  console.log({ ...t, summary: undefined });
  server.stop();
})();
