import { receive } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Reason } from '@firstcharge/collector/model/reason.ts';
import type { Answer } from '../mouth/mouth.ts';
import type { Cause } from '../truth/facts.ts';
import type { FlowFacts } from '../truth/flow.ts';
import type { Evse } from './evse.ts';

const PATIENCE_MS = 30_000;

/** The station asks the CPMS about a card and shows the answer. Offline it trusts the card. */
export function* authorise(
  evse: Evse,
  flow: FlowFacts,
  idTag: string,
  how: 'card' | 'terminal' = 'card',
): Process {
  const { station } = evse;
  const grant = { kind: 'grant', grant: { idTag, how, flow, remoteStartId: null } } as const;
  if (evse.reservedAgainst(idTag)) {
    flow.refused(station.world.scheduler.now, RESERVED);
    evse.lamp('refused');
    return;
  }
  if (!station.link.online) {
    flow.accepted(station.world.scheduler.now);
    evse.inbox.post(grant);
    evse.lamp('accepted');
    return;
  }
  const answer = yield* receive(station.dialect.authorize(idTag, flow, how), PATIENCE_MS);
  const status = statusOf(answer);
  if (flow.end !== null) return;
  const { now } = station.world.scheduler;
  if (status === 'Accepted') {
    flow.accepted(now);
    evse.inbox.post(grant);
    evse.lamp('accepted');
    return;
  }
  const behaviour = station.world.backendFault;
  if (status === null) {
    const reason = answer?.kind === 'error' ? 'authorize_error' : 'authorize_unanswered';
    flow.refused(now, {
      stage: 'authorize',
      reason,
      attribution: answer?.kind === 'offline' ? 'network' : 'backend',
      behaviour: behaviour ?? 'link',
    });
    evse.lamp('no_answer');
    return;
  }
  flow.refused(now, refusal(status, behaviour, station.world.charges(idTag, flow)));
  evse.lamp('refused');
}

function statusOf(answer: Answer | undefined): string | null {
  if (answer?.kind !== 'result') return null;
  const info = answer.payload['idTagInfo'] ?? answer.payload['idTokenInfo'];
  if (typeof info !== 'object' || info === null || !('status' in info)) return null;
  return typeof info.status === 'string' ? info.status : null;
}

const REFUSALS: Readonly<Record<string, Reason>> = {
  Blocked: 'credential_blocked',
  Expired: 'credential_expired',
  NoCredit: 'credential_no_credit',
};

/** The connector is kept for somebody else. */
export const RESERVED: Cause = {
  stage: 'authorize',
  reason: 'reserved_for_other',
  attribution: 'driver',
  behaviour: null,
};

/**
 * What a status other than Accepted means to the driver. `behaviour`: what troubles the CPMS just now; `charging`:
 * the credential really has a charge running.
 */
export function refusal(status: string, behaviour: string | null, charging: boolean): Cause {
  if (status === 'ConcurrentTx' && charging) {
    return {
      stage: 'authorize',
      reason: 'concurrent_transaction',
      attribution: 'driver',
      behaviour: null,
    } as const;
  }
  if (status === 'ConcurrentTx') {
    return {
      stage: 'authorize',
      reason: 'concurrent_transaction',
      attribution: 'backend',
      behaviour: behaviour ?? 'backend',
    } as const;
  }
  return {
    stage: 'authorize',
    reason: REFUSALS[status] ?? 'credential_invalid',
    attribution: 'driver',
    behaviour: null,
  } as const;
}
