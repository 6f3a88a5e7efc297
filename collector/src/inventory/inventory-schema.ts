import { z } from 'zod';
import { parseOpeningHours } from '../model/opening-hours.ts';
import { windowSchema } from './maintenance/window-schema.ts';
import { id, number, orDefault, orNull, text } from './values.ts';

const zones = new Map<string, boolean>();

function isTimeZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      known = new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
    } catch {
      known = false;
    }
    zones.set(name, known);
  }
  return known;
}

const openingHours = orDefault('24/7').superRefine((value, context) => {
  const hours = parseOpeningHours(value);
  if (!hours.ok) context.addIssue({ code: 'custom', message: hours.error });
});

const date = z
  .string()
  .refine(
    (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
    'write a date as YYYY-MM-DD',
  );

const externalIds = z.record(z.string(), text).prefault({});

const feeder = z.strictObject({ id: text, external_ids: externalIds });

const site = z.strictObject({
  id: text,
  name: orNull(text),
  time_zone: orDefault('UTC').refine(isTimeZone, 'write an IANA time zone such as Europe/Berlin'),
  latitude: orNull(number((value) => Math.abs(value) <= 90, 'degrees from -90 to 90')),
  longitude: orNull(number((value) => Math.abs(value) <= 180, 'degrees from -180 to 180')),
  opening_hours: openingHours,
  programme: orNull(z.enum(['nevi', 'cec', 'uk'])),
  slo: orNull(number((value) => value > 0 && value <= 1, 'a share above 0 and up to 1, such as 0.97')),
  feeders: z.array(feeder).prefault([]),
  external_ids: externalIds,
});

const connector = z.strictObject({
  id,
  power_type: orNull(z.enum(['AC', 'DC'])),
  rated_watts: orNull(number((value) => value > 0 && value <= 1e7, 'watts above 0, such as 150000')),
  port_id: orNull(text),
  external_ids: externalIds,
});

const evse = z.strictObject({
  id,
  connectors: z.array(connector).prefault([]),
  external_ids: externalIds,
});

const station = z.strictObject({
  id: text,
  site: text,
  vendor: orDefault(''),
  model: orDefault(''),
  commissioned: orNull(date),
  evses: z.array(evse).prefault([]),
  connector_map: z
    .record(z.string().regex(/^[1-9]\d*$/), z.strictObject({ evse: id, connector: id }))
    .prefault({}),
  external_ids: externalIds,
});

const link = z.strictObject({
  id: text,
  site: text,
  kind: z.enum(['router', 'sim']),
  stations: z.array(text).prefault([]),
  external_ids: externalIds,
});

const terminal = z.strictObject({
  id: text,
  site: text,
  serves: z.array(z.strictObject({ station: text, evse: orNull(id) })).prefault([]),
  external_ids: externalIds,
});

const technician = z.strictObject({ id: text, skills: z.array(text).prefault([]), base: orNull(text) });

/** The inventory file; snake_case, every list optional. */
export const inventorySchema = z.strictObject({
  sites: z.array(site).prefault([]),
  stations: z.array(station).prefault([]),
  links: z.array(link).prefault([]),
  terminals: z.array(terminal).prefault([]),
  technicians: z.array(technician).prefault([]),
  maintenance: z.array(windowSchema).prefault([]),
});
export type WrittenInventory = z.output<typeof inventorySchema>;
