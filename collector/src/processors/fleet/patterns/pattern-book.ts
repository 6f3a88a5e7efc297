import type { SettledFlow } from '../../../model/flow.ts';
import type { Attribution } from '../../../model/reason.ts';
import type { Cohort } from './firmware.ts';
import type { Presented } from './refusals.ts';
import type { Sightings } from './unseen-cables.ts';

/** What is remembered of settled flows so that later ones can tell who was to blame. Plain data. */
export interface PatternBook {
  /** Failed, refused and cable-less flows as they were last told, the newest 5,000. */
  readonly flows: Map<string, SettledFlow>;
  /** `connector|reason`, `vehicle|reason` and `site|reason` → ids of such flows, oldest first. */
  readonly groups: Map<string, string[]>;
  /** `vendor|model` → firmware → what its flows came to. */
  readonly cohorts: Map<string, Map<string, Cohort>>;
  /** Credentials that were lately answered. */
  readonly presented: Presented[];
  /** Usual share of refusals: decayed counts. */
  readonly usual: { refused: number; all: number };
  /** `site|model` → EVSE → how often its cable was seen. */
  readonly cables: Map<string, Map<string, Sightings>>;
}

/** Nothing has happened yet. */
export const newPatternBook = (): PatternBook => ({
  flows: new Map(),
  groups: new Map(),
  cohorts: new Map(),
  presented: [],
  usual: { refused: 0, all: 0 },
  cables: new Map(),
});

/** What a pattern says of some flows, the one just settled among them or not. */
export interface Finding {
  readonly flows: readonly SettledFlow[];
  readonly attribution: Attribution;
  /** The rule, as it goes into evidence and amendments. */
  readonly why: string;
}

const MAX_FLOWS = 5_000;
const MAX_GROUPS = 10_000;
const MAX_MEMBERS = 16;

/** Remembers a flow as it is told now; the oldest are forgotten. */
export function keep(book: PatternBook, flow: SettledFlow): void {
  book.flows.delete(flow.id);
  book.flows.set(flow.id, flow);
  if (book.flows.size > MAX_FLOWS) forgetOldest(book.flows);
}

/** Adds a flow to a group and gives the group's flows within the window, oldest first. */
export function group(book: PatternBook, key: string, flow: SettledFlow, windowMs: number): SettledFlow[] {
  const members = book.groups.get(key) ?? [];
  members.push(flow.id);
  const known = members
    .map((id) => book.flows.get(id))
    .filter((member) => member !== undefined && Math.abs(flow.end - member.end) <= windowMs)
    .filter((member) => member !== undefined)
    .slice(-MAX_MEMBERS);
  book.groups.delete(key);
  book.groups.set(
    key,
    known.map((member) => member.id),
  );
  if (book.groups.size > MAX_GROUPS) forgetOldest(book.groups);
  return known;
}

/** A group's flows without adding to it. */
export const groupOf = (book: PatternBook, key: string): SettledFlow[] =>
  (book.groups.get(key) ?? []).flatMap((id) => book.flows.get(id) ?? []);

/** Forgets what was first put in. */
export function forgetOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** Whose vehicle it was, as far as anybody can tell: drivers without identity are told apart by their visits. */
export const vehicleOf = (flow: SettledFlow): string => flow.identity ?? `visit ${flow.visit}`;

/** Where it was. */
export const evseOf = ({ station, evse }: SettledFlow): string => `${station}:${evse}`;
