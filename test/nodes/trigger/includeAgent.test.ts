import { passTime } from '../../support/movableClock';
import nock from 'nock';
import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { agentMessage, flowMessage } from '../support/deliveries';
import { api, conversationWith, customer, guardNetwork, lacks } from '../support/genesys';
import { triggerServer, type RunningTrigger } from '../support/runTrigger';
import { StoredCredential } from '../support/storedCredential';

guardNetwork('127.0.0.1');
const start = triggerServer();
const SECOND = 1000;

let chats = 0;
/** A conversation that no other test has asked for. */
const newChat = () => `chat-${++chats}`;

const agent = (userId: string, state = 'connected'): IDataObject => ({
	id: `p-${userId}`,
	purpose: 'agent',
	userId,
	name: `Name of ${userId}`,
	messages: [{ id: 'c-2', state, messages: [{ messageId: 'm' }] }],
});

/** Genesys with this agent in the chat; counts what it is asked. */
function genesysWith(conversationId: string, ...agents: IDataObject[]): { chat: number; users: number } {
	const asked = { chat: 0, users: 0 };
	api()
		.persist()
		.get(`/api/v2/conversations/${conversationId}`)
		.reply(200, () => {
			asked.chat++;
			return { ...conversationWith(customer('m'), ...agents), id: conversationId };
		});
	api()
		.persist()
		.get(/^\/api\/v2\/users\//)
		.query(true)
		.reply(200, (request: Request) => {
			asked.users++;
			const userId = new URL(request.url).pathname.split('/').at(-1);
			return { id: userId, name: `Name of ${userId}`, images: [{ resolution: 'x96', imageUri: `https://example.org/${userId}.png` }] };
		});
	return asked;
}

const shown = (userId: string) => ({ id: userId, name: `Name of ${userId}`, imageUrl: `https://example.org/${userId}.png` });

function startWith(options: INodeParameters = { includeAgent: true }, events = ['agentMessage']): RunningTrigger {
	return start({ parameters: { events, options }, credential: new StoredCredential() });
}

describe('with Include Agent', () => {
	it('an item says who wrote, with name and picture', async () => {
		const conversationId = newChat();
		genesysWith(conversationId, agent('u-1'));
		const trigger = startWith();
		expect((await trigger.deliver(agentMessage({ conversationId }))).status).toBe(200);
		expect(trigger.started).toMatchObject([{ event: 'agentMessage', agent: shown('u-1') }]);
	});

	it('a busy chat with 60 messages in a minute costs a handful of requests', async () => {
		const conversationId = newChat();
		const asked = genesysWith(conversationId, agent('u-1'));
		const trigger = startWith();
		for (let message = 0; message < 60; message++) {
			await trigger.deliver(agentMessage({ conversationId }));
			passTime(SECOND);
		}
		expect(trigger.started).toHaveLength(60);
		expect(trigger.started.every((item) => (item.agent as IDataObject | undefined)?.id === 'u-1')).toBe(true);
		expect(asked.chat).toBeLessThanOrEqual(5);
		expect(asked.users).toBe(1);
	});

	it('messages that come at the same moment cost two requests together', async () => {
		const conversationId = newChat();
		const asked = genesysWith(conversationId, agent('u-1'));
		const trigger = startWith();
		await Promise.all(Array.from({ length: 10 }, async () => await trigger.deliver(agentMessage({ conversationId }))));
		expect(trigger.started.map((item) => item.agent)).toEqual(Array(10).fill(shown('u-1')));
		expect(asked).toEqual({ chat: 1, users: 1 });
	});

	it('a transfer shows after 15 seconds at the latest', async () => {
		const conversationId = newChat();
		const trigger = startWith();
		genesysWith(conversationId, agent('u-1'));
		await trigger.deliver(agentMessage({ conversationId }));
		nock.cleanAll();
		genesysWith(conversationId, agent('u-1', 'disconnected'), agent('u-2'));
		passTime(15 * SECOND);
		await trigger.deliver(agentMessage({ conversationId }));
		expect(trigger.started.map((item) => item.agent)).toEqual([shown('u-1'), shown('u-2')]);
	});

	it('an agent who closes the chat with the last words is named too', async () => {
		const conversationId = newChat();
		genesysWith(conversationId, agent('u-1', 'disconnected'));
		const trigger = startWith();
		await trigger.deliver(agentMessage({ conversationId, text: 'Goodbye' }));
		expect(trigger.started).toMatchObject([{ text: 'Goodbye', agent: shown('u-1') }]);
	});

	it('nothing is asked about what the flow says', async () => {
		const trigger = startWith({ includeAgent: true }, ['flowMessage']);
		expect((await trigger.deliver(flowMessage())).status).toBe(200);
		expect(trigger.started[0]).not.toHaveProperty('agent');
	});
});

it('without Include Agent Genesys is asked nothing', async () => {
	const trigger = startWith({});
	await trigger.deliver(agentMessage({ conversationId: newChat() }));
	expect(trigger.started[0]).not.toHaveProperty('agent');
});

describe('a message whose author cannot be found out is delivered without', () => {
	const chat = (conversationId: string) => api().get(`/api/v2/conversations/${conversationId}`);

	it.each<[string, (conversationId: string) => void]>([
		['the role may not see the chat', (id) => void chat(id).reply(403, lacks('conversation:communication:view'))],
		['Genesys does not show it', (id) => void chat(id).reply(404, { code: 'not.found' })],
		['Genesys is busy', (id) => void chat(id).reply(429, { code: 'rate.limited' }, { 'retry-after': '60' })],
		['Genesys fails', (id) => void chat(id).reply(500)],
		['the connection breaks', (id) => void chat(id).replyWithError(Object.assign(new Error('broken'), { code: 'ECONNRESET' }))],
	])('when %s, and it is not tried again at once', async (_when, prepare) => {
		const conversationId = newChat();
		prepare(conversationId);
		const trigger = startWith();
		const began = Date.now();
		for (let message = 0; message < 3; message++) {
			expect((await trigger.deliver(agentMessage({ conversationId }))).status).toBe(200);
		}
		expect(trigger.started).toHaveLength(3);
		for (const item of trigger.started) expect(item).not.toHaveProperty('agent');
		expect(Date.now() - began).toBeLessThan(2 * SECOND);
	});

	it('after three seconds, and the next ones at once, until it is known', async () => {
		const conversationId = newChat();
		chat(conversationId).delay(5 * SECOND).reply(200, { ...conversationWith(customer('m'), agent('u-1')), id: conversationId });
		api().get('/api/v2/users/u-1').query(true).reply(200, { name: 'Late' });
		const trigger = startWith();
		const began = Date.now();
		await trigger.deliver(agentMessage({ conversationId }));
		const first = Date.now() - began;
		await trigger.deliver(agentMessage({ conversationId }));
		const both = Date.now() - began;
		expect(first).toBeGreaterThan(2.5 * SECOND);
		expect(first).toBeLessThan(4.5 * SECOND);
		expect(both - first).toBeLessThan(SECOND);

		await sleep(3 * SECOND);
		await trigger.deliver(agentMessage({ conversationId }));
		expect(trigger.started.map((item) => item.agent)).toEqual([undefined, undefined, { id: 'u-1', name: 'Late' }]);
	});

	it('without a picture where the role may not read users', async () => {
		const conversationId = newChat();
		chat(conversationId).reply(200, { ...conversationWith(customer('m'), agent('u-1')), id: conversationId });
		api().get('/api/v2/users/u-1').query(true).reply(403, lacks('directory:user:view'));
		const trigger = startWith();
		await trigger.deliver(agentMessage({ conversationId }));
		expect(trigger.started[0].agent).toEqual({ id: 'u-1', name: 'Name of u-1' });
	});
});
