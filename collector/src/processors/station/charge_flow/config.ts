import { z } from 'zod';

const seconds = (fallback: number, what: string) => z.number().positive().default(fallback).describe(what);

/** Timers and floors of the charge flow, seconds and watt-hours; defaults are those of docs/kpis. */
export const chargeFlowConfig = z.strictObject({
  authorize_seconds: seconds(60, 'How long a plugged-in driver is given to present a credential.'),
  credential_window_seconds: seconds(
    300,
    'A credential that names no connector is taken to be for a cable that has waited for no longer than this.',
  ),
  start_seconds: seconds(
    30,
    'How long a station is given to begin a transaction once plugged in and authorised.',
  ),
  handshake_ac_seconds: seconds(30, 'How long an AC charge may take from transaction to energy.'),
  handshake_dc_seconds: seconds(
    90,
    'How long a DC charge may take from transaction to energy; also where the wire does not say.',
  ),
  connect_seconds: seconds(120, 'How long an accepted credential waits for a cable.'),
  retry_seconds: seconds(
    15,
    'How long a driver whose credential was refused is waited for before any cable.',
  ),
  answer_seconds: seconds(60, 'How long an answer to a credential or a remote start is waited for.'),
  idle_seconds: seconds(900, 'A plugged-in flow in which nothing more happens is over after this.'),
  release_seconds: seconds(60, 'How long a stop may lag behind the connector becoming available.'),
  unplug_seconds: seconds(900, 'A stopped flow is over after this, whether unplugged or not.'),
  resume_seconds: seconds(600, 'How long a transaction may take to resume after a restart of the station.'),
  zombie_seconds: seconds(43_200, 'A transaction is over when its register has not moved for this long.'),
  floor_ac_wh: z.number().nonnegative().default(50),
  floor_dc_wh: z.number().nonnegative().default(100),
  floor_seconds: seconds(60, 'Energy must have flowed for this long to count as a charge.'),
});

/** What users write, defaults filled in. */
export type ChargeFlowConfig = z.infer<typeof chargeFlowConfig>;

/** The defaults. */
export const CHARGE_FLOW_DEFAULTS: ChargeFlowConfig = chargeFlowConfig.parse({});
