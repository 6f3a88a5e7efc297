import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { z } from 'zod';
import { mountsOf, readComposeFile } from './compose-file.ts';

const ROOT = resolve(__dirname, '..', '..', '..');
const PATH = join(ROOT, 'docker-compose.yml');
const file = readComposeFile(PATH);
/** The linter's own types are not readable from here. */
const linted = z.array(z.object({ messages: z.array(z.unknown()) }));
const services = Object.entries(file.services);

describe('docker-compose.yml', () => {
  const linter = new DCLinter({
    rules: {
      // Services stand in the order in which they start, and their keys as one reads them.
      'service-keys-order': 0,
      'services-alphabetical-order': 0,
      'service-image-require-explicit-tag': 0,
      'service-dependencies-alphabetical-order': 0,
      'service-ports-alphabetical-order': 0,
      'require-quotes-in-ports': 0,
      // An image that is built here is named, too.
      'no-build-and-image': 0,
      'top-level-properties-order': 0,
      // What is laid over another file is of the same project.
      'require-project-name-field': 0,
    },
    quiet: false,
    debug: false,
    exclude: [],
  });
  const lint = (path: string): unknown[] =>
    linted.parse(linter.lintFiles([path], false)).flatMap(({ messages }) => messages);

  it.each(['docker-compose.yml', 'deploy/compose/grafana-alerting.yml'])(
    '%s has nothing that the linter of compose files minds',
    (path) => {
      expect(lint(join(ROOT, path))).toEqual([]);
    },
  );

  it.each([
    ['a key that the Compose Specification does not know', 'healthcheck:', 'healthchecks:'],
    ['a value of another kind', 'restart: unless-stopped', 'restart: [unless-stopped]'],
  ])('is held against the Compose Specification: %s is found', (_what, from, to) => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    const spoilt = join(folder, 'docker-compose.yml');
    writeFileSync(spoilt, readFileSync(PATH, 'utf8').replace(from, to));
    const found = JSON.stringify(lint(spoilt));
    rmSync(folder, { recursive: true });
    expect(found).toContain('invalid-schema');
  });

  it.each(services)('pins the image of %s to a version, or builds it', (_name, { image, build }) => {
    if (build === undefined) expect(image).toMatch(/^[\w.-]+(\/[\w.-]+)*:v?\d+\.\d+(\.\d+)?$/);
    else expect(existsSync(join(ROOT, build.dockerfile))).toBe(true);
  });

  it.each(services)('publishes ports of %s on loopback only', (_name, { ports }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it.each(services)('mounts for %s what is there', (_name, service) => {
    for (const { source, isFile } of mountsOf(service)) {
      if (isFile)
        expect({ source, exists: existsSync(join(ROOT, source)) }).toEqual({ source, exists: true });
      else expect(Object.keys(file.volumes)).toContain(source);
    }
  });

  /** Whether the service, or the image that is built for it, says how it is. */
  const asks = (name: string): boolean => {
    const { healthcheck, build } = file.services[name] ?? {};
    return (
      healthcheck !== undefined ||
      (build !== undefined && /^HEALTHCHECK --/m.test(readFileSync(join(ROOT, build.dockerfile), 'utf8')))
    );
  };

  it('asks every service that goes on whether it is well', () => {
    const goingOn = services.filter(([, { restart }]) => restart !== undefined);
    expect(goingOn.length).toBeGreaterThan(6);
    expect(goingOn.filter(([name]) => !asks(name))).toEqual([]);
  });

  it('waits only for services that can say that they are ready', () => {
    const awaited = services.flatMap(([, { depends_on }]) => Object.entries(depends_on));
    expect(awaited.length).toBeGreaterThan(3);
    for (const [name, { condition }] of awaited)
      if (condition === 'service_healthy') expect({ name, asks: asks(name) }).toEqual({ name, asks: true });
      else expect(file.services[name]).toBeDefined();
  });
});
