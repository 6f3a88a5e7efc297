import { textOf, type Artefact } from '../artefact.ts';

const SECRETS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a token of Grafana': /\bgl(?:sa|c)_[A-Za-z0-9]{20,}/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{30,}/,
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of Slack': /\bxox[abprs]-[\w-]{10,}/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  'a bearer token': /\bBearer [A-Za-z0-9+/=_-]{16,}/,
  'an address with a password': /\bhttps?:\/\/[^\s/:@"'`$]{1,64}:[^\s/@"'`$]{1,64}@/,
};

/** Paths of a machine, not of a site: none of them is anybody's business. */
const MACHINE =
  /(?:file:\/\/\/|\/(?:home|Users)\/[\w.-]+\/|\/root\/|\/(?:private\/)?tmp\/|[A-Z]:\\\\?Users\\)[\w./\\-]*/;

const PLACEHOLDER = /%[A-Z][A-Z_]{2,}%/;
/** Source maps hold plugin.json as it is in the source, whose placeholders the build fills in later. */
const hasPlaceholders = (path: string): boolean => /\.(?:json|md)$/.test(path);

/** Nothing of those who built it: no secret, no path of their machine (`folders` and the usual ones), no placeholder that they did not fill in. */
export const leakFindings = (artefact: Artefact, folders: readonly string[]): string[] =>
  [...artefact.files.keys()]
    .filter((path) => !path.endsWith('.png'))
    .flatMap((path) => {
      const text = textOf(artefact, path) ?? '';
      const machine = MACHINE.exec(text)?.[0] ?? folders.find((folder) => text.includes(`${folder}/`));
      const placeholder = hasPlaceholders(path) ? PLACEHOLDER.exec(text)?.[0] : undefined;
      return [
        ...Object.entries(SECRETS)
          .filter(([, pattern]) => pattern.test(text))
          .map(([what]) => `leaks: ${path} holds ${what}`),
        ...(machine === undefined ? [] : [`leaks: ${path} names ${machine}`]),
        ...(placeholder === undefined ? [] : [`leaks: ${path} has ${placeholder}`]),
      ];
    });
