import type { OpenFlow } from '../charge_flow/open-flow.ts';

/** When a credential or remote start was first accepted, event time ms; 0 when none was seen. */
export function authorizedAt(flow: OpenFlow): number {
  const { credential, remote } = flow;
  if (credential.acceptedAt === null || remote.acceptedAt === null)
    return credential.acceptedAt ?? remote.acceptedAt ?? 0;
  return Math.min(credential.acceptedAt, remote.acceptedAt);
}
