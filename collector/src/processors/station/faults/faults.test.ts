import { describe, expect, it } from '@jest/globals';
import { FAULTED, shippedErrorCodes } from '../../error-codes.ts';
import { newFaults, onCodes, onEnergy, onProblem } from './faults.ts';

const codes = shippedErrorCodes();
const TOLD = { at: 0, source: 'ocpp' };
const raised = (fault: string) => ({ kind: 'fault_raised', evse: 1, connector: 1, fault, source: 'ocpp' });
const cleared = (fault: string) => ({ kind: 'fault_cleared', evse: 1, connector: 1, fault, source: 'ocpp' });

describe('faults of a connector', () => {
  it('begin with the status that lists them and end, all of them, with one that lists none', () => {
    const faults = newFaults();
    expect(onCodes(faults, codes, 1, 1, ['GroundFailure', 'CX001'], TOLD)).toEqual([
      raised('F14'),
      raised('F01'),
    ]);
    expect(onCodes(faults, codes, 1, 1, [], TOLD)).toEqual([cleared('F14'), cleared('F01')]);
    expect(onCodes(faults, codes, 1, 1, [], TOLD)).toEqual([]);
  });

  it('are raised once, however often they are repeated', () => {
    const faults = newFaults();
    onCodes(faults, codes, 1, 1, ['GroundFailure'], TOLD);
    expect(onCodes(faults, codes, 1, 1, ['GroundFailure', 'CX002'], TOLD)).toEqual([]);
  });

  it('of other connectors are left alone', () => {
    const faults = newFaults();
    onCodes(faults, codes, 2, 1, ['GroundFailure'], TOLD);
    expect(onCodes(faults, codes, 1, 1, [], TOLD)).toEqual([]);
  });

  it('that OCPP 2.x reports by themselves are cleared by themselves, never by a status', () => {
    const faults = newFaults();
    expect(onProblem(faults, codes, 1, 1, 'CX019', true, TOLD)).toEqual([raised('F06')]);
    expect(onCodes(faults, codes, 1, 1, [], TOLD)).toEqual([]);
    expect(onProblem(faults, codes, 1, 1, 'CX019', false, TOLD)).toEqual([cleared('F06')]);
    expect(onProblem(faults, codes, 1, 1, 'CX019', false, TOLD)).toEqual([]);
  });

  it('are `other` where a connector is Faulted and nothing else is known, and only there', () => {
    const faults = newFaults();
    expect(onCodes(faults, codes, 1, 1, [FAULTED], TOLD)).toEqual([raised('other')]);
    const known = newFaults();
    onProblem(known, codes, 1, 1, 'CX019', true, TOLD);
    expect(onCodes(known, codes, 1, 1, [FAULTED], TOLD)).toEqual([]);
  });

  it('can be hinted at by codes that say nothing about a charge, or not at all', () => {
    const faults = newFaults();
    expect(onCodes(faults, codes, 1, 1, ['WeakSignal'], TOLD)).toEqual([raised('F24')]);
    expect(onProblem(faults, codes, 0, 0, 'InvalidMessages', true, TOLD)).toEqual([]);
  });

  it('that happen and are never said to be over are over at once', () => {
    const faults = newFaults();
    const tampered = ['fault_raised', 'fault_cleared'].map((kind) => ({
      ...{ kind, evse: 0, connector: 0, fault: 'F42', source: 'ocpp' },
    }));
    expect(onProblem(faults, codes, 0, 0, 'TamperDetectionActivated', true, TOLD)).toEqual(tampered);
    expect(onProblem(faults, codes, 0, 0, 'TamperDetectionActivated', true, TOLD)).toEqual(tampered);
  });

  it('are bounded', () => {
    const faults = newFaults();
    for (let evse = 1; evse < 1_000; evse += 1) onCodes(faults, codes, evse, 1, ['GroundFailure'], TOLD);
    expect(faults.size).toBeLessThanOrEqual(64);
  });

  it('that keep a charge from starting are over once one has reached energy, although nobody said so', () => {
    const faults = newFaults();
    onProblem(faults, codes, 1, 1, 'CX014', true, { at: 10, source: 'mqtt' });
    onProblem(faults, codes, 1, 1, 'CX003', true, TOLD);
    onProblem(faults, codes, 2, 1, 'CX014', true, TOLD);
    expect(onEnergy(faults, 1, 1, 10)).toEqual([]);
    // A hot cabinet does not keep a charge from starting, and the other EVSE has proven nothing.
    expect(onEnergy(faults, 1, 1, 11)).toEqual([{ ...cleared('F05'), source: 'mqtt' }]);
    expect(faults.size).toBe(2);
  });

  it('of a protection that tripped are over once energy flows again', () => {
    const faults = newFaults();
    onProblem(faults, codes, 1, 1, 'GroundFailure', true, { at: 10, source: 'ocpp' });
    onProblem(faults, codes, 0, 0, 'CX008', true, TOLD);
    expect(onEnergy(faults, 1, 1, 10)).toEqual([]);
    expect(onEnergy(faults, 1, 1, 11)).toEqual([cleared('F14')]);
    // One connector proves nothing of what was told of the whole station.
    expect(faults.size).toBe(1);
  });
});
