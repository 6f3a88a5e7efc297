import { describe, expect, it } from '@jest/globals';
import { FAULTED, shippedErrorCodes } from '../../error-codes.ts';
import { newFaults, onCodes, onProblem } from './faults.ts';

const codes = shippedErrorCodes();
const raised = (fault: string) => ({ kind: 'fault_raised', evse: 1, connector: 1, fault });
const cleared = (fault: string) => ({ kind: 'fault_cleared', evse: 1, connector: 1, fault });

describe('faults of a connector', () => {
  it('begin with the status that lists them and end, all of them, with one that lists none', () => {
    const faults = newFaults();
    expect(onCodes(faults, codes, 1, 1, ['GroundFailure', 'CX001'])).toEqual([raised('F14'), raised('F01')]);
    expect(onCodes(faults, codes, 1, 1, [])).toEqual([cleared('F14'), cleared('F01')]);
    expect(onCodes(faults, codes, 1, 1, [])).toEqual([]);
  });

  it('are raised once, however often they are repeated', () => {
    const faults = newFaults();
    onCodes(faults, codes, 1, 1, ['GroundFailure']);
    expect(onCodes(faults, codes, 1, 1, ['GroundFailure', 'CX002'])).toEqual([]);
  });

  it('of other connectors are left alone', () => {
    const faults = newFaults();
    onCodes(faults, codes, 2, 1, ['GroundFailure']);
    expect(onCodes(faults, codes, 1, 1, [])).toEqual([]);
  });

  it('that OCPP 2.x reports by themselves are cleared by themselves, never by a status', () => {
    const faults = newFaults();
    expect(onProblem(faults, codes, 1, 1, 'CX019', true)).toEqual([raised('F06')]);
    expect(onCodes(faults, codes, 1, 1, [])).toEqual([]);
    expect(onProblem(faults, codes, 1, 1, 'CX019', false)).toEqual([cleared('F06')]);
    expect(onProblem(faults, codes, 1, 1, 'CX019', false)).toEqual([]);
  });

  it('are `other` where a connector is Faulted and nothing else is known, and only there', () => {
    const faults = newFaults();
    expect(onCodes(faults, codes, 1, 1, [FAULTED])).toEqual([raised('other')]);
    const known = newFaults();
    onProblem(known, codes, 1, 1, 'CX019', true);
    expect(onCodes(known, codes, 1, 1, [FAULTED])).toEqual([]);
  });

  it('can be hinted at by codes that say nothing about a charge, or not at all', () => {
    const faults = newFaults();
    expect(onCodes(faults, codes, 1, 1, ['WeakSignal'])).toEqual([raised('F24')]);
    expect(onProblem(faults, codes, 0, 0, 'InvalidMessages', true)).toEqual([]);
  });

  it('that happen and are never said to be over are over at once', () => {
    const faults = newFaults();
    const tampered = ['fault_raised', 'fault_cleared'].map((kind) => ({
      ...{ kind, evse: 0, connector: 0, fault: 'F42' },
    }));
    expect(onProblem(faults, codes, 0, 0, 'TamperDetectionActivated', true)).toEqual(tampered);
    expect(onProblem(faults, codes, 0, 0, 'TamperDetectionActivated', true)).toEqual(tampered);
  });

  it('are bounded', () => {
    const faults = newFaults();
    for (let evse = 1; evse < 1_000; evse += 1) onCodes(faults, codes, evse, 1, ['GroundFailure']);
    expect(faults.size).toBeLessThanOrEqual(64);
  });
});
