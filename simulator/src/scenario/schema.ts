import { z } from 'zod';

const names = z.union([z.string(), z.array(z.string()).nonempty()]).transform((value) => [value].flat());
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;

/** An instant, or a time after the start such as `+12d`, `+36h`, `+90m`; in ms, told apart by `relative`. */
const moment = z.union([
  instant.transform((at) => ({ at, relative: false })),
  z
    .string()
    .regex(
      /^\+\d+(\.\d+)?[dhm]$/,
      'use an ISO 8601 instant, or a time after the start such as +12d, +36h or +90m',
    )
    .transform((text) => {
      const unit = text.endsWith('d') ? 'd' : text.endsWith('h') ? 'h' : 'm';
      return { at: Number(text.slice(1, -1)) * UNIT_MS[unit], relative: true };
    }),
]);

export const CODES = ['right', 'none', 'general', 'wrong'] as const;

const stationGroup = z.strictObject({
  /** Ids; otherwise `count` stations are named after the site. */
  ids: z
    .array(z.string().regex(/^[A-Za-z0-9*\-_=:+|@.]{1,48}$/, 'use 1–48 letters, digits or * - _ = : + | @ .'))
    .optional(),
  count: z.int().min(1).max(20_000).default(1),
  vendor: z.string().min(1).max(20),
  model: z.string().min(1).max(20),
  firmware: z.string().min(1).max(50),
  protocol: z.enum(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1']),
  power: z.enum(['AC', 'DC']),
  watts: z.number().min(1400).max(1_000_000),
  evses: z.int().min(1).max(8).default(1),
  /** Cables at one EVSE, of which one at a time can be used. */
  connectors: z.int().min(1).max(2).default(1),
  /** 2.x only: what opens a transaction. */
  tx_start: z.enum(['EVConnected', 'Authorized']).default('EVConnected'),
});

const site = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'use lower case letters, digits and hyphens'),
  name: z.string().optional(),
  time_zone: z.string().refine(isTimeZone, 'use an IANA time zone such as Europe/Stockholm'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  opening_hours: z.string().default('24/7'),
  programme: z.enum(['nevi', 'cec', 'uk']).optional(),
  /** Hours at which drivers come. */
  profile: z.enum(['highway', 'city', 'workplace', 'residential', 'depot']).default('city'),
  /** Drivers a day for each EVSE. */
  demand: z.number().min(0).max(96).default(8),
  /** One router with one SIM for the site, or a modem in every station. */
  modems: z.enum(['router', 'station']).default('router'),
  /** Every station has a payment terminal. */
  terminals: z.boolean().default(false),
  stations: z.array(stationGroup).nonempty(),
});

const behaviourRule = z.strictObject({
  behaviour: z.string(),
  where: z
    .strictObject({
      site: names.optional(),
      station: names.optional(),
      model: names.optional(),
      firmware: names.optional(),
      evse: z.int().optional(),
      /** Of the stations that fit, this share, chosen by the seed. */
      share: z.number().min(0).max(1).optional(),
      /** Leaves out these stations. */
      except: names.optional(),
    })
    .default({}),
  when: z
    .strictObject({
      from: moment.optional(),
      to: moment.optional(),
      /** Chance for each attempt, or times a day for each station, by the kind of behaviour. */
      rate: z.number().min(0).max(1000).optional(),
      persistent: z.boolean().default(false),
      /** Days from its first trace to the point where nothing works, of what comes gradually. */
      ramp_days: z.number().positive().max(365).optional(),
    })
    .default({ persistent: true }),
  /** 0–1: how badly; for attempts that a window or `persistent` covers, the chance for each. */
  strength: z.number().min(0).max(1).default(1),
  /** What the station says of it: the code, none, a general one, or that of something else. */
  code: z.enum(CODES).default('right'),
});

const scale = z.number().min(0).max(20);

/** A scenario file. Times are ISO 8601, rates and demand are per day. */
export const scenarioSchema = z.strictObject({
  seed: z.int().min(0).default(1),
  start: instant,
  days: z.number().positive().max(3660),
  meter_interval_seconds: z.number().min(1).max(3600).default(60),
  heartbeat_seconds: z.number().min(5).max(86_400).default(300),
  drivers: z
    .strictObject({
      plug_first: z.number().min(0).default(0.55),
      tap_first: z.number().min(0).default(0.25),
      app: z.number().min(0).default(0.2),
      /** OCPP 2.1 stations only, elsewhere a card: pays at a terminal, with no account. */
      terminal: z.number().min(0).default(0),
      /** Shortens energies and stays, for tests that cannot wait. */
      charge_scale: z.number().min(0.0001).max(1).default(1),
      refused_share: z.number().min(0).max(1).default(0.02),
      abandon_share: z.number().min(0).max(1).default(0.04),
    })
    .prefault({}),
  /** What sensors, links, meters and terminals tell beside OCPP; absent: nothing. */
  telemetry: z
    .strictObject({
      interval_seconds: z.number().min(5).max(3600).default(300),
      /** For a while after something has happened. */
      close_interval_seconds: z.number().min(5).max(3600).default(60),
    })
    .optional(),
  /** Scale of the everyday faults that every fleet has, of all or by kind; 0 switches them off. */
  background: z
    .union([
      scale.transform((all) => ({ attempts: all, brief: all, lasting: all })),
      z.strictObject({ attempts: scale, brief: scale, lasting: scale }),
    ])
    .default({ attempts: 1, brief: 1, lasting: 1 }),
  sites: z.array(site).nonempty(),
  behaviours: z.array(behaviourRule).default([]),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type SiteSpec = Scenario['sites'][number];
export type StationGroup = SiteSpec['stations'][number];
export type BehaviourRule = Scenario['behaviours'][number];

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
