import type { Condition, Phase, Quantity } from './telemetry.ts';

/** Connector 0 is the EVSE as a whole, EVSE 0 the station itself. */
export interface ConnectorPlace {
  readonly of: 'connector';
  readonly site: string;
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
}

/** `modem`: the station's own, under the station's id. */
export const LINK_KINDS = ['router', 'sim', 'gateway', 'modem'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** `station`: the one that has no other way to the backend; '' where the link serves several. */
export interface LinkPlace {
  readonly of: 'link';
  readonly site: string;
  readonly station: string;
  readonly link: string;
  readonly linkKind: LinkKind;
}

/** `station` is '' where a terminal serves several. */
export interface TerminalPlace {
  readonly of: 'terminal';
  readonly site: string;
  readonly station: string;
  readonly terminal: string;
}

/** `feeder` is '' for the site as a whole. */
export interface SitePlace {
  readonly of: 'site';
  readonly site: string;
  readonly feeder: string;
}

/** Where something was measured, by the ids of the inventory. */
export type MeasuredPlace = ConnectorPlace | LinkPlace | TerminalPlace | SitePlace;

/** What a measured value is of: a quantity in its unit, or a condition as 1 or 0. */
export type Measure = Quantity | Condition;

/** What became of an observation. */
export const OBSERVATION_RESULTS = [
  'taken',
  /** Older than what is known, or delivered before. */
  'late',
  /** Outside what is physically possible. */
  'implausible',
  /** About somebody of whom neither the inventory nor OCPP tells. */
  'unknown_subject',
  /** More different readings than one subject may have. */
  'too_many',
  /** Of a kind that says nothing about this kind of subject, or that OCPP tells better. */
  'not_used',
] as const;
export type ObservationResult = (typeof OBSERVATION_RESULTS)[number];

/** What became of a payment at a terminal, as far as it is counted. */
export const TERMINAL_RESULTS = ['authorized', 'declined', 'timed_out'] as const;
export type TerminalResult = (typeof TERMINAL_RESULTS)[number];

/** Answers by which a connector contradicts itself. */
export const CONNECTOR_ANSWERS = [
  /** It was told to unlock and said that it cannot. */
  'unlock_failed',
  /** Its cable came and went several times within seconds. */
  'plug_unsettled',
] as const;
export type ConnectorAnswer = (typeof CONNECTOR_ANSWERS)[number];

/** What is known of equipment, links, terminals and sites. `at` is the stream's time, ms. */
export type TelemetryOutcome =
  | {
      readonly kind: 'reading';
      readonly at: number;
      readonly place: MeasuredPlace;
      readonly measure: Measure;
      readonly location: string;
      readonly phase: Phase;
      /** null: nothing has been heard of it for too long. */
      readonly value: number | null;
    }
  /** A terminal is known: its counters begin. */
  | { readonly kind: 'terminal_known'; readonly at: number; readonly place: TerminalPlace }
  | {
      readonly kind: 'terminal_payment';
      readonly at: number;
      readonly place: TerminalPlace;
      readonly result: TerminalResult;
    }
  /** A link is known: its counters begin. */
  | { readonly kind: 'link_known'; readonly at: number; readonly place: LinkPlace }
  /** A link went down, or turned out to have been started anew. */
  | { readonly kind: 'link_dropped'; readonly at: number; readonly place: LinkPlace }
  | {
      readonly kind: 'link_bytes';
      readonly at: number;
      readonly place: LinkPlace;
      readonly direction: 'received' | 'sent';
      readonly bytes: number;
    }
  | {
      readonly kind: 'connector_answer';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly evse: number;
      readonly connector: number;
      readonly answer: ConnectorAnswer;
    }
  /** A link went down or came back, or the grid of a site was lost or is back, `since` when by the source. */
  | {
      readonly kind: 'site_event';
      readonly at: number;
      readonly since: number;
      readonly site: string;
      readonly event: 'link' | 'grid';
      /** Id of the link, or of the site. */
      readonly subject: string;
      readonly detail: 'down' | 'up' | 'lost' | 'back';
    }
  /** How far a firmware update is, in OCPP's words. */
  | {
      readonly kind: 'station_firmware';
      readonly at: number;
      readonly site: string;
      readonly station: string;
      readonly status: string;
    }
  /** One observation came in from a receiver, or, as a reading of OCPP, could not be used. */
  | {
      readonly kind: 'observation';
      readonly at: number;
      readonly source: string;
      readonly result: ObservationResult;
    };
