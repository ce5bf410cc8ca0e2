import type { IDataObject } from 'n8n-workflow';
import { openHandovers } from '../../../nodes/shared/customerTurn';
import { passTime } from '../../support/movableClock';
import { deferred } from '../support/deferred';
import { api, guardNetwork, INBOUND, showConversation, takeInbound, type InboundBody } from '../support/genesys';
import { CONVERSATION } from '../support/ids';
import { showLooks, shown } from '../support/looks';
import { runAction, runOnce } from '../support/runAction';
import { integrationId, runRouter } from '../support/runRouter';
import { StoredCredential } from '../support/storedCredential';

/** Simultaneous executions of one process for the same customer. */

guardNetwork();

const start = async (credential: StoredCredential, text = 'I want to talk to an agent') =>
	await runOnce('handover: start', { integrationId, customerId: 'customer-42', text }, credential);
const write = async (credential: StoredCredential, text: string, item: IDataObject = {}) =>
	await runRouter({ items: [{ text, ...item }], credential });
const textsOf = (sent: InboundBody[]) => sent.map(({ text }) => text);

/** Accepts a message only when the test allows it. */
function takeLate(sent: InboundBody[]) {
	const taken = deferred<void>();
	const begun = deferred<void>();
	api()
		.post(INBOUND)
		.query(true)
		.reply(200, async (request: Request) => {
			const body = (await request.json()) as InboundBody;
			begun.resolve();
			await taken.promise;
			sent.push(body);
			return { id: 'first', conversationId: CONVERSATION };
		});
	return { begun: begun.promise, take: () => taken.resolve() };
}

describe('a message written while the handover starts', () => {
	it('waits, goes to the agent after it, and never reaches the bot, although the workflow has no ID yet', async () => {
		const credential = new StoredCredential();
		const sent: InboundBody[] = [];
		const { begun, take } = takeLate(sent);
		showConversation();
		showLooks(shown('connected'));
		const starting = start(credential);
		await begun;
		const writing = ['It is about order 9', 'Are you there?', 'Hello?'].map(async (text) => await write(credential, text));
		const rest = takeInbound(3);
		take();
		await starting;
		const routed = await Promise.all(writing);
		expect(routed.flatMap(({ bot }) => bot)).toEqual([]);
		expect([...textsOf(sent), ...textsOf(rest)]).toEqual(['I want to talk to an agent', 'It is about order 9', 'Are you there?', 'Hello?']);
	});

	it('goes to the agent although Genesys Cloud does not show the new conversation yet', async () => {
		const credential = new StoredCredential();
		const sent = takeInbound(2);
		showConversation();
		await start(credential);
		showLooks(404, { times: 6 });
		expect((await write(credential, 'Hello?')).agent).toHaveLength(1);
		expect(sent).toHaveLength(2);
	});

	it('goes to the bot if the handover cannot be started', async () => {
		const credential = new StoredCredential();
		api().post(INBOUND).query(true).reply(400, { code: 'bad.request', message: 'No', status: 400 });
		const starting = start(credential);
		const writing = write(credential, 'Hello?');
		await expect(starting).rejects.toThrow('400');
		expect((await writing).bot).toMatchObject([{ json: { text: 'Hello?', handoverEnded: false } }]);
	});

	it("does not wait for another customer's", async () => {
		const credential = new StoredCredential();
		const { begun, take } = takeLate([]);
		showConversation();
		const starting = start(credential);
		await begun;
		expect((await write(credential, 'Hi', { customer: 'customer-43' })).bot).toHaveLength(1);
		take();
		await starting;
	});
});

it("sends one customer's messages in order, across operations and executions", async () => {
	const credential = new StoredCredential();
	const first: InboundBody[] = [];
	const { begun, take } = takeLate(first);
	const send = async (text: string) => await runAction({ operation: 'message: send', parameters: { integrationId, customerId: 'customer-42', text }, credential });
	const sending = [send('1')];
	await begun;
	showLooks(shown('connected'));
	const rest = takeInbound(2);
	sending.push(send('2'));
	const routing = write(credential, '3', { conversationId: CONVERSATION });
	take();
	await Promise.all([...sending, routing]);
	expect([...textsOf(first), ...textsOf(rest)]).toEqual(['1', '2', '3']);
});

describe('a handover that this process has started', () => {
	const started = async () => {
		const credential = new StoredCredential();
		takeInbound();
		showConversation();
		await start(credential);
		return credential;
	};

	it('has ended for a message without an ID once Genesys Cloud reports it, and is then not looked up again', async () => {
		const credential = await started();
		showLooks(shown('disconnected'));
		expect((await write(credential, 'Hello')).bot).toMatchObject([{ json: { handoverEnded: false } }]);
		expect((await write(credential, 'Hello again')).bot).toHaveLength(1);
	});

	it('takes precedence over an earlier ID that the workflow read too soon', async () => {
		const credential = await started();
		showLooks(shown('connected'));
		takeInbound();
		const { agent } = await write(credential, 'Hello?', { conversationId: 'an-earlier-one' });
		expect(agent).toMatchObject([{ json: { conversationId: CONVERSATION } }]);
	});

	it('leaves a message without content, such as the end of the chat, to the bot', async () => {
		const credential = await started();
		expect((await write(credential, '')).bot).toHaveLength(1);
	});

	it("is forgotten after ten minutes, when the workflow's stored ID applies", async () => {
		const credential = await started();
		passTime(10 * 60_000);
		expect((await write(credential, 'Hello')).bot).toHaveLength(1);
	});

	it('is looked up again immediately after its end was reported', async () => {
		const credential = await started();
		showLooks(shown('connected'));
		takeInbound();
		await write(credential, 'Thanks');
		openHandovers.doubt(CONVERSATION);
		showLooks(shown('disconnected'));
		expect((await write(credential, 'Hello bot')).bot).toHaveLength(1);
	});
});
