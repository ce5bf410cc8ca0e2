import { setTimeout as delay } from 'node:timers/promises';
import { closeConnections, connect } from './support/channel.mts';
import { contract, refusalOf } from './support/genesys.mts';
import { eventually } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const { notifications } = genesys;
const settings = async (changes: object) => await genesys.control('PATCH', 'settings', changes);

const DETAIL = 'v2.detail.events.conversation.7c0f1b7e-5d5a-4d2a-9b8e-0f0a4a4f1c11.user.end';
const QUEUE = 'v2.routing.queues.7c0f1b7e-5d5a-4d2a-9b8e-0f0a4a4f1c11.conversations.messages';

afterEach(() => closeConnections());

const newChannel = async () => await notifications.postNotificationsChannels();
const subscribe = async (channelId: string | undefined, topics: string[], ignoreErrors = false) =>
	await notifications.postNotificationsChannelSubscriptions(
		channelId ?? '',
		topics.map((id) => ({ id })),
		{ ignoreErrors },
	);
const topicsOf = async (channelId = '') =>
	(await notifications.getNotificationsChannelSubscriptions(channelId)).entities?.map(({ id }) => id);
const isThere = async (channelId = '') =>
	await notifications.headNotificationsChannel(channelId).then(
		() => true,
		() => false,
	);

describe('a notification channel', () => {
	test('a channel has a URL to connect to and lasts a day', async () => {
		const { id, connectUri, expires = '' } = await newChannel();
		expect(connectUri).toBe(`${genesys.url.replace('http', 'ws')}/channels/${id}`);
		expect(Date.parse(expires) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
		await notifications.headNotificationsChannel(id ?? '');
	});

	test('a channel is found only by its own client', async () => {
		const { id } = await newChannel();
		expect(await isThere(id)).toBe(true);
		await genesys.loginWith();
		expect(await isThere(id)).toBe(false);
		expect(await refusalOf(subscribe(id, []))).toMatchObject({ status: 404, code: 'not.found' });
	});

	test('a channel shows its ID to the token that created it', async () => {
		await genesys.loginWith();
		const { id } = await newChannel();
		expect((await notifications.getNotificationsChannels()).entities).toMatchObject([{ id }]);
		await genesys.login();
		const { id: another } = await newChannel();
		await genesys.login();
		const { entities = [] } = await notifications.getNotificationsChannels({ includechannels: 'oauthclient' });
		expect(entities.length).toBeGreaterThan(0);
		expect(entities.map((channel) => channel.id)).not.toContain(another);
	});

	test('the twenty-first channel replaces the least recently used one, those without a connection first', async () => {
		await genesys.loginWith('analytics:conversationDetail:view');
		const connected = await newChannel();
		await connect(connected);
		const [first, second] = [await newChannel(), await newChannel()];
		for (let number = 3; number < 20; number++) await newChannel();
		await subscribe(first.id, [DETAIL]);
		await newChannel();
		expect(await isThere(second.id)).toBe(false);
		expect([await isThere(first.id), await isThere(connected.id)]).toEqual([true, true]);
	});

	test('a channel ends after a day with a warning to its connection', async () => {
		await settings({ channelLifeSeconds: 4, socketClosingNoticeMs: 3_500 });
		const channel = await newChannel();
		const { frames, closed } = await connect(channel);
		await eventually(
			async () => frames,
			([frame]) => frame?.topicName === 'v2.system.socket_closing',
		);
		expect(await isThere(channel.id)).toBe(true);
		expect(await closed).toBe(1001);
		expect(await isThere(channel.id)).toBe(false);
		await settings({ channelLifeSeconds: 86_400, socketClosingNoticeMs: 60_000 });
	});

	test("a channel's day starts again with every subscription", async () => {
		await settings({ channelLifeSeconds: 4, socketClosingNoticeMs: 0 });
		const channel = await newChannel();
		for (let turn = 0; turn < 4; turn++) {
			await delay(1_200);
			await subscribe(channel.id, [DETAIL]);
		}
		expect(await isThere(channel.id)).toBe(true);
		await eventually(
			() => isThere(channel.id),
			(there) => !there,
		);
		await settings({ channelLifeSeconds: 86_400, socketClosingNoticeMs: 60_000 });
	});
});

describe('notification topics', () => {
	test('topics are listed with the permissions that they need', async () => {
		const { entities = [] } = await notifications.getNotificationsAvailabletopics({
			expand: ['description', 'requiresPermissions'],
		});
		expect(entities.find(({ id }) => id === 'v2.detail.events.conversation.{id}.user.end')).toEqual({
			id: 'v2.detail.events.conversation.{id}.user.end',
			description: expect.stringContaining('UserEndEvent'),
			requiresPermissions: ['analytics:conversationDetail:view'],
		});
	});

	test('topics are added, replaced, and removed', async () => {
		const { id } = await newChannel();
		expect(await subscribe(id, [DETAIL])).toMatchObject({ entities: [{ id: DETAIL, state: 'Permitted' }] });
		await subscribe(id, [QUEUE]);
		expect(await topicsOf(id)).toEqual([DETAIL, QUEUE]);
		await notifications.putNotificationsChannelSubscriptions(id ?? '', [{ id: QUEUE }]);
		expect(await topicsOf(id)).toEqual([QUEUE]);
		await notifications.deleteNotificationsChannelSubscriptions(id ?? '');
		expect(await topicsOf(id)).toEqual([]);
	});

	test('topics without permission reject the whole request', async () => {
		await genesys.loginWith('analytics:conversationDetail:view');
		const { id } = await newChannel();
		expect(await refusalOf(subscribe(id, [DETAIL, QUEUE]))).toMatchObject({
			status: 403,
			code: 'missing.permissions',
			messageParams: { permissions: 'conversation:message:view' },
		});
		expect(await topicsOf(id)).toEqual([]);
	});

	test('topics without permission are rejected one by one if errors are ignored', async () => {
		await genesys.loginWith('analytics:conversationDetail:view');
		const { id } = await newChannel();
		const { entities } = await subscribe(id, [DETAIL, QUEUE], true);
		expect(entities).toMatchObject([
			{ id: DETAIL, state: 'Permitted' },
			{
				id: QUEUE,
				state: 'Rejected',
				rejectionReason: expect.any(String),
				missingPermissions: ['conversation:message:view'],
			},
		]);
		expect(await topicsOf(id)).toEqual([DETAIL]);
	});

	test.each(['v2.conversations.messages', 'v2.detail.events.conversation.{id}.user.end'])(
		'%s cannot be subscribed to',
		async (topic) => {
			const { id } = await newChannel();
			expect(await refusalOf(subscribe(id, [topic]))).toMatchObject({ status: 400, code: 'invalid.value' });
		},
	);

	test('a channel holds at most a thousand topics', async () => {
		const { id } = await newChannel();
		const topics = (count: number) =>
			Array.from({ length: count }, (_, index) => DETAIL.replace('7c0f1b7e', String(10_000_000 + index)));
		await subscribe(id, topics(1000));
		expect(await refusalOf(subscribe(id, [QUEUE]))).toMatchObject({ status: 400 });
		expect(await topicsOf(id)).toHaveLength(1000);
	});
});

describe('a notification connection', () => {
	test('a connection sends heartbeats', async () => {
		await settings({ heartbeatMs: 50 });
		const { frames } = await connect(await newChannel());
		await eventually(
			async () => frames,
			({ length }) => length >= 2,
		);
		expect(frames[0]).toEqual({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } });
		await settings({ heartbeatMs: 30_000 });
	});

	test('a connection answers ping with pong', async () => {
		const { frames, send } = await connect(await newChannel());
		send({ message: 'ping' });
		await eventually(
			async () => frames,
			({ length }) => length > 0,
		);
		expect(frames).toEqual([{ topicName: 'channel.metadata', eventBody: { message: 'pong' } }]);
	});

	test('a connection accepts subscriptions and rejects those without permission', async () => {
		await genesys.loginWith('analytics:conversationDetail:view');
		const channel = await newChannel();
		const { frames, send } = await connect(channel);
		send({ message: 'subscribe', topics: [DETAIL], correlationId: 'one' });
		send({ message: 'subscribe', topics: [QUEUE], correlationId: 'two' });
		await eventually(
			async () => frames,
			({ length }) => length === 2,
		);
		expect(frames).toMatchObject([
			{ result: '200', status: 'subscribed', correlationId: 'one' },
			{ result: '403', correlationId: 'two' },
		]);
		expect(await topicsOf(channel.id)).toEqual([DETAIL]);
	});

	test('a connection replaces the previous one', async () => {
		const channel = await newChannel();
		const { closed } = await connect(channel);
		await connect(channel);
		expect(await closed).toBe(1001);
	});

	test('a connection keeps the previous one if a channel allows several', async () => {
		await settings({ socketsPerChannel: 'all' });
		const channel = await newChannel();
		await connect(channel);
		await connect(channel);
		const channels = await genesys.control<Array<{ id: string; connections: number }>>('GET', 'channels');
		expect(channels.find(({ id }) => id === channel.id)).toMatchObject({ connections: 2, topics: [] });
		await settings({ socketsPerChannel: 'newest' });
	});

	test('a connection is refused if the channel does not exist', async () => {
		const { connectUri = '', id = '' } = await newChannel();
		const unknown = connectUri.replace(id, '7c0f1b7e-5d5a-4d2a-9b8e-0f0a4a4f1c11');
		await expect(connect({ connectUri: unknown })).rejects.toThrow('404');
		await expect(connect({ connectUri: connectUri.replace('/channels/', '/elsewhere/') })).rejects.toThrow('404');
	});
});
