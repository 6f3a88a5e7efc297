import type { Uplink } from '../equipment/uplink.ts';
import { reading, type Told } from './observations.ts';

/** What is told of a router or a SIM: of one that is gone, only that; of its radio when `full`. */
export function linkReadings(link: Uplink, full: boolean): Told[] {
  const told: Told[] = [{ kind: 'condition', condition: 'link_up', holds: link.up }];
  if (link.kind === 'sim')
    told.push({ kind: 'condition', condition: 'data_session', holds: link.up && link.session });
  if (!link.up || !full) return told;
  const { rsrpDbm } = link;
  told.push(
    reading('rsrp_dbm', rsrpDbm),
    reading('rsrq_db', -8 - Math.max(0, -95 - rsrpDbm) * 0.4),
    reading('sinr_db', link.sinrDb),
  );
  if (link.session) told.push(reading('latency_seconds', link.latencySeconds));
  return told;
}
