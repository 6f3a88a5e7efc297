import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';

const run = promisify(execFile);

const wordsOf = (instruction: Instruction): string[] =>
  instruction.getArguments().map((argument) => argument.getValue());

const list = (instruction: Instruction | undefined): string[] =>
  instruction === undefined
    ? []
    : JSON.parse(instruction.getRawArgumentsContent() ?? '[]').map((word: unknown) => String(word));

export interface NativeImage {
  readonly folder: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/** As `.dockerignore` has it. */
const LEFT_OUT = /\/(?:node_modules|dist|release|playwright)(?:\/|$)/;

/** Each package by itself: what tools keep among them belongs to one folder. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (name !== '.cache') symlinkSync(join(from, name), join(to, name));
}

/**
 * Does on this machine what a Dockerfile of this project says, without its base image: copies what it copies, installs
 * what it installs with npm, and nothing else, so that a file or a dependency that the Dockerfile forgets is missing here, too. `installed`:
 * a folder of the project whose packages are there already and stand in for its own `npm ci`.
 */
export async function buildNatively(
  dockerfile: string,
  root: string,
  folder: string,
  installed: string | null = null,
): Promise<NativeImage> {
  const parsed = DockerfileParser.parse(readFileSync(join(root, dockerfile), 'utf8'));
  mkdirSync(folder, { recursive: true });
  for (const instruction of parsed.getInstructions()) {
    const words = wordsOf(instruction);
    const keyword = instruction.getKeyword();
    // What one stage made is here already: all stages share the folder.
    if (keyword === 'COPY' && !(instruction.getRawArgumentsContent() ?? '').startsWith('--from')) {
      const target = words.at(-1) ?? '.';
      for (const source of words.slice(0, -1)) {
        const into = target.endsWith('/') ? join(target, source.split('/').at(-1) ?? '') : target;
        const to = join(folder, into === './' || into === '.' ? source : into);
        mkdirSync(dirname(to), { recursive: true });
        cpSync(join(root, source), to, { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
      }
    }
    if (keyword !== 'RUN' || words[0] !== 'npm') continue;
    if (words[1] === 'ci' && installed !== null)
      linkPackages(join(root, installed, 'node_modules'), join(folder, installed, 'node_modules'));
    else
      await run('npm', [...words.slice(1), ...(words[1] === 'ci' ? ['--prefer-offline'] : [])], {
        cwd: folder,
      });
  }
  return {
    folder,
    entrypoint: list(parsed.getENTRYPOINTs().at(-1)),
    command: list(parsed.getCMDs().at(-1)),
  };
}
