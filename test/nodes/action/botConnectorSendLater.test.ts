import type { Models } from 'purecloud-platform-client-v2';
import type { IDataObject } from 'n8n-workflow';
import { api, guardNetwork, lacks } from '../support/genesys';
import { failureOf, runAction } from '../support/runAction';
import { refusalOf, runBot } from '../support/runBotWorkflow';

guardNetwork();

const OUTGOING = '/api/v2/integrations/botconnectors/outgoing/messages';
const SESSION = { botSessionId: 'session-1', botId: 'bot-1', botVersion: '1', language: 'en-us' };
const TEXT = { text: 'Your order has left' };

function takeOutgoing(): IDataObject[] {
	const taken: IDataObject[] = [];
	api().post(OUTGOING).reply(200, async (request: Request) => {
		taken.push((await request.json()) as IDataObject);
		return { messageId: 'genesys-message' };
	});
	return taken;
}

const send = async (parameters: IDataObject = { ...SESSION, ...TEXT }) => await runAction({ operation: 'botConnector: sendLater', parameters: parameters as never });
const refusal = async () => {
	const { message, description } = await failureOf(send());
	return `${message} ${description ?? ''}`;
};

describe('Send Later', () => {
	it("sends to the session of the workflow's trigger", async () => {
		const taken = takeOutgoing();
		const item = await runBot({ operation: 'sendLater', parameters: TEXT, hasNext: true });
		expect(item).toEqual({ messageId: 'genesys-message', botSessionId: 'session-1', conversationId: 'conversation-1', botState: 'MoreData' });
		expect(taken).toHaveLength(1);
	});

	it('sends to another session by its IDs, in the format of the official SDK', async () => {
		const taken = takeOutgoing();
		const [{ json }] = await send({
			...SESSION, botState: 'Complete', intent: 'Done', ...TEXT,
			slots: { values: [{ name: 'count', type: 'Integer', value: 3 }] },
			outputParameters: { values: [{ name: 'summary', value: 'Sent' }] },
		});
		expect(json).toEqual({ messageId: 'genesys-message', botSessionId: 'session-1', botState: 'Complete' });
		const expected: Models.OutgoingMessageRequest = {
			botId: 'bot-1', botVersion: '1', botSessionId: 'session-1', languageCode: 'en-us', botState: 'Complete', intent: 'Done',
			replyMessages: [{ type: 'Text', text: 'Your order has left' }],
			entities: [{ name: 'count', type: 'Integer', value: '3' } as Models.BotEntityValue],
			parameters: { summary: 'Sent' },
		};
		expect(taken).toEqual([expected]);
	});

	it('sends the error in both pairs of fields, as in the SDK and the specification', async () => {
		const taken = takeOutgoing();
		await send({ ...SESSION, botState: 'Failed', errorCode: 'down', errorMessage: 'It is down' });
		expect(taken[0].errorInfo).toEqual({ code: 'down', message: 'It is down', errorCode: 'down', errorMessage: 'It is down' });
	});

	it('rejects messages for the Bot Connector', async () => {
		const { message } = await refusalOf(runBot({ operation: 'sendLater', parameters: TEXT, generation: 'botConnector' }));
		expect(message).toContain("doesn't support later messages");
	});

	it.each(['botSessionId', 'botId', 'botVersion', 'language'])('requires %s without a trigger', async (name) => {
		const { message, description } = await failureOf(send({ ...SESSION, ...TEXT, [name]: '' }));
		expect(message).toContain('is empty');
		expect(description).toContain(name);
	});

	it.each([
		['integration.not.active', "isn't active", 'Activate it'],
		['session.already.closed', "bot's session has ended", 'Send no more messages to it'],
		['session.not.found', 'no bot session', 'botSessionId'],
		['session.bot.id.mismatch', 'another bot', 'botId'],
		['session.bot.version.mismatch', 'another version', 'botVersion'],
	])('explains the cause and fix of %s and keeps the code', async (code, why, advice) => {
		api().post(OUTGOING).reply(409, { status: 409, code, message: 'Conflict', contextId: 'context-1' });
		const [{ json }] = await runAction({ operation: 'botConnector: sendLater', parameters: { ...SESSION, ...TEXT }, node: { onError: 'continueRegularOutput' } });
		expect(json.error).toMatchObject({ code, status: 409, contextId: 'context-1', message: expect.stringContaining(why), advice: expect.stringContaining(advice) });
	});

	it.each([['by its name', lacks('integration:botconnector:send')], ['without a name', { status: 403, code: 'not.authorized', message: 'No' }]])(
		'lists the missing permission if Genesys Cloud returns it %s',
		async (_name, answer) => {
			api().post(OUTGOING).reply(403, answer);
			expect(await refusal()).toContain('integration:botconnector:send');
		},
	);

	it.each<[string, () => void]>([
		['after a 500', () => api().post(OUTGOING).reply(500, {})],
		['after a broken connection', () => api().post(OUTGOING).replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))],
		['after an answer without a message ID', () => api().post(OUTGOING).reply(200, '<html>')],
	])('does not retry %s, since Genesys Cloud cannot detect a repeated message', async (_name, answer) => {
		answer();
		expect(await refusal()).toContain('may get it twice');
	});

	it('retries after a rate limit, when nothing was sent', async () => {
		api().post(OUTGOING).reply(429, {}, { 'retry-after': '0' });
		takeOutgoing();
		expect(await send()).toHaveLength(1);
	});
});
