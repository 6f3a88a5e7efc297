import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createIdentityHash } from './identity-hash.ts';
import { createRedact, redactFrame } from './redaction.ts';
import { MESSAGES_16 } from './testdata/messages-16.ts';
import { MESSAGES_201 } from './testdata/messages-201.ts';

const hash = createIdentityHash([Buffer.from('key')]);
const TAG = '04A1B2C3D4';
const HASHED = hash(TAG);

const redacted = (frame: readonly unknown[]): string => JSON.stringify(redactFrame(frame, hash));

describe('redaction', () => {
  it.each([
    [
      'StartTransaction',
      { connectorId: 1, idTag: TAG, meterStart: 5 },
      { connectorId: 1, idTag: HASHED, meterStart: 5 },
    ],
    [
      'Authorize',
      { idToken: { idToken: TAG, type: 'eMAID' } },
      { idToken: { idToken: HASHED, type: 'eMAID' } },
    ],
    ['RemoteStartTransaction', { idTag: TAG.toLowerCase() }, { idTag: HASHED }],
    ['Authorize', { idTag: '' }, { idTag: '' }],
    ['Authorize', { idTag: 12345678 }, { idTag: hash('12345678') }],
    [
      'SendLocalList',
      { localAuthorizationList: [{ idTag: TAG, idTagInfo: { status: 'Accepted', parentIdTag: TAG } }] },
      { localAuthorizationList: [{ idTag: HASHED, idTagInfo: { status: 'Accepted', parentIdTag: HASHED } }] },
    ],
    [
      'TransactionEvent',
      {
        idToken: {
          idToken: 'X123',
          type: 'Central',
          additionalInfo: [{ additionalIdToken: TAG, type: 'VIN' }],
        },
      },
      {
        idToken: {
          idToken: hash('X123'),
          type: 'Central',
          additionalInfo: [{ additionalIdToken: HASHED, type: 'VIN' }],
        },
      },
    ],
    [
      'BootNotification',
      { chargingStation: { model: 'M', modem: { iccid: '8949', imsi: '26201' } } },
      { chargingStation: { model: 'M', modem: { iccid: hash('8949'), imsi: hash('26201') } } },
    ],
    [
      'ChangeConfiguration',
      { key: 'AuthorizationKey', value: 'hunter2hunter2' },
      { key: 'AuthorizationKey', value: hash('hunter2hunter2') },
    ],
    [
      'ChangeConfiguration',
      { key: 'HeartbeatInterval', value: '300' },
      { key: 'HeartbeatInterval', value: '300' },
    ],
    [
      'SetVariables',
      { setVariableData: [{ attributeValue: 'secret99', variable: { name: 'BasicAuthPassword' } }] },
      { setVariableData: [{ attributeValue: hash('secret99'), variable: { name: 'BasicAuthPassword' } }] },
    ],
    [
      'NotifySettlement',
      { pspRef: TAG, status: 'Settled', receiptUrl: 'https://pay.example/r/77', receiptId: 'R-77' },
      {
        pspRef: HASHED,
        status: 'Settled',
        receiptUrl: hash('https://pay.example/r/77'),
        receiptId: hash('R-77'),
      },
    ],
    ['SignCertificate', { csr: 'MIIB' }, { csr: hash('MIIB') }],
  ])('hides what %s holds: %j', (action, payload, expected) => {
    expect(redactFrame([2, 'a', action, payload], hash)).toEqual([2, 'a', action, expected]);
  });

  it('hides in answers by property name', () => {
    expect(redactFrame([3, 'a', { idTagInfo: { status: 'Accepted', parentIdTag: TAG } }], hash)).toEqual([
      3,
      'a',
      { idTagInfo: { status: 'Accepted', parentIdTag: HASHED } },
    ]);
    const configurationKey = [{ key: 'AuthorizationKey', readonly: false, value: 'hunter2hunter2' }];
    expect(redacted([3, 'a', { configurationKey }])).not.toContain('hunter2');
  });

  it('hides a token that a reader reports as a variable', () => {
    const eventData = [{ actualValue: TAG, component: { name: 'TokenReader' }, variable: { name: 'Token' } }];
    expect(redacted([2, 'a', 'NotifyEvent', { eventData }])).not.toContain(TAG);
  });

  it('hides an id wherever free text of the frame repeats it, and nothing that only contains it', () => {
    const payload = {
      idTag: '1234',
      info: 'card 1234 of 512345',
      transactionData: [{ sampledValue: [{ value: '1234' }] }],
    };
    expect(redactFrame([2, 'a', 'StopTransaction', payload], hash)).toEqual([
      2,
      'a',
      'StopTransaction',
      { ...payload, idTag: hash('1234'), info: `card ${hash('1234')} of 512345` },
    ]);
  });

  it('leaves the words of OCPP alone when an idTag is spelt like one', () => {
    const payload = { idTag: 'Local', reason: 'Local' };
    expect(redactFrame([2, 'a', 'StopTransaction', payload], hash)?.[3]).toEqual({
      idTag: hash('Local'),
      reason: 'Local',
    });
  });

  it('hides signed meter data, which names the user in its own encoding', () => {
    const signed = [
      { timestamp: 't', sampledValue: [{ value: `OCMF|{"ID":"${TAG}"}`, format: 'SignedData' }] },
    ];
    expect(redacted([2, 'a', 'MeterValues', { connectorId: 1, meterValue: signed }])).not.toContain(TAG);
    const signed2 = [{ sampledValue: [{ value: 1, signedMeterValue: { signedMeterData: 'T0NNRg==' } }] }];
    const frame = redactFrame([2, 'a', 'TransactionEvent', { meterValue: signed2 }], hash);
    expect(frame?.[3]).toEqual({
      meterValue: [{ sampledValue: [{ value: 1, signedMeterValue: '~signed' }] }],
    });
  });

  it('looks into the JSON of a DataTransfer and hides any other text of it', () => {
    const data = JSON.stringify({ vin: 'WVWZZZ1JZXW000001', soc: 40 });
    const frame = redactFrame([2, 'a', 'DataTransfer', { vendorId: 'x', data }], hash);
    expect(frame?.[3]).toEqual({
      vendorId: 'x',
      data: JSON.stringify({ vin: hash('WVWZZZ1JZXW000001'), soc: 40 }),
    });
    expect(redacted([2, 'a', 'DataTransfer', { vendorId: 'x', data: `user=${TAG}` }])).not.toContain(TAG);
    expect(redacted([3, 'a', { status: 'Accepted', data: `user=${TAG}` }])).not.toContain(TAG);
  });

  it('drops the text of an error, which may quote an idTag', () => {
    expect(redactFrame([4, 'a', 'GenericError', `unknown ${TAG}`, { idTag: TAG }], hash)).toEqual([
      4,
      'a',
      'GenericError',
      '',
      { idTag: HASHED },
    ]);
  });

  it('gives frames without identity back as they are', () => {
    const status = [2, 'a', 'StatusNotification', { connectorId: 1, status: 'Charging' }];
    const meter = [2, 'a', 'MeterValues', { meterValue: [{ sampledValue: [{ value: '1' }] }] }];
    const answer = [3, 'a', { status: 'Accepted' }];
    for (const frame of [status, meter, answer]) expect(redactFrame(frame, hash)).toBe(frame);
    expect(redactFrame(null, hash)).toBeNull();
  });

  it('hides an idTag even where the schema of the message has none', () => {
    expect(redacted([2, 'a', 'StatusNotification', { connectorId: 1, idTag: TAG }])).not.toContain(TAG);
    expect(redacted([2, 'a', 'Heartbeat', {}, { idTag: TAG }])).not.toContain(TAG);
    expect(redacted([9, { idTag: TAG }])).not.toContain(TAG);
  });

  it('knows in the text of a fault the card that an earlier frame presented', () => {
    const redact = createRedact(hash);
    const said = {
      connectorId: 1,
      status: 'Faulted',
      info: `card=${TAG}; refused`,
      vendorErrorCode: `E7:${TAG}`,
    };
    expect(redact([2, 'a', 'StatusNotification', said])[3]).toEqual(said);
    redact([2, 'b', 'Authorize', { idTag: TAG }]);
    expect(redact([2, 'c', 'StatusNotification', said])[3]).toEqual({
      ...said,
      info: `card=${hash(TAG)}; refused`,
      vendorErrorCode: `E7:${hash(TAG)}`,
    });
  });

  it.each(['StatusNotification', 'FirmwareStatusNotification', 'LogStatusNotification'])(
    'hides a vehicle that stands where %s has a word of OCPP',
    (action) => {
      const vin = 'WKANARE0284306941';
      expect(redactFrame([2, 'a', action, { connectorId: 1, status: vin }], hash)).toEqual([
        2,
        'a',
        action,
        { connectorId: 1, status: hash(vin) },
      ]);
      const plain = [2, 'a', action, { connectorId: 1, status: 'SuspendedEVSE' }];
      expect(redactFrame(plain, hash)).toBe(plain);
    },
  );

  it.each(['WVWZZZ1JZXW000001', '8949002043212345678', '310150123456789'])(
    'hides %s in free text, whose shape alone tells what it is',
    (identity) => {
      const said = { connectorId: 1, info: `seen ${identity}!` };
      expect(redactFrame([2, 'a', 'StatusNotification', said], hash)?.[3]).toEqual({
        connectorId: 1,
        info: `seen ${hash(identity)}!`,
      });
      const event = [
        2,
        'c',
        'SecurityEventNotification',
        { type: identity, timestamp: '2026-11-02T10:00:00Z' },
      ];
      expect(JSON.stringify(redactFrame(event, hash))).not.toContain(identity);
      const boot = [2, 'b', 'BootNotification', { chargePointModel: identity }];
      expect(JSON.stringify(redactFrame(boot, hash))).not.toContain(identity);
    },
  );

  it('renames no vendor or model because a driver’s card is spelt like it', () => {
    const redact = createRedact(hash);
    redact([2, 'a', 'Authorize', { idTag: 'Swift100' }]);
    const boot = [2, 'b', 'BootNotification', { chargePointVendor: 'V', chargePointModel: 'Swift100' }];
    expect(redact(boot)).toEqual(boot);
  });

  it('leaves the samples of these tests understandable, and a second pass changes nothing', () => {
    for (const { action, request } of [...MESSAGES_16, ...MESSAGES_201]) {
      const once = redactFrame([2, 'a', action, request], hash);
      expect(redactFrame(once, hash)).toEqual(once);
    }
  });

  it('cuts what is nested too deep instead of letting it through', () => {
    let nested: unknown = { idTag: TAG };
    for (let depth = 0; depth < 5_000; depth += 1) nested = { nested };
    expect(redacted([2, 'a', 'Authorize', nested])).not.toContain(TAG);
    const wide = Array.from({ length: 50_000 }, () => ({ idTag: TAG }));
    expect(redacted([2, 'a', 'Authorize', { wide }])).not.toContain(TAG);
  });

  it('never throws, and never lets an idTag through, wherever it is', () => {
    const holder = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constant({ idTag: TAG }),
        fc.constant({ idToken: { idToken: TAG, type: 'ISO14443' } }),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    const type = fc.oneof(fc.constantFrom(2, 3, 4, 5, 6), fc.anything());
    fc.assert(
      fc.property(
        type,
        fc.string(),
        fc.constantFrom('Authorize', 'MeterValues', 'DataTransfer'),
        holder,
        (...frame) => {
          if (typeof frame[0] === 'string') return;
          const [kind, id, action, payload] = frame;
          const wire = kind === 3 ? [kind, id, payload] : [kind, id, action, payload];
          expect(redacted(wire)).not.toContain(TAG);
        },
      ),
    );
  });
});
