import type { IDataObject } from 'n8n-workflow';
import { noteCaughtUp, noteStart, startingPoint } from '../../../../nodes/GenesysConversationTrigger/startingPoint';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const from = (mode: Parameters<typeof startingPoint>[0], caughtUpUntil?: unknown) =>
	new Date(startingPoint(mode, { caughtUpUntil } as never, NOW)).toISOString();

describe('the time from which events are emitted', () => {
	it.each(['activate', 'update', 'create'] as const)('is its publishing, minus the allowed clock skew (%s)', (mode) => {
		expect(from(mode)).toBe('2026-01-31T11:58:00.000Z');
	});

	it('is the start of a test', () => {
		expect(from('manual', '2026-01-31T11:00:00.000Z')).toBe('2026-01-31T11:58:00.000Z');
	});

	it.each(['init', 'leadershipChange'] as const)('is ten minutes before the last catch-up after a restart (%s)', (mode) => {
		expect(from(mode, '2026-01-30T12:00:00.000Z')).toBe('2026-01-30T11:50:00.000Z');
	});

	it('is three days ago at most after an outage of n8n', () => {
		expect(from('init', '2026-01-01T00:00:00.000Z')).toBe('2026-01-28T12:00:00.000Z');
	});

	it.each([undefined, 'yesterday', {}, ''])('is one day ago after a restart without a note (%p)', (note) => {
		expect(from('init', note)).toBe('2026-01-30T12:00:00.000Z');
	});

	it('is one hour ago at most after republishing', () => {
		expect(from('update', '2026-01-31T11:30:00.000Z')).toBe('2026-01-31T11:20:00.000Z');
		expect(from('update', '2026-01-01T00:00:00.000Z')).toBe('2026-01-31T11:00:00.000Z');
	});

	it('is ten minutes ago if the note is in the future, because the clock was set back', () => {
		expect(from('init', '2026-01-31T13:00:00.000Z')).toBe('2026-01-31T11:50:00.000Z');
	});
});

describe('the note of what is caught up', () => {
	const AT_NOON = { caughtUpUntil: '2026-01-31T12:00:00.000Z' };

	it.each([
		['a missing one', {}],
		['an invalid one', { caughtUpUntil: 'yesterday' }],
		['an older one', { caughtUpUntil: '2026-01-31T11:00:00.000Z' }],
		['one in the future, because the clock was set back', { caughtUpUntil: '2026-01-31T13:00:00.000Z' }],
	])('replaces %s', (_which, before) => {
		const note: IDataObject = { ...before };
		noteCaughtUp(note, NOW);
		expect(note).toEqual(AT_NOON);
	});

	it.each([
		['a note', { caughtUpUntil: '2026-01-31T10:00:00.000Z' }],
		['a note in the previous format', { lastEventAt: '2026-01-31T10:00:00.000Z' }],
		['no note', {}],
	])('lets a second restart a minute later go back as far as the first (%s)', (_what, before) => {
		const note: IDataObject = { ...before };
		const since = startingPoint('init', note, NOW);
		noteStart(note, since, NOW);
		expect(startingPoint('init', note, NOW + 60_000)).toBe(since);
	});

	it('starts with publishing', () => {
		const note = {};
		noteStart(note, startingPoint('activate', note, NOW), NOW);
		expect(note).toEqual(AT_NOON);
	});
});
