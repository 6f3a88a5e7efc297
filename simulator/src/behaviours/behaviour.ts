import type { Attribution } from '@firstcharge/collector/model/reason.ts';
import type { Process } from '../clock/process.ts';
import type { Random } from '../random/random.ts';
import type { Evse, Grant } from '../station/evse.ts';
import type { Outgoing } from '../station/outgoing.ts';
import type { AttemptPlan } from '../station/plan.ts';
import type { Station } from '../station/station.ts';
import type { Site } from '../world/site.ts';
import type { World } from '../world/world.ts';

/** An attempt that a behaviour may spoil. */
export interface Attempt {
  readonly evse: Evse;
  readonly grant: Grant;
  readonly plan: AttemptPlan;
  readonly random: Random;
  readonly strength: number;
}

/** A message on its way out of a station. */
export interface Utterance {
  readonly message: Outgoing;
  readonly station: Station;
  readonly random: Random;
}

/** What an episode happens to. */
export interface Target {
  readonly world: World;
  readonly name: string;
  /** Name of the behaviour. */
  readonly behaviour: string;
  readonly stations: readonly Station[];
  readonly site: Site | undefined;
  /** How much of the rate falls here. */
  readonly weight: number;
  readonly strength: number;
  readonly evse: number | null;
  /** How long something gradual takes, ms; null: the behaviour's own. */
  readonly rampMs: number | null;
  readonly random: Random;
}

/** Something that lasts. */
export interface Episode {
  readonly unit: 'station' | 'site' | 'fleet';
  /** Seconds, where the scenario does not give an end. */
  duration(random: Random): number;
  /** Must take about `ms` milliseconds, and put everything back. */
  run(target: Target, ms: number): Process;
}

/**
 * One way in which a fleet misbehaves; one file each in this folder, found by name in scenarios. `attempt` changes
 * what lies ahead of a transaction; `episode` happens to a station, a site or the whole fleet for a while; `wire`
 * changes what is said, and never what is.
 */
export interface Behaviour {
  readonly name: string;
  /** Id in the fault catalogue; null where it is no fault of equipment. */
  readonly fault: string | null;
  readonly meaning: string;
  /** It looks like trouble and is none, or none that anybody need see to. */
  readonly decoy?: boolean;
  /** It comes little by little: what it does before anything fails. */
  readonly gradual?: boolean;
  /** Flows that fail under it by this attribution have it as their cause, though nothing names it. */
  readonly strikes?: Attribution;
  /** Stations never say on the wire what it is. */
  readonly unsaid?: boolean;
  readonly attempt?: (attempt: Attempt) => void;
  /** It is the car's: the chance falls once for each car, which then has it wherever it goes. */
  readonly ofVehicle?: boolean;
  readonly episode?: Episode;
  /** What is said in place of a message: itself, something else, several, or nothing. */
  readonly wire?: (utterance: Utterance) => readonly Outgoing[];
}
