import { FieldType, type DataFrame } from '@grafana/data';

/** Stations of one kind that went from one firmware to another. */
export interface RollOut {
  /** When the first of them was seen with it, ms since the epoch. */
  readonly at: number;
  readonly vendor: string;
  readonly model: string;
  readonly before: string;
  readonly after: string;
  /** The most that had it at once, beyond those that had it before. */
  readonly stations: number;
}

/** Stations by firmware, at one moment. */
type Counts = Map<string, number>;

interface Kind {
  readonly vendor: string;
  readonly model: string;
  readonly moments: Map<number, Counts>;
}

const kindsOf = (
  frames: readonly DataFrame[],
): { readonly kinds: readonly Kind[]; readonly times: readonly number[] } => {
  const kinds = new Map<string, Kind>();
  const times = new Set<number>();
  for (const { fields } of frames) {
    const time = fields.find(({ type }) => type === FieldType.time);
    const value = fields.find(({ type }) => type === FieldType.number);
    if (time === undefined || value === undefined) continue;
    const { vendor = '', model = '', firmware = '' } = value.labels ?? {};
    const key = `${vendor} ${model}`;
    const kind = kinds.get(key) ?? { vendor, model, moments: new Map<number, Counts>() };
    kinds.set(key, kind);
    for (let row = 0; row < time.values.length; row += 1) {
      const at = Number(time.values[row]);
      times.add(at);
      const counts = kind.moments.get(at) ?? new Map<string, number>();
      kind.moments.set(at, counts.set(firmware, Number(value.values[row])));
    }
  }
  return { kinds: [...kinds.values()], times: [...times].sort((a, b) => a - b) };
};

/** What firmware gained stations in a step, and what lost them. */
const movesOf = (earlier: Counts, later: Counts): { readonly gained: Counts; readonly lost: Counts } => {
  const gained: Counts = new Map();
  const lost: Counts = new Map();
  for (const firmware of new Set([...earlier.keys(), ...later.keys()])) {
    const change = (later.get(firmware) ?? 0) - (earlier.get(firmware) ?? 0);
    if (change > 0) gained.set(firmware, change);
    if (change < 0) lost.set(firmware, -change);
  }
  return { gained, lost };
};

const most = (counts: Counts): string | undefined => [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];

/** Roll-outs by what stations showed over time (frames of `firmwareStations`), the newest first. New stations are none. */
export const rollOutsOf = (frames: readonly DataFrame[]): RollOut[] => {
  const { kinds, times } = kindsOf(frames);
  const found = new Map<string, RollOut>();
  for (const { vendor, model, moments } of kinds)
    for (const [index, at] of times.entries()) {
      const earlier = moments.get(times[index - 1] ?? Number.NaN);
      const now = moments.get(at);
      if (earlier === undefined || now === undefined) continue;
      const { gained, lost } = movesOf(earlier, now);
      const before = most(lost);
      const after = most(gained);
      if (before === undefined || after === undefined) continue;
      const key = [vendor, model, before, after].join('\n');
      if (found.has(key)) continue;
      const had = earlier.get(after) ?? 0;
      const stations =
        Math.max(...times.slice(index).map((later) => moments.get(later)?.get(after) ?? 0)) - had;
      found.set(key, { vendor, model, before, after, at, stations });
    }
  return [...found.values()].sort((a, b) => b.at - a.at);
};
