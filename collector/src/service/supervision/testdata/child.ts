/*
 * A process to be supervised. `node child.ts MOOD`: `reports` every 50 ms; `loops` after its first report; `says` a line
 * instead; `ends` at once; `hangs` without a word; `stays` when asked to end.
 */
const mood = process.argv[2] ?? 'reports';
const loop = (): void => {
  for (;;);
};
const beat = (): void => void process.send?.('alive');

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {
  if (mood !== 'stays') process.exit(0);
  process.stdout.write('asked to end\n');
});
if (mood === 'ends') process.exit(3);
process.stdout.write(`begun ${process.pid}\n`);
if (mood === 'says') process.stdout.write('{"message":"listening"}\nthe rest of ');
if (mood === 'says') setTimeout(() => process.stdout.write('a line\n'), 50);
if (mood !== 'says' && mood !== 'hangs') beat();
if (mood === 'loops') setTimeout(loop, 100);
if (mood === 'reports' || mood === 'stays') setInterval(beat, 50);
setInterval(() => undefined, 1_000);
