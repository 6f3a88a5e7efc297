import type { IncomingMessage } from 'node:http';
import { ROLES, type Role } from '../plugin-json.ts';

export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

/** Who looks, and in which theme: two cookies that the bar at the top sets; as in Grafana, `theme` in the address goes before. */
export interface Visitor {
  readonly role: Role;
  readonly theme: Theme;
}

const cookie = (request: IncomingMessage, name: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1];

export const visitorOf = (request: IncomingMessage): Visitor => ({
  role: ROLES.find((role) => role === cookie(request, 'workbench_role')) ?? 'Admin',
  theme:
    THEMES.find(
      (theme) => theme === new URL(request.url ?? '/', 'http://workbench').searchParams.get('theme'),
    ) ??
    THEMES.find((theme) => theme === cookie(request, 'workbench_theme')) ??
    'dark',
});
