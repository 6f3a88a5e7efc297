import { command } from './cli/command.ts';

// What is done is done: timers of calls that nobody will answer would hold the process for another minute.
process.exit(await command(process.argv));
