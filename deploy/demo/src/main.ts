import { runDemo } from './demo.ts';
import { Servers } from './live/servers.ts';
import { readOptions, USAGE } from './options.ts';
import { Problem } from './problem.ts';
import { Screen } from './screen.ts';

const write = (text: string): void => void process.stdout.write(text);
// A reader that has gone must not take the demo with it before it has stopped its programs.
process.stdout.on('error', () => undefined);

async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) {
    write(USAGE);
    return 0;
  }
  const read = readOptions(argv, process.env);
  if ('problems' in read) {
    process.stderr.write(`${read.problems.join('\n')}\n\n${USAGE}`);
    return 2;
  }
  const screen = new Screen(
    { isTerminal: process.stdout.isTTY, columns: process.stdout.columns ?? 80, write },
    () => performance.now(),
  );
  const stop = new AbortController();
  const servers = new Servers();
  const told = (): void => {
    if (stop.signal.aborted) return servers.kill();
    screen.step('stopping …');
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, told);
  let code = 0;
  try {
    await runDemo(read.options, {
      screen,
      environment: process.env,
      from: process.cwd(),
      now: Date.now,
      signal: stop.signal,
      servers,
    });
  } catch (error) {
    if (!stop.signal.aborted) {
      if (!(error instanceof Problem)) throw error;
      screen.line(error.message);
      code = 1;
    }
  } finally {
    await servers.stop();
  }
  if (code === 0) screen.step('all programs have ended');
  return code;
}

process.exitCode = await main();
