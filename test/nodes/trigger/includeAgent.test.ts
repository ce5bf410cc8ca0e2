import { passTime } from '../../support/movableClock';
import type nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { deferred } from '../support/deferred';
import { agentMessage, flowMessage, typing } from '../support/deliveries';
import { api, conversationWith, customer, guardNetwork, lacks } from '../support/genesys';
import { triggerServer, type RunningTrigger } from '../support/runTrigger';
import { StoredCredential } from '../support/storedCredential';

guardNetwork('127.0.0.1');
const start = triggerServer();
const SECOND = 1000;

let chats = 0;
/** A conversation that no other test has requested. */
const newChat = () => `chat-${++chats}`;

/** An agent's part in a conversation, with the messages that Genesys lists for it. */
const agent = (userId: string, messageIds: unknown[] = [], changes: IDataObject = {}): IDataObject => ({
	id: `p-${userId}`,
	purpose: 'agent',
	userId,
	name: `Name of ${userId}`,
	messages: [{ id: 'c-2', state: 'connected', messages: messageIds.map((messageId) => ({ messageId })), ...changes }],
});
const left = (userId: string, messageIds: unknown[] = [], times: IDataObject = {}) =>
	agent(userId, messageIds, { state: 'disconnected', disconnectType: 'transfer', ...times });

/** Genesys with these agents in the conversation at the time of the request; counts requests. */
function genesysWith(conversationId: string, agents: () => IDataObject[]): { chat: number; users: number } {
	const asked = { chat: 0, users: 0 };
	api()
		.persist()
		.get(`/api/v2/conversations/${conversationId}`)
		.reply(200, () => {
			asked.chat++;
			return { ...conversationWith(customer('m'), ...agents()), id: conversationId };
		});
	api()
		.persist()
		.get(/^\/api\/v2\/users\//)
		.reply(200, (request: Request) => {
			asked.users++;
			const userId = new URL(request.url).pathname.split('/').at(-1);
			return { id: userId, name: `Name of ${userId}`, images: [{ resolution: 'x96', imageUri: `https://example.org/${userId}.png` }] };
		});
	return asked;
}

/** The same for one lookup of the conversation, and none of an agent. */
function chatOf(conversationId: string, ...agents: IDataObject[]): void {
	api().get(`/api/v2/conversations/${conversationId}`).reply(200, { ...conversationWith(customer('m'), ...agents), id: conversationId });
}

/** A response of Genesys that arrives when the test releases it. */
function later(request: nock.Interceptor, body: IDataObject) {
	const [requested, arrival] = [deferred<void>(), deferred<IDataObject>()];
	request.reply(200, async () => {
		requested.resolve();
		return await arrival.promise;
	});
	return { isRequested: requested.promise, arrive: () => arrival.resolve(body) };
}

const shown = (userId: string) => ({ id: userId, name: `Name of ${userId}`, imageUrl: `https://example.org/${userId}.png` });

function startWith(options: INodeParameters = { includeAgent: true }, events = ['agentMessage']): RunningTrigger {
	return start({ parameters: { events, options }, credential: new StoredCredential() });
}

describe('with Include Agent', () => {
	it('adds the author with name and picture', async () => {
		const conversationId = newChat();
		genesysWith(conversationId, () => [agent('u-1')]);
		const trigger = startWith();
		expect((await trigger.deliver(agentMessage({ conversationId }))).status).toBe(200);
		expect(trigger.started).toMatchObject([{ event: 'agentMessage', agent: shown('u-1') }]);
	});

	it('makes one request per message for 60 messages in sequence, and one for the agent', async () => {
		const conversationId = newChat();
		const written: unknown[] = [];
		const asked = genesysWith(conversationId, () => [agent('u-1', written)]);
		const trigger = startWith();
		for (let message = 0; message < 60; message++) {
			const delivery = agentMessage({ conversationId });
			written.push(delivery.id);
			await trigger.deliver(delivery);
			passTime(SECOND);
		}
		expect(trigger.started.map((item) => item.agent)).toEqual(Array(60).fill(shown('u-1')));
		expect(asked.chat).toBeLessThanOrEqual(60);
		expect(asked.users).toBe(1);
	});

	it('makes two requests for messages that arrive together', async () => {
		const conversationId = newChat();
		const deliveries = Array.from({ length: 10 }, () => agentMessage({ conversationId }));
		const asked = genesysWith(conversationId, () => [agent('u-1', deliveries.map(({ id }) => id))]);
		const trigger = startWith();
		await Promise.all(deliveries.map(async (delivery) => await trigger.deliver(delivery)));
		expect(trigger.started.map((item) => item.agent)).toEqual(Array(10).fill(shown('u-1')));
		expect(asked).toEqual({ chat: 1, users: 1 });
	});

	it("names an agent who takes over with their first message, a second after the previous agent's", async () => {
		const conversationId = newChat();
		const [first, second] = [agentMessage({ conversationId }), agentMessage({ conversationId })];
		let agents = [agent('u-1', [first.id])];
		genesysWith(conversationId, () => agents);
		const trigger = startWith();
		await trigger.deliver(first);
		agents = [left('u-1', [first.id]), agent('u-2', [second.id])];
		passTime(SECOND);
		await trigger.deliver(second);
		expect(trigger.started.map((item) => item.agent)).toEqual([shown('u-1'), shown('u-2')]);
	});

	it('names the author whose message arrives after the transfer, not the current agent', async () => {
		const conversationId = newChat();
		const [late, next] = [agentMessage({ conversationId }), agentMessage({ conversationId })];
		genesysWith(conversationId, () => [left('u-1', [late.id]), agent('u-2', [next.id])]);
		const trigger = startWith();
		await trigger.deliver(next);
		await trigger.deliver(late);
		expect(trigger.started.map((item) => item.agent)).toEqual([shown('u-2'), shown('u-1')]);
	});

	it('names the agent if Genesys lists messages as in its notifications', async () => {
		const conversationId = newChat();
		const delivery = agentMessage({ conversationId });
		const asInTopic = { messages: [{ message: { id: delivery.id }, messageTime: '2026-01-31T10:00:00.000Z' }] };
		genesysWith(conversationId, () => [left('u-1', [], asInTopic), agent('u-2')]);
		const trigger = startWith();
		await trigger.deliver(delivery);
		expect(trigger.started).toMatchObject([{ agent: shown('u-1') }]);
	});

	it('names an agent who ends the conversation right after the message', async () => {
		const conversationId = newChat();
		const delivery = agentMessage({ conversationId, text: 'Goodbye' });
		genesysWith(conversationId, () => [left('u-1', [delivery.id])]);
		const trigger = startWith();
		await trigger.deliver(delivery);
		expect(trigger.started).toMatchObject([{ text: 'Goodbye', agent: shown('u-1') }]);
	});

	it("names no agent for a message that the API sent in an agent's conversation", async () => {
		const conversationId = newChat();
		const delivery = agentMessage({ conversationId, originatingEntity: undefined });
		chatOf(conversationId, agent('u-1'), { ...agent('', [delivery.id]), purpose: 'api', userId: undefined });
		const trigger = startWith();
		await trigger.deliver(delivery);
		expect(trigger.started).toHaveLength(1);
		expect(trigger.started[0]).not.toHaveProperty('agent');
	});

	it('uses the name in the conversation if the picture is unavailable, and does not request it again immediately', async () => {
		const conversationId = newChat();
		const written: unknown[] = [];
		api()
			.persist()
			.get(`/api/v2/conversations/${conversationId}`)
			.reply(200, () => ({ ...conversationWith(customer('m'), agent('u-1', written)), id: conversationId }));
		api().get('/api/v2/users/u-1').reply(500);
		const trigger = startWith();
		for (let message = 0; message < 3; message++) {
			const delivery = agentMessage({ conversationId });
			written.push(delivery.id);
			await trigger.deliver(delivery);
		}
		expect(trigger.started.map((item) => item.agent)).toEqual(Array(3).fill({ id: 'u-1', name: 'Name of u-1' }));
	});

	it('uses the name in the conversation if the picture takes more than three seconds, and does not delay the next message', async () => {
		const conversationId = newChat();
		for (let look = 0; look < 2; look++) chatOf(conversationId, agent('u-1'));
		const picture = later(api().get('/api/v2/users/u-1'), { name: 'Late' });
		const trigger = startWith();
		const first = trigger.deliver(agentMessage({ conversationId }));
		await picture.isRequested;
		passTime(3 * SECOND);
		await first;
		await trigger.deliver(agentMessage({ conversationId }));
		expect(trigger.started.map((item) => item.agent)).toEqual(Array(2).fill({ id: 'u-1', name: 'Name of u-1' }));
		picture.arrive();
	});

	it("makes no request for a flow's message", async () => {
		const trigger = startWith({ includeAgent: true }, ['flowMessage']);
		expect((await trigger.deliver(flowMessage())).status).toBe(200);
		expect(trigger.started[0]).not.toHaveProperty('agent');
	});
});

it('makes no request without Include Agent', async () => {
	const trigger = startWith({});
	await trigger.deliver(agentMessage({ conversationId: newChat() }));
	expect(trigger.started[0]).not.toHaveProperty('agent');
});

describe('a message whose author is unknown is emitted without the agent', () => {
	it.each<[string, (request: nock.Interceptor) => nock.Scope]>([
		['the role cannot view the conversation', (request) => request.reply(403, lacks('conversation:communication:view'))],
		['Genesys does not find it', (request) => request.reply(404, { code: 'not.found' })],
		['Genesys is busy', (request) => request.reply(429, { code: 'rate.limited' }, { 'retry-after': '60' })],
		['Genesys fails', (request) => request.reply(500)],
		['the connection breaks', (request) => request.replyWithError(Object.assign(new Error('broken'), { code: 'ECONNRESET' }))],
	])('if %s, and the lookup is not retried immediately', async (_when, prepare) => {
		const conversationId = newChat();
		let lookups = 0;
		prepare(api().persist().get(`/api/v2/conversations/${conversationId}`)).on('request', () => lookups++);
		const trigger = startWith();
		for (let message = 0; message < 3; message++) {
			expect((await trigger.deliver(agentMessage({ conversationId }))).status).toBe(200);
		}
		expect([trigger.started.length, lookups]).toEqual([3, 1]);
		for (const item of trigger.started) expect(item).not.toHaveProperty('agent');
	});

	it('after three seconds, and the next ones without delay, until the author is known', async () => {
		const conversationId = newChat();
		const [first, second, ...next] = Array.from({ length: 50 }, () => agentMessage({ conversationId }));
		const whole = later(api().get(`/api/v2/conversations/${conversationId}`), { ...conversationWith(customer('m'), agent('u-1', next.map(({ id }) => id))), id: conversationId });
		api().get('/api/v2/users/u-1').reply(200, { name: 'Late' });
		const trigger = startWith();
		const waiting = trigger.deliver(first);
		await whole.isRequested;
		passTime(2.9 * SECOND);
		await startWith().deliver(typing());
		expect(trigger.started).toEqual([]);
		passTime(0.1 * SECOND);
		await waiting;
		await trigger.deliver(second);
		expect(trigger.started.map((item) => item.agent)).toEqual([undefined, undefined]);
		whole.arrive();
		while (!trigger.started.at(-1)?.agent && next.length > 0) await trigger.deliver(next.pop() ?? {});
		expect(trigger.started.at(-1)?.agent).toEqual({ id: 'u-1', name: 'Late' });
	});

	it('without a picture if the role cannot read users', async () => {
		const conversationId = newChat();
		chatOf(conversationId, agent('u-1'));
		api().get('/api/v2/users/u-1').reply(403, lacks('directory:user:view'));
		const trigger = startWith();
		await trigger.deliver(agentMessage({ conversationId }));
		expect(trigger.started[0].agent).toEqual({ id: 'u-1', name: 'Name of u-1' });
	});
});
