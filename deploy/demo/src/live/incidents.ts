/** What happens to the live fleet, in minutes after its start, over and over: something to see while one watches. */
const ROUND_MINUTES = 24;
const ROUNDS = 60;
const MINUTE_MS = 60_000;

const PLAN: readonly {
  readonly behaviour: string;
  readonly where: Readonly<Record<string, string | number>>;
  readonly from: number;
  readonly to: number;
}[] = [
  { behaviour: 'router-outage', where: { site: 'quay' }, from: 1.5, to: 6 },
  { behaviour: 'declines-spike', where: { site: 'mesa' }, from: 7, to: 10 },
  { behaviour: 'breaker-trip', where: { site: 'mill' }, from: 11, to: 14 },
  { behaviour: 'sim-no-data', where: { site: 'mesa' }, from: 15, to: 18 },
  { behaviour: 'site-power-loss', where: { site: 'quay' }, from: 19, to: 22 },
];

/** Rules of a scenario for a day of incidents, `now` in ms since the epoch. */
export function incidentsFrom(now: number): object[] {
  const at = (minutes: number): string => new Date(now + minutes * MINUTE_MS).toISOString();
  return Array.from({ length: ROUNDS }, (_, round) => round * ROUND_MINUTES).flatMap((begin) =>
    PLAN.map(({ behaviour, where, from, to }) => ({
      behaviour,
      where,
      when: { from: at(begin + from), to: at(begin + to) },
    })),
  );
}
