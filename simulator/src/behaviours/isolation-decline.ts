import { wearing } from './wearing.ts';

const NEW_OHMS = 5e6;
/** Decades lost in the end. */
const DECADES = 2.1;
/** Below this the self test fails. */
const LEAST_OHMS = 100_000;

export const isolationDecline = wearing({
  name: 'isolation-decline',
  fault: 'F15',
  meaning: 'Moisture creeps into a DC output: its insulation sinks by decades, until the self test fails.',
  onEvse: (evse, severity) => (evse.wear.isolationOhms = NEW_OHMS / 10 ** (DECADES * severity)),
  attempt: ({ evse, plan, random }) => {
    if (plan.fault !== null || evse.station.plan.power !== 'DC') return;
    if (evse.wear.isolationOhms * random.lognormal(1, 0.12) > LEAST_OHMS) return;
    plan.fault = {
      cause: {
        stage: 'handshake',
        reason: 'cable_check_failed',
        attribution: 'evse',
        behaviour: 'isolation-decline',
      },
      afterMs: random.between(8000, 20_000),
      stop: 'Other',
      code: {
        errorCode: 'OtherError',
        mrec: 'CX011',
        component: 'GroundIsolationProtection',
        faulted: false,
      },
      clearsAfterMs: 0,
      silent: false,
    };
  },
});
