/*
 * The gateway as a process of its own: `node process.ts CONFIG.json`. Writes one JSON line when it listens and one for
 * what happens; ends on SIGTERM or SIGINT when its sockets are closed.
 */
import { randomUUID } from 'node:crypto';
import { systemClock } from './clock.ts';
import { createGateway } from './gateway.ts';
import type { Log } from './log.ts';
import { readGatewayConfig } from './read-config.ts';

const log: Log = (level, message, fields) => {
  process.stdout.write(`${JSON.stringify({ time: systemClock.now(), level, message, ...fields })}\n`);
};

// The one who reads our lines may be gone; sockets must outlive that.
process.stdout.on('error', () => undefined);

const config = await readGatewayConfig(process.argv.slice(2), process.env);
const gateway = config.ok
  ? await createGateway(config.value, {
      run: randomUUID(),
      clock: systemClock,
      log,
      random: Math.random,
    })
  : config;
const started = gateway.ok ? await gateway.value.start() : gateway;

if (gateway.ok && started.ok) {
  log('info', 'listening', started.value);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    log('info', 'stopping');
    // The channel to whoever started it would keep the process.
    void gateway.value.stop().then(() => {
      if (process.connected) process.disconnect();
    });
  };
  // Ctrl-C reaches every process of a terminal: one that was started over a channel waits to be told.
  process.on('SIGTERM', stop).on('SIGINT', () => {
    if (!process.connected) stop();
  });
  // Whoever started this process over a channel is gone: nobody could stop it any more.
  process.on('disconnect', stop);
} else if (!started.ok) {
  log('error', started.error.message);
  process.exitCode = 1;
}
