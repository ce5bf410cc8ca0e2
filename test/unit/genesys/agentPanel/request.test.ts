import { bearerToken, readPanelRequest } from '../../../../genesys/agentPanel/request';

const NOW = 1_769_853_600_000;
const request = (changes: object = {}) => ({ event: 'panelOpened', conversationId: '99999999-2222-4333-8444-555555555555', requestId: 'AAAAAAAA-2222-4333-8444-555555555555', sentAt: NOW, ...changes });
const read = (body: unknown) => readPanelRequest(Buffer.from(JSON.stringify(body)), NOW);

it('reads the known fields of a request, with lowercase IDs', () => {
	expect(read(request({ token: 'secret', action: { name: 'ignored' } }))).toEqual({
		event: 'panelOpened', conversationId: '99999999-2222-4333-8444-555555555555', requestId: 'aaaaaaaa-2222-4333-8444-555555555555', sentAt: NOW,
	});
});

it.each<[given: unknown, action: object]>([
	[{ name: 'refund' }, { name: 'refund' }],
	[{ name: 'refund', value: null }, { name: 'refund' }],
	[{ name: 'search', value: '' }, { name: 'search', value: '' }],
	[{ name: 'search', value: 4711, more: true }, { name: 'search', value: '4711' }],
])('reads the action %j', (given, action) => expect(read(request({ event: 'panelAction', action: given }))).toMatchObject({ action }));

it.each([undefined, null, 'refund', [], {}, { name: '' }, { name: 'x'.repeat(201) }, { name: 'x', value: [] }, { name: 'x', value: 'x'.repeat(10_001) }])('rejects the action %j', (action) => {
	expect(read(request({ event: 'panelAction', action }))).toMatchObject({ status: 400, code: 'badRequest' });
});

it.each([[-60_000, undefined], [60_000, undefined], [60_001, 'tooOld'], [-60_001, 'tooOld']])('treats a request sent %i ms from now as %s', (skew, code) => {
	expect((read(request({ sentAt: NOW + skew })) as { code?: string }).code).toBe(code);
});

it.each([
	['Bearer abc.DEF-_~+/==', 'abc.DEF-_~+/=='],
	['bearer abc', 'abc'],
	['Bearer abc,def', undefined],
	['Bearer a\nb', undefined],
	['Bearer', undefined],
	['abc', undefined],
	[['Bearer abc'], undefined],
	[undefined, undefined],
])('reads from the header %j the token %j', (header, token) => expect(bearerToken(header)).toBe(token));
