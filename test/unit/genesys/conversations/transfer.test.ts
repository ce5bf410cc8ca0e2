import { transferToQueue } from '../../../../genesys/conversations/conversations';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';
import { agent, conversationBody, customer, flow, gone, waiting, type Part } from './samples';

const SALES = { id: 'queue-2', name: 'Sales' };
const alerting: Part = { ...agent, state: 'alerting' };
const answering = (...parts: Part[]) => fakeGenesys(inTurn(ok(conversationBody(parts)), ok('')));

describe('a transfer to a queue', () => {
	it.each<[string, Part[], string]>([
		['the connected agent', [customer, gone(waiting, 'transfer'), agent], 'participant-2'],
		['an agent who has parked it', [customer, { ...agent, state: 'parked' }], 'participant-1'],
		['an agent to whom it was transferred directly', [customer, gone(agent), { ...agent, purpose: 'user' }], 'participant-2'],
		['the wait in the queue', [customer, gone(flow), waiting], 'participant-2'],
		['the wait, not the alerted agent', [customer, waiting, alerting], 'participant-1'],
		['the alerted agent, if there is no wait', [customer, gone(waiting), alerting], 'participant-2'],
	])('replaces %s', async (_whom, parts, participant) => {
		const { client, requests } = answering(...parts);
		expect(await transferToQueue(client, 'conversation-1', SALES)).toBe('transferred');
		expect(requests).toEqual([
			{ method: 'GET', path: '/api/v2/conversations/conversation-1' },
			{
				method: 'POST',
				path: `/api/v2/conversations/conversation-1/participants/${participant}/replace/queue`,
				body: { queueId: 'queue-2' },
			},
		]);
	});

	it.each([
		['waits in', [customer, waiting]],
		['alerts from', [customer, waiting, alerting]],
	])('changes nothing if the conversation %s that queue already, to keep its place', async (_how, parts) => {
		const { client, requests } = answering(...parts);
		expect(await transferToQueue(client, 'conversation-1', { id: 'queue-1', name: 'Support' })).toBe('alreadyInQueue');
		expect(requests).toHaveLength(1);
	});

	it('takes it from a connected agent even to the queue that it came from', async () => {
		const { client } = answering(customer, gone(waiting), agent);
		expect(await transferToQueue(client, 'conversation-1', { id: 'queue-1', name: 'Support' })).toBe('transferred');
	});

	it.each<[string, Part[], string]>([
		['conversation.ended', [gone(customer), gone(agent)], 'has ended'],
		['not.in.queue', [customer, flow], 'still in the flow'],
	])('refuses with %s before calling Genesys', async (code, parts, words) => {
		const { client, requests } = answering(...parts);
		await expect(transferToQueue(client, 'conversation-1', SALES)).rejects.toMatchObject({
			code,
			message: expect.stringContaining(words),
			advice: expect.any(String),
		});
		expect(requests).toHaveLength(1);
	});

	it('waits for a new conversation that Genesys shows with a delay', async () => {
		const { client, pauses } = fakeGenesys(inTurn(refusal(404), ok(conversationBody([customer, waiting])), ok('')));
		expect(await transferToQueue(client, 'conversation-1', SALES)).toBe('transferred');
		expect(pauses).toEqual([400]);
	});

	it('returns undefined for an unknown conversation', async () => {
		const { client } = fakeGenesys(() => refusal(404));
		expect(await transferToQueue(client, 'conversation-1', SALES)).toBeUndefined();
	});

	it('is not repeated if its outcome is unknown', async () => {
		const { client, requests } = fakeGenesys(inTurn(ok(conversationBody([customer, agent])), brokenConnection(), ok()));
		await expect(transferToQueue(client, 'conversation-1', SALES)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(requests).toHaveLength(2);
	});

	it('includes the missing permission in the error', async () => {
		const permission = 'conversation:communication:blindTransferQueue';
		const { client } = fakeGenesys(inTurn(ok(conversationBody([customer, agent])), lacks(permission)));
		await expect(transferToQueue(client, 'conversation-1', SALES)).rejects.toMatchObject({
			message: expect.stringMatching(/^Transfer conversation: /),
			advice: expect.stringContaining(permission),
		});
	});
});
