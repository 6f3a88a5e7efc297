import type { Theme } from './visitor.ts';

/** What a plugin may import and Grafana lends it: `client/shared.ts` has them. */
export const SHARED = [
  ...['react', 'react/jsx-runtime', 'react/jsx-dev-runtime', 'react-dom', 'react-dom/client', 'react-router'],
  ...['react-router-dom', 'react-redux', 'redux', 'lodash', 'moment', 'rxjs', 'rxjs/operators', 'i18next'],
  ...['@emotion/css', '@emotion/react', '@grafana/data', '@grafana/ui', '@grafana/runtime'],
] as const;

/** Inside a script element `<` must not begin a tag. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

export const indexPage = (
  bootData: unknown,
  theme: Theme,
  styles: readonly string[],
): string => `<!doctype html>
<html lang="en" class="theme-${theme}">
<head>
<meta charset="utf-8"><title>Firstcharge workbench</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('\n')}
<style>body{margin:0;background:${theme === 'dark' ? '#111217' : '#f4f5f5'};font-family:Inter,Helvetica,Arial,sans-serif}</style>
<script type="systemjs-importmap">${inScript({ imports: Object.fromEntries(SHARED.map((name) => [name, `app:${name}`])) })}</script>
<script>window.grafanaBootData=${inScript(bootData)};window.__grafana_public_path__='/public/';</script>
<script src="/workbench/system.js"></script>
<script src="/workbench/amd.js"></script>
</head>
<body class="theme-${theme}">
<div id="reactRoot"></div><div id="grafana-portal-container"></div>
<script type="module" src="/workbench/host.js"></script>
</body>
</html>
`;
