import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { readComposeFile } from './compose-file.ts';

const ROOT = resolve(__dirname, '..', '..', '..');
const built = new Set(
  Object.values(readComposeFile(join(ROOT, 'docker-compose.yml')).services).flatMap(({ build }) =>
    build === undefined ? [] : [build.dockerfile],
  ),
);

describe.each([...built])('%s', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const dockerfile = DockerfileParser.parse(text);

  /** A tag, or the default of the argument that names it. */
  const tagOf = (tag: string | null): string => {
    const name = /^\$\{(\w+)\}$/.exec(tag ?? '')?.[1];
    return name === undefined ? (tag ?? '') : (new RegExp(`^ARG ${name}=(\\S+)`, 'm').exec(text)?.[1] ?? '');
  };

  it('has nothing that the validator of Dockerfiles minds', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
  });

  it('installs in a stage of its own, from bases with a version', () => {
    expect(dockerfile.getFROMs().length).toBeGreaterThan(1);
    for (const from of dockerfile.getFROMs()) expect(tagOf(from.getImageTag())).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('runs as somebody other than root, and says how it is or that compose asks', () => {
    const instructions = dockerfile.getInstructions().map((instruction) => instruction.getKeyword());
    const last = instructions.lastIndexOf('FROM');
    const user = dockerfile
      .getInstructions()
      .filter((instruction) => instruction.getKeyword() === 'USER')
      .at(-1);
    expect(instructions.lastIndexOf('USER')).toBeGreaterThan(last);
    expect(user?.getArgumentsContent()).not.toBe('root');
    expect(instructions).toContain('HEALTHCHECK');
  });
});
