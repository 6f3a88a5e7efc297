import type { Inventory } from '../../inventory/inventory.ts';
import { newInterpreterState, type InterpreterState } from '../../ocpp/interpreter.ts';
import type { Equipment } from '../../model/place.ts';
import type { Quirk } from '../../model/quirk.ts';
import { newAvailability, type Availability } from './availability/availability.ts';
import { newFlowBook, type FlowBook } from './charge_flow/flow-book.ts';
import { newContact, type Contact } from './contact/contact.ts';
import { newClock, type Clock } from './enrich/clock.ts';
import { newSequence, type Sequence } from './enrich/sequence.ts';
import { newPlaces, type Places } from './enrich/transaction-places.ts';
import { newRestarts, type Restarts } from './faults/boot-loop.ts';
import { newFaults, type Faults } from './faults/faults.ts';
import type { StationReading } from '../telemetry/station-reading.ts';
import type { Plug } from './answers.ts';
import type { Circumstances } from './circumstances.ts';
import { newReorder, type Reorder } from './reorder/reorder.ts';

/** Everything that is remembered of one station. Plain data: a snapshot is this and nothing else. */
export interface StationState {
  readonly id: string;
  equipment: Equipment;
  ocppVersion: string;
  serialHash: string;
  announced: boolean;
  /** What it does otherwise than the standard says. */
  quirks: readonly Quirk[];
  /** Stream time at which it was told to send a BootNotification, ms. */
  bootAskedAt: number;
  readonly interpreter: InterpreterState;
  readonly clock: Clock;
  reportedOffsetMs: number;
  readonly sequence: Sequence;
  readonly places: Places;
  readonly contact: Contact;
  readonly reorder: Reorder;
  readonly flows: FlowBook;
  readonly availability: Availability;
  readonly faults: Faults;
  readonly restarts: Restarts;
  /** How much more it may surely remember before it must be weighed, bytes. */
  slack: number;
  /** Cables, by `evse:connector`. */
  plugs?: Map<string, Plug>;
  /** What was measured in flows so far, by flow. */
  circumstances?: Circumstances;
  /** Readings that the flow book's clock has not come to yet. */
  recent?: StationReading[];
  /** Stream time at which something falls due; Infinity when nothing will. */
  deadline: number;
}

/** A station of which the inventory may know something and the stream nothing yet. */
export function newStationState(id: string, inventory: Inventory): StationState {
  const listed = inventory.stations.get(id);
  return {
    id,
    equipment: {
      site: listed?.site ?? inventory.defaultSite,
      vendor: listed?.vendor ?? '',
      model: listed?.model ?? '',
      firmware: '',
    },
    ocppVersion: '',
    serialHash: '',
    announced: false,
    quirks: [],
    bootAskedAt: -Infinity,
    interpreter: newInterpreterState(),
    clock: newClock(),
    reportedOffsetMs: 0,
    sequence: newSequence(),
    places: newPlaces(),
    contact: newContact(),
    reorder: newReorder(),
    flows: newFlowBook(),
    availability: newAvailability(),
    faults: newFaults(),
    restarts: newRestarts(),
    slack: 0,
    deadline: Infinity,
  };
}
