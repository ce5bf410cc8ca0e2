import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { openTurns } from '../../../nodes/shared/openTurns';
import { api, guardNetwork } from '../support/genesys';
import { runAction } from '../support/runAction';
import { refusalOf, runBot, UTTERANCE } from '../support/runBotWorkflow';

guardNetwork();

const OUTGOING = '/api/v2/integrations/botconnectors/outgoing/messages';
const TEXT = { text: 'Hello' };

/** Opens a turn in this process. Returns the items that answered it. */
function openTurn(messageId = UTTERANCE.messageId): IDataObject[] {
	const taken: IDataObject[] = [];
	close = openTurns.open({ botSessionId: UTTERANCE.botSessionId, messageId }, (item) => void taken.push(item));
	return taken;
}
let close = (): void => {};
afterEach(() => close());

function takeOutgoing(): IDataObject[] {
	const taken: IDataObject[] = [];
	api().post(OUTGOING).reply(200, async (request: Request) => {
		taken.push((await request.json()) as IDataObject);
		return { messageId: 'genesys-message' };
	});
	return taken;
}

describe('delivering a reply', () => {
	it("immediately answers an open turn in this process, regardless of the node's position", async () => {
		for (const place of [{}, { hasNext: true }]) {
			const taken = openTurn();
			const item = await runBot({ parameters: TEXT, ...place });
			expect(item).toMatchObject({ botSessionId: 'session-1', botState: 'MoreData', delivered: true });
			expect(taken.map((answer) => ({ ...answer, delivered: true }))).toEqual([item]);
			expect(taken[0]).not.toHaveProperty('delivered');
			close();
		}
	});

	it("leaves the reply to the last node's item if no turn is open, as in a queue-mode worker", async () => {
		for (const place of [{}, { hasNext: true, isNextDisabled: true }]) {
			expect(await runBot({ parameters: TEXT, ...place })).toEqual({
				botSessionId: 'session-1',
				botState: 'MoreData',
				replyMessages: [{ type: 'Text', text: 'Hello' }],
				replymessages: [{ type: 'Text', text: 'Hello' }],
				delivered: false,
			});
		}
	});

	it('sends a separate message from a worker if it is not the last node', async () => {
		const taken = takeOutgoing();
		expect(await runBot({ parameters: TEXT, hasNext: true })).toMatchObject({ delivered: true });
		expect(taken).toEqual([
			{ botId: 'bot-1', botVersion: '1', botSessionId: 'session-1', languageCode: 'en-us', botState: 'MoreData', replyMessages: [{ type: 'Text', text: 'Hello' }] },
		]);
	});

	it('sends a separate message after a node that waits, since the HTTP response is gone', async () => {
		const taken = takeOutgoing();
		expect(await runBot({ parameters: TEXT, wait: { amount: 2, unit: 'minutes' } })).toMatchObject({ delivered: true });
		expect(taken).toHaveLength(1);
		expect(await runBot({ parameters: TEXT, wait: { amount: 2 } })).toMatchObject({ delivered: false });
		const failure = await refusalOf(runBot({ parameters: TEXT, wait: { resume: 'webhook' }, generation: 'botConnector' }));
		expect(failure.message).toContain('has no open request');
	});

	it('explains that the Bot Connector cannot send separate messages', async () => {
		const failure = await refusalOf(runBot({ parameters: TEXT, hasNext: true, generation: 'botConnector' }));
		expect(failure.message).toContain('has no open request');
		expect(failure.description).toContain('last node');
	});

	it('only shows the item in a manual execution without an open turn', async () => {
		expect(await runBot({ parameters: TEXT, hasNext: true, mode: 'manual' })).toMatchObject({ delivered: false });
	});

	it('answers another session by its ID under Options, as in a sub-workflow', async () => {
		const taken = openTurn('another message');
		const parameters = { ...TEXT, options: { botSessionId: '={{ $json.botSessionId }}' } };
		expect(await runBot({ parameters, startsElsewhere: true, utterance: { botSessionId: 'session-1' }, hasNext: true })).toMatchObject({ delivered: true });
		expect(taken).toHaveLength(1);
	});

	it('explains the fix if there is neither a trigger nor a session ID', async () => {
		const failure = await refusalOf(runBot({ parameters: TEXT, startsElsewhere: true, utterance: {} }));
		expect(failure.description).toContain('Session ID');
	});
});

describe("replying as an AI agent's tool", () => {
	it.each(['agent', 'olderAgent'] as const)('answers the session of the trigger before the agent (%s), and instructs the model to say nothing more', async (asTool) => {
		const taken = openTurn();
		const { tool } = await runBot({ parameters: TEXT, asTool });
		expect(tool).toMatchObject({ botSessionId: 'session-1', delivered: true, sayNothingMore: true });
		expect(taken).toHaveLength(1);
		expect(taken[0]).not.toHaveProperty('delivered');
	});

	it('sends a separate message from a worker', async () => {
		const taken = takeOutgoing();
		expect((await runBot({ parameters: TEXT, asTool: 'agent' })).tool).toMatchObject({ delivered: true, sayNothingMore: true });
		expect(taken).toHaveLength(1);
	});

	it("lists the bot's intents if the model uses an unknown one", async () => {
		const { tool } = await runBot({ parameters: { botState: 'Complete', intent: 'Order' }, asTool: 'agent' });
		expect(tool).toEqual({ error: 'The bot has no intent "Order". It has "Escalate", "Done"' });
	});
});

describe('the content of a reply', () => {
	const reply = async (parameters: INodeParameters, generation?: string) => await runBot({ parameters, generation });
	const refusal = async (parameters: INodeParameters, generation?: string) => {
		const { message, description } = await refusalOf(reply(parameters, generation));
		return `${message} ${description ?? ''}`;
	};
	const messagesOf = async (parameters: INodeParameters, generation?: string) => (await reply(parameters, generation)).replyMessages;

	it("sends all content types of the node's parameters", async () => {
		const item = await reply({
			text: 'Which one?',
			quickReplies: { values: [{ text: 'Blue', payload: 'blue', image: '' }, { text: '', payload: '', image: '' }] },
			cards: {
				values: [
					{ title: 'Mug', description: '', image: 'https://example.com/mug.png', video: '', defaultLink: 'https://example.com/mug', actions: { values: [{ type: 'Postback', text: 'Order', payload: 'mug' }] } },
					{ title: 'Cup', actions: { values: [{ type: 'Link', text: 'Look', url: 'https://example.com/cup' }] } },
				],
			},
			attachments: { values: [{ url: 'https://example.com/list.pdf', mediaType: '', filename: '', mime: '' }] },
			options: { replyMessages: '[{"type":"Text","text":"One more"}]' },
		});
		expect(item.replyMessages).toEqual([
			{
				type: 'Structured',
				content: [{
					contentType: 'Carousel',
					carousel: {
						cards: [
							{ title: 'Mug', image: 'https://example.com/mug.png', defaultAction: { type: 'Link', url: 'https://example.com/mug' }, actions: [{ type: 'Postback', text: 'Order', payload: 'mug' }] },
							{ title: 'Cup', actions: [{ type: 'Link', text: 'Look', url: 'https://example.com/cup' }] },
						],
					},
				}],
			},
			{ type: 'Text', content: [{ contentType: 'Attachment', attachment: { id: expect.any(String), mediaType: 'File', url: 'https://example.com/list.pdf', filename: 'list.pdf', mime: 'application/pdf' } }] },
			{ type: 'Structured', text: 'Which one?', content: [{ contentType: 'QuickReply', quickReply: { text: 'Blue', payload: 'blue' } }] },
			{ type: 'Text', text: 'One more' },
		]);
	});

	it('ends the session with an intent, slots and session variables', async () => {
		const item = await reply({
			botState: 'Complete', text: 'Bye', intent: 'Escalate',
			slots: { values: [{ name: 'orderNumber', value: 4711, type: '' }, { name: 'count', value: '', type: '' }] },
			outputParameters: { values: [{ name: 'summary', value: { a: 1 } }, { name: 'calls', value: 3 }, { name: 'nothing', value: '' }] },
			options: { confidence: 0.5, slotsJson: '{"count": "3"}' },
		});
		expect(item).toEqual({
			botSessionId: 'session-1', botState: 'Complete', intent: 'Escalate', confidence: 0.5,
			replyMessages: [{ type: 'Text', text: 'Bye' }], replymessages: [{ type: 'Text', text: 'Bye' }],
			slotValues: { orderNumber: '4711', count: 3 },
			entities: [{ name: 'orderNumber', type: 'String', value: '4711' }, { name: 'count', type: 'Integer', value: '3' }],
			parameters: { summary: '{"a":1}', calls: '3' },
			delivered: false,
		});
	});

	it('sends the error of a failed reply', async () => {
		expect(await reply({ botState: 'Failed', errorCode: 'down', errorMessage: 'The order system is down' })).toMatchObject({
			botState: 'Failed', errorInfo: { code: 'down', errorCode: 'down', message: 'The order system is down', errorMessage: 'The order system is down' },
		});
	});

	it.each([[7, '7'], [true, 'true'], ['={{ new Date(0) }}', '1970-01-01T00:00:00.000Z'], [' Hi ', ' Hi ']])('accepts %j as the text', async (text, expected) => {
		expect(await messagesOf({ text })).toEqual([{ type: 'Text', text: expected }]);
	});

	it.each<[string, INodeParameters, string]>([
		['has no content', { text: '={{ null }}' }, 'no content'],
		['has an object as its text', { text: '={{ { a: 1 } }}' }, 'is an object'],
		['has an unknown state', { ...TEXT, botState: 'Maybe' }, 'MoreData, Complete, Failed'],
		['is Complete without an intent', { ...TEXT, botState: 'Complete', intent: '={{ null }}' }, 'no intent'],
		['has an intent in another case', { ...TEXT, botState: 'Complete', intent: 'escalate' }, '"Escalate", "Done"'],
		['has a slot of another intent', { ...TEXT, botState: 'Complete', intent: 'Done', slots: { values: [{ name: 'count', value: 1 }] } }, '"count"'],
		['has a value that the slot does not accept', { ...TEXT, slots: { values: [{ name: 'count', value: 'many' }] } }, "isn't an Integer"],
		['has a slot without a name', { ...TEXT, slots: { values: [{ name: '', value: 'many' }] } }, 'no name'],
		['has a confidence above 1', { ...TEXT, options: { confidence: 2 } }, 'from 0 to 1'],
		['has a card without a title', { cards: { values: [{ description: 'x' }] } }, 'no title'],
	])('rejects a reply without a call if it %s', async (_name, parameters, words) => {
		expect(await refusal(parameters)).toContain(words);
	});

	it('rejects attachments for the Bot Connector', async () => {
		const attachments = { values: [{ url: 'https://example.com/list.pdf' }] };
		expect(await refusal({ ...TEXT, attachments }, 'botConnector')).toContain("doesn't support attachments");
	});

	/** Values that a model, a customer, or an expression can put anywhere. */
	const RUBBISH = [null, 0, -1, true, [], [[]], [null], {}, { a: 1 }, '', ' ', '[', '[object', '{"a":', '\ud800', '__proto__', 'x'.repeat(40_000), '={{ undefined }}', '={{ NaN }}', '={{ $json }}', '={{ [$json] }}', '={{ new Date(NaN) }}', '={{ $now }}'];
	const FIELDS = ['botState', 'text', 'intent', 'errorCode', 'quickReplies', 'cards', 'attachments', 'slots', 'outputParameters', 'options'];
	const ROWS = ['text', 'payload', 'image', 'title', 'actions', 'defaultLink', 'url', 'mediaType', 'filename', 'name', 'type', 'value'];
	const OPTIONS = ['confidence', 'messageId', 'replyMessages', 'slotsJson'];

	it('sends or rejects arbitrary field values, but never sends [object Object]', async () => {
		const panels = RUBBISH.flatMap((value) => [
			...FIELDS.map((field) => ({ [field]: value })),
			...OPTIONS.map((field) => ({ options: { [field]: value } })),
			...ROWS.flatMap((field) => ['quickReplies', 'cards', 'attachments', 'slots', 'outputParameters'].map((list) => ({ [list]: { values: [{ text: 'a', name: 'count', [field]: value }] } }))),
		]);
		for (const panel of panels) {
			const parameters = { text: 'Hello', botState: 'MoreData', ...panel, options: { botSessionId: 'session-1', ...(panel as { options?: object }).options } } as INodeParameters;
			const [{ json }] = await runAction({ operation: 'botConnector: reply', parameters, items: [{ a: { b: 1 } }], node: { onError: 'continueRegularOutput' } });
			expect(JSON.stringify(json)).not.toContain('[object Object]');
			if ('error' in json) expect(json.error).toMatchObject({ code: 'invalid.input' });
		}
	});

	it("accepts any intent if the trigger's intents are an expression", async () => {
		const bot = { intents: { values: [{ name: '={{ $env.INTENT }}' }] } };
		expect(await runBot({ bot, parameters: { botState: 'Complete', intent: 'Order' } })).toMatchObject({ intent: 'Order' });
	});
});
