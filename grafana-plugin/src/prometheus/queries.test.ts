import { readPageState } from '../filters/filters.ts';
import {
  chargeStartSuccess,
  firmwareStations,
  firstChargeSuccess,
  matchers,
  reading,
  READINGS,
  recordedRate,
} from './queries.ts';

const filters = (search: string) => readPageState(search).filters;

test('filters become matchers, and a quote in one stays inside its string', () => {
  expect(matchers(filters('?site=ring&station=CS-1'))).toBe('{site="ring",station="CS-1"}');
  expect(matchers(filters('?site=a%22%7D%20or%20vector(1)'))).toBe('{site="a\\"} or vector(1)"}');
  expect(matchers(filters(''))).toBe('');
});

test('first charge success leaves visits out that do not count', () => {
  expect(firstChargeSuccess(filters('?model=X'), '1d')).toBe(
    'sum(increase(ev_charge_visits_total{model="X",result="first_ok"}[1d])) / (sum(increase(ev_charge_visits_total{model="X",result=~"first_ok|later_ok|failed"}[1d])) > 0)',
  );
});

test('a rate is a sum over a sum', () => {
  expect(chargeStartSuccess(filters(''), '6h')).toBe(
    'sum(increase(ev_charge_start_successes_total[6h])) / (sum(increase(ev_charge_start_attempts_total[6h])) > 0)',
  );
});

test('readings are those of the station, and what is shared is of its site', () => {
  const expressions = READINGS.map((one) => reading(one, { station: 'CS-"1"', site: 'ring' }));
  expect(expressions).toContain(
    'max by (evse, location) (ev_evse_temperature_celsius{station="CS-\\"1\\""})',
  );
  expect(expressions).toContain('min by (evse) (ev_evse_isolation_ohms{station="CS-\\"1\\""})');
  expect(expressions).toContain('max by (link) (ev_link_rsrp_dbm{site="ring"})');
});

test('what is recorded is read at the level with the fewest series that tells the filters apart', () => {
  const level = (search: string) =>
    recordedRate('first', filters(search), '1d')?.match(/\w+(?=:)/)?.[0] ?? null;
  expect(level('')).toBe('fleet');
  expect(level('?site=a')).toBe('site');
  expect(level('?model=X')).toBe('model');
  expect(level('?firmware=1')).toBe('firmware');
  expect(level('?vendor=V&model=X&firmware=1')).toBe('firmware');
  expect(level('?site=a&firmware=1')).toBe('cohort');
  expect(level('?site=a&station=CS-1')).toBe('station');
  expect(level('?vendor=V')).toBeNull();
  expect(level('?station=CS-1&firmware=1')).toBeNull();
});

test('hours are added up to a window; what is recorded once an hour is read over a range', () => {
  expect(recordedRate('start', filters('?site=a'), '6h')).toBe(
    'sum(sum_over_time(site:ev_charge_start_successes:increase1h{site="a"}[5h59m:1h])) / (sum(sum_over_time(site:ev_charge_start_attempts:increase1h{site="a"}[5h59m:1h])) > 0)',
  );
  expect(recordedRate('end', filters('?station=CS-1'), '1d')).toBe(
    'sum(sum_over_time(station:ev_charge_end_successes:increase1h{station="CS-1"}[1d])) / (sum(sum_over_time(station:ev_charge_end_attempts:increase1h{station="CS-1"}[1d])) > 0)',
  );
});

test('stations are counted by firmware, whatever firmware the page is narrowed to', () => {
  expect(firmwareStations(filters('?site=ring&firmware=2.4.2'))).toBe(
    'count by (vendor, model, firmware) (ev_station_info{site="ring",firmware!=""})',
  );
});
