import { existsSync, readFileSync } from 'node:fs';
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
  it('has nothing that the linter of compose files minds', () => {
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
      },
      quiet: false,
      debug: false,
      exclude: [],
    });
    const results = linted.parse(linter.lintFiles([PATH], false));
    expect(results).toHaveLength(1);
    expect(results[0]?.messages).toEqual([]);
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
