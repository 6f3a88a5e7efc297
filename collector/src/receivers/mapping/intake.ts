import type { Inventory } from '../../inventory/inventory.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import { mapMessage, type Message } from './map-message.ts';
import type { Mapping } from './mapping.ts';
import { MAPPING_REASONS, type MappingProblem, type MappingReason } from './problem.ts';

/** What a receiver maps its messages with. */
export interface IntakeSettings {
  /** Id of the receiver: `mqtt/depot`. */
  readonly id: string;
  readonly mapping: Mapping;
  /** The inventory in use at this moment. */
  readonly inventory: () => Inventory;
  readonly hash: (identity: string) => string;
  readonly warn: (message: string) => void;
}

/** Different problems that are told in the log; beyond these they are counted only. */
const MOST_TOLD = 200;

const isReason = (text: string): text is MappingReason => text in MAPPING_REASONS;

/** Maps messages of one receiver, counts what is not understood by its reason, and says so: the first, tenth, hundredth … time. */
export class Intake {
  readonly #settings: IntakeSettings;
  readonly #counts = new Map<MappingReason, number>(
    Object.keys(MAPPING_REASONS)
      .filter(isReason)
      .map((reason) => [reason, 0]),
  );
  readonly #told = new Map<string, number>();

  constructor(settings: IntakeSettings) {
    this.#settings = settings;
  }

  /** Problems by reason, since the process began. */
  get problems(): ReadonlyMap<MappingReason, number> {
    return this.#counts;
  }

  map(message: Message): readonly TelemetryArrival[] {
    const { id, mapping, inventory, hash } = this.#settings;
    const context = { source: id, inventory: inventory(), hash, parameters: new Map<string, string>() };
    const { arrivals, problems } = mapMessage(message, mapping, context);
    for (const problem of problems) this.#count(problem);
    return arrivals;
  }

  /** Values of messages are never told: they may be anything. A device is told by its hash. */
  #count({ reason, at, detail }: MappingProblem): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    const isDevice = reason === 'unknown_device' || reason === 'ambiguous_device';
    const key = `${reason} ${at}${isDevice ? ` (${detail})` : ''}`.trim();
    const before = this.#told.get(key);
    if (before === undefined && this.#told.size >= MOST_TOLD) return;
    const count = (before ?? 0) + 1;
    this.#told.set(key, count);
    if (!Number.isInteger(Math.log10(count))) return;
    const { id, warn } = this.#settings;
    warn(`${id}: ${key}: ${MAPPING_REASONS[reason]}${count === 1 ? '' : `, ${count} times`}`);
  }
}
