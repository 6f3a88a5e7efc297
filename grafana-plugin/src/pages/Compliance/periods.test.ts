import { periodsBefore, quarterToReport } from './periods.ts';

test('the quarter to report is the last one that is over', () => {
  const long = '2024-05-01T00:00:00Z';
  expect(quarterToReport(new Date('2026-11-28T00:00:00Z'), long)).toBe('2026-Q3');
  expect(quarterToReport(new Date('2027-01-02T00:00:00Z'), long)).toBe('2026-Q4');
  expect(quarterToReport(new Date('2026-11-28T00:00:00Z'), null)).toBe('2026-Q3');
});

test('who began in this quarter has nothing else to report yet', () => {
  expect(quarterToReport(new Date('2026-11-28T00:00:00Z'), '2026-10-29T08:00:00Z')).toBe('2026-Q4');
  expect(quarterToReport(new Date('2026-11-28T00:00:00Z'), '2026-09-30T23:59:00Z')).toBe('2026-Q3');
});

test('periods to choose from go back over the turn of the year', () => {
  expect(periodsBefore(new Date('2026-02-10T00:00:00Z'))).toEqual([
    ...['2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2', '2025-Q1', '2024-Q4'],
    ...['2026-02', '2026-01', '2025-12', '2025-11', '2025-10', '2025-09'],
    ...['2026', '2025'],
  ]);
});
