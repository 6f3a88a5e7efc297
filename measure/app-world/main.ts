import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { World } from './world.ts';

// Runs a command with the world's addresses in FIRSTCHARGE_WORLD, and ends with its status; without one, shows them and waits for Ctrl-C.
const [command, ...args] = process.argv.slice(2);
// A Ctrl-C reaches the command by itself; whichever way it is told to end, the world ends after its command.
const told = Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
const world = await World.start();
try {
  const addresses = JSON.stringify(world.addresses);
  if (command === undefined) {
    process.stdout.write(`${addresses}\n`);
    await told;
  } else {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, FIRSTCHARGE_WORLD: addresses },
    });
    process.once('SIGTERM', () => child.kill('SIGTERM'));
    const [code]: unknown[] = await once(child, 'exit');
    process.exitCode = typeof code === 'number' ? code : 1;
  }
} finally {
  await world.stop();
}
