import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { missingPrograms, takenPorts, unfitFolder } from './checks.ts';
import { freePorts } from './testdata/free-ports.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what the demo needs', () => {
  it('is told by the port and its use when somebody else listens there', async () => {
    const ports = await freePorts();
    const other = createServer().listen(ports.metrics, '127.0.0.1');
    await once(other, 'listening');
    const taken = await takenPorts(ports);
    other.close();
    await once(other, 'close');
    expect(taken).toEqual([
      `Port ${ports.metrics} is in use by another program; the demo needs it for the collector's /metrics. Set FIRSTCHARGE_DEMO_PORT_METRICS to another port.`,
    ]);
    expect(await takenPorts(ports)).toEqual([]);
  });

  it('is told when two uses were given the same port', async () => {
    const ports = await freePorts();
    expect(await takenPorts({ ...ports, health: ports.cpms })).toEqual([
      expect.stringMatching(/is wanted twice, for the small CPMS .* and for the collector's health check/),
    ]);
  });

  it('is told by the name of a program that is on no folder of the path', () => {
    writeFileSync(join(folder, 'promtool'), '', { mode: 0o755 });
    expect(missingPrograms(['prometheus', 'promtool'], `/nowhere:${folder}`)).toEqual([
      expect.stringContaining('`prometheus` is not on the PATH'),
    ]);
  });

  it('is told when the disk is nearly full', () => {
    expect(unfitFolder(folder, 0)).toEqual([]);
    expect(unfitFolder(folder, 1e18)).toEqual([
      expect.stringMatching(/^The disk of .* has .* GB left and the demo needs 1000000000.0 GB\./),
    ]);
  });

  it('is told when the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(unfitFolder(join(folder, 'file', 'demo'))).toEqual([expect.stringContaining('cannot be written')]);
  });
});
