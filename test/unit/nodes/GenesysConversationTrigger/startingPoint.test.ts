import { noteTime, startingPoint } from '../../../../nodes/GenesysConversationTrigger/startingPoint';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const from = (mode: Parameters<typeof startingPoint>[0], lastEventAt?: unknown) =>
	new Date(startingPoint(mode, { lastEventAt } as never, NOW)).toISOString();

describe('from when on events count', () => {
	it.each(['activate', 'update', 'create'] as const)('from its publishing on (%s), but for a difference of clocks', (mode) => {
		expect(from(mode)).toBe('2026-01-31T11:58:00.000Z');
	});

	it('from the test on', () => {
		expect(from('manual', '2026-01-31T11:00:00.000Z')).toBe('2026-01-31T11:58:00.000Z');
	});

	it.each(['init', 'leadershipChange'] as const)('ten minutes before the last event after a restart (%s)', (mode) => {
		expect(from(mode, '2026-01-30T12:00:00.000Z')).toBe('2026-01-30T11:50:00.000Z');
	});

	it('three days ago at most after an outage of n8n', () => {
		expect(from('init', '2026-01-01T00:00:00.000Z')).toBe('2026-01-28T12:00:00.000Z');
	});

	it.each([undefined, 'yesterday', {}, ''])('a day ago after a restart where the note is lost (%p)', (note) => {
		expect(from('init', note)).toBe('2026-01-30T12:00:00.000Z');
	});

	it('an hour ago at most when it is published again', () => {
		expect(from('update', '2026-01-31T11:30:00.000Z')).toBe('2026-01-31T11:20:00.000Z');
		expect(from('update', '2026-01-01T00:00:00.000Z')).toBe('2026-01-31T11:00:00.000Z');
	});

	it('is noted forward alone', () => {
		const note = {};
		noteTime(note, { time: '2026-01-31T12:00:00.000Z' });
		noteTime(note, { time: '2026-01-31T11:00:00.000Z' });
		expect(note).toEqual({ lastEventAt: '2026-01-31T12:00:00.000Z' });
	});
});
