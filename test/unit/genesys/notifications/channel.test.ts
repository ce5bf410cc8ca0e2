import { openChannel } from '../../../../genesys/notifications/channel';
import { RefusedError } from '../../../../genesys/errors';
import { fakeGenesys, inTurn, lacks, ok, refusal, rejectionOf } from '../fakeGenesys';

const CHANNEL = ok({ id: 'channel-1', connectUri: 'wss://streaming.mypurecloud.de/channels/channel-1' });
const KNOWN = { id: 'channel-1', address: 'wss://streaming.mypurecloud.de/channels/channel-1' };
const permitted = (id: string) => ({ id, state: 'Permitted' });

describe('a notification channel', () => {
	it('is created with all its topics in one call', async () => {
		const { client, requests } = fakeGenesys(inTurn(CHANNEL, ok({ entities: [permitted('a'), permitted('b')] })));
		expect(await openChannel(client, ['a', 'b'])).toEqual(KNOWN);
		expect(requests).toEqual([
			{ method: 'POST', path: '/api/v2/notifications/channels', body: {} },
			{
				method: 'PUT',
				path: '/api/v2/notifications/channels/channel-1/subscriptions',
				query: { ignoreErrors: true },
				body: [{ id: 'a' }, { id: 'b' }],
			},
		]);
	});

	it('is reused, because subscribing renews it', async () => {
		const { client, requests } = fakeGenesys(inTurn(ok({ entities: [permitted('a')] })));
		expect(await openChannel(client, ['a'], { known: KNOWN })).toBe(KNOWN);
		expect(requests).toMatchObject([{ method: 'PUT', path: '/api/v2/notifications/channels/channel-1/subscriptions', body: [{ id: 'a' }] }]);
	});

	it.each([400, 404, 410])('is replaced once Genesys has forgotten it (%i)', async (status) => {
		const { client, requests } = fakeGenesys(inTurn(refusal(status), CHANNEL, ok({ entities: [permitted('a')] })));
		expect(await openChannel(client, ['a'], { known: { id: 'old', address: 'wss://old' } })).toEqual(KNOWN);
		expect(requests.map(({ method }) => method)).toEqual(['PUT', 'POST', 'PUT']);
	});

	it('is kept after another failure', async () => {
		const { client, requests } = fakeGenesys(inTurn(lacks('notifications:channel:edit')));
		expect(await rejectionOf(openChannel(client, ['a'], { known: KNOWN }))).toMatchObject({ status: 403 });
		expect(requests).toHaveLength(1);
	});

	it('includes every rejected topic and the missing permissions in the error', async () => {
		const rejected = [
			{ id: 'a', state: 'Rejected', rejectionReason: 'Missing permissions', missingPermissions: ['conversation:message:view'] },
			{ id: 'b', state: 'rejected', missingPermissions: ['conversation:message:view'] },
		];
		const { client } = fakeGenesys(inTurn(CHANNEL, ok({ entities: [permitted('c'), ...rejected] })));
		const error = await rejectionOf(openChannel(client, ['a', 'b', 'c']));
		expect(error).toBeInstanceOf(RefusedError);
		expect(error).toMatchObject({
			code: 'topics.rejected',
			message:
				'Listen to notifications: Genesys Cloud refused a – Missing permissions; b. The role is missing conversation:message:view',
			advice: expect.stringContaining('Add conversation:message:view to the role') as string,
		});
	});

	it('works without rejected topics if allowed, as long as others are accepted', async () => {
		const rejected = [{ id: 'a', state: 'Rejected', missingPermissions: ['conversation:message:view'] }];
		const onRejected = jest.fn();
		const open = async (topics: string[]) => await openChannel(fakeGenesys(inTurn(CHANNEL, ok({ entities: rejected }))).client, topics, { onRejected });
		expect(await open(['a', 'b'])).toEqual(KNOWN);
		expect(onRejected.mock.calls).toMatchObject([[{ code: 'topics.rejected' }]]);
		expect(await rejectionOf(open(['a']))).toMatchObject({ code: 'topics.rejected' });
	});

	it('explains what to check if no permission is missing', async () => {
		const { client } = fakeGenesys(inTurn(CHANNEL, ok({ entities: [{ id: 'a', state: 'Rejected', rejectionReason: 'unknown' }] })));
		expect(await rejectionOf(openChannel(client, ['a']))).toMatchObject({ advice: expect.stringContaining('queue exists') as string });
	});

	it('passes on a rejection of the entire call', async () => {
		const { client } = fakeGenesys(inTurn(CHANNEL, lacks('notifications:channel:add')));
		expect(await rejectionOf(openChannel(client, ['a']))).toMatchObject({ code: 'missing.permissions' });
	});

	it.each([{}, { id: 'channel-1' }, null, 'channel-1'])('is invalid without an address: %j', async (body) => {
		const { client, requests } = fakeGenesys(inTurn(ok(body)));
		expect(await rejectionOf(openChannel(client, ['a']))).toMatchObject({ code: 'unexpected.answer' });
		expect(requests.map(({ method }) => method)).not.toContain('PUT');
	});
});
