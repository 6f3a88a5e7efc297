import { Compile, type Validator } from 'typebox/compile';
import type { Static, TObject } from 'typebox';
import type { InventoryStation } from '../inventory/inventory.ts';
import type { PaymentMethod } from '../model/payment.ts';
import type { Signal } from '../model/signal.ts';
import type { Quirk } from '../model/quirk.ts';
import type { StationSetting } from '../model/station-setting.ts';
import type { PaymentMessages } from './payment-messages.ts';
import { salvage } from './salvage.ts';
import type { Payload } from './schema.ts';

/** What the mapping has to know of a station besides its frames. */
export interface InterpreterContext {
  /** OCPP 1.6 connectorId → EVSE and connector, where it is not n → (n, 1). */
  readonly connectorMap: InventoryStation['connectorMap'];
  /** What the station does otherwise than the standard says. */
  readonly quirks?: readonly Quirk[];
  /** What vendors' own messages say of a payment. */
  readonly paymentMessages?: PaymentMessages;
  /** Phases of the supply, for limits in amperes that do not say. */
  readonly phases?: number;
}

/** One call on its way to signals, and later its answer. */
export interface Exchange {
  readonly station: string;
  /** Of the frame being mapped, ms since the epoch. */
  readonly receivedAt: number;
  /** Message id of the call. */
  readonly call: string;
  readonly context: InterpreterContext;
  /** Where the mapping puts what it found, in order. */
  readonly signals: Signal[];
}

/** What a mapping remembers of a call until its answer comes. Plain data: it is part of the snapshot. */
export interface CallMemo {
  readonly evse: number | null;
  readonly identity: string | null;
  readonly transaction: string | null;
  readonly remoteStartId: number | null;
  readonly detail: string | null;
  readonly watts: number | null;
  readonly amperes: number | null;
  readonly method: PaymentMethod | null;
  readonly reservation: number | null;
  readonly expiresAt: number | null;
  /** Settings that the station is asked to take. */
  readonly settings: readonly StationSetting[];
}

/** Nothing to remember. */
export const NO_MEMO: CallMemo = {
  evse: null,
  identity: null,
  transaction: null,
  remoteStartId: null,
  detail: null,
  watts: null,
  amperes: null,
  method: null,
  reservation: null,
  expiresAt: null,
  settings: [],
};

/** Which peer may send the call. A message from the wrong side is counted and never mapped. */
export type Sender = 'station' | 'csms' | 'either';

/** One OCPP message: its schemas and how its call, answer and error become signals. */
export interface MessageDefinition<Request extends TObject, Response extends TObject> {
  readonly action: string;
  readonly sender: Sender;
  readonly request: Request;
  readonly response?: Response;
  readonly call?: (request: Payload<Request>, exchange: Exchange) => CallMemo | null;
  readonly result?: (response: Payload<Response>, exchange: Exchange, memo: CallMemo) => void;
  readonly error?: (exchange: Exchange, memo: CallMemo) => void;
}

/** A message as the interpreter uses it. Neither function throws, whatever the payload is. */
export interface Message {
  readonly action: string;
  readonly sender: Sender;
  /** Whether the payload of a call fits the schema. */
  readonly fits: (payload: unknown) => boolean;
  /** Maps a call; `fits` tells whether it fits. Returns what the answer will need. */
  readonly call: (payload: unknown, fits: boolean, exchange: Exchange) => CallMemo | null;
  /** Maps an answer; false when it breaks its schema. */
  readonly result: (payload: unknown, exchange: Exchange, memo: CallMemo | null) => boolean;
  /** Maps a CALLERROR. */
  readonly error: (exchange: Exchange, memo: CallMemo | null) => void;
}

/** A schema that is compiled when it is first needed, so that a short run does not pay for all of them. */
class Reader<Schema extends TObject> {
  private readonly schema: Schema;
  private validator: Validator | null = null;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  fits(payload: unknown): payload is Static<Schema> {
    this.validator ??= Compile(this.schema);
    return this.validator.Check(payload);
  }

  /** The payload if it fits, what can be saved of it otherwise. */
  read(payload: unknown, fits: boolean): Payload<Schema> {
    const usable = fits ? payload : salvage(this.schema, payload);
    assertReadable<Schema>(usable);
    return usable;
  }
}

/** Holds by construction: a fitting payload is an object of the schema, and salvage keeps only values of its types. */
function assertReadable<Schema extends TObject>(value: unknown): asserts value is Payload<Schema> {
  if (typeof value !== 'object' || value === null) throw new TypeError('salvage() always gives an object');
}

/** Makes a message of its definition. */
export function message<Request extends TObject, Response extends TObject>(
  definition: MessageDefinition<Request, Response>,
): Message {
  const request = new Reader(definition.request);
  const response = definition.response === undefined ? null : new Reader(definition.response);
  return {
    action: definition.action,
    sender: definition.sender,
    fits: (payload) => request.fits(payload),
    call: (payload, fits, exchange) => definition.call?.(request.read(payload, fits), exchange) ?? null,
    result: (payload, exchange, memo) => {
      if (response === null) return true;
      const fits = response.fits(payload);
      definition.result?.(response.read(payload, fits), exchange, memo ?? NO_MEMO);
      return fits;
    },
    error: (exchange, memo) => definition.error?.(exchange, memo ?? NO_MEMO),
  };
}
