import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { World } from './world.ts';

// Runs a command with the world's addresses in FIRSTCHARGE_WORLD, and ends with its status; without one, shows them and waits for Ctrl-C.
const [command, ...args] = process.argv.slice(2);
const world = await World.start();
try {
  const addresses = JSON.stringify(world.addresses);
  if (command === undefined) {
    process.stdout.write(`${addresses}\n`);
    await once(process, 'SIGINT');
  } else {
    // Ctrl-C reaches the command, too; the world ends after it.
    process.on('SIGINT', () => undefined);
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, FIRSTCHARGE_WORLD: addresses },
    });
    const [code]: unknown[] = await once(child, 'exit');
    process.exitCode = typeof code === 'number' ? code : 1;
  }
} finally {
  await world.stop();
}
