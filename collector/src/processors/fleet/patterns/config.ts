import { z } from 'zod';

const count = (fallback: number, what: string) => z.int().positive().default(fallback).describe(what);
const seconds = (fallback: number, what: string) => z.number().positive().default(fallback).describe(what);

/** When failures of several flows show who or what is to blame; counts, seconds and shares. */
export const patternsConfig = z.strictObject({
  window_seconds: seconds(7 * 86_400, 'Failures further apart than this are not held together.'),
  vehicles: count(3, 'So many vehicles with the same failure at one connector: the EVSE is to blame.'),
  evses: count(2, 'The same failure of one vehicle at so many EVSEs: the vehicle is to blame.'),
  site_stations: count(
    3,
    'So many stations of a site failing at once: the site, or its network, is to blame.',
  ),
  site_seconds: seconds(60, 'What "at once" means at a site.'),
  firmware_stations: count(3, 'A firmware is only suspected when so many of its stations show the failure.'),
  firmware_failures: count(6, 'And when it was seen so often.'),
  firmware_sigma: z
    .number()
    .positive()
    .default(3.3)
    .describe('And when it fails more often than other firmware of the model by so many standard errors.'),
  refusal_seconds: seconds(900, 'A spike of refusals is looked for in a window of this length.'),
  refusal_sites: count(3, 'Refusals at so many sites are a fault of the backend,'),
  refusal_identities: count(8, 'when so many different drivers are refused,'),
  refusal_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('and this share of all who showed a credential,'),
  refusal_ratio: z.number().positive().default(4).describe('which is so many times the usual share.'),
  unseen_flows: count(5, 'A connector is suspected of not seeing cables after so many flows without one,'),
  unseen_ratio: z.number().positive().default(3).describe('whose share is so many times that of its peers.'),
});

export type PatternsConfig = z.infer<typeof patternsConfig>;
