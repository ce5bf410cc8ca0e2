import { text } from 'node:stream/consumers';
import { listen } from '../../support/listen.mts';
import type { Contract } from './genesys.mts';
import { eventually } from './handover.mts';

export interface BotCall {
	method: string;
	/** Path below the bot's own URL: `/messages`, or `/` for the URL itself. */
	path: string;
	headers: Record<string, unknown>;
	body: Record<string, unknown>;
}

/** What a bot answers: an object as JSON with 200, a number as an empty response with that status, null not at all. */
export type BotAnswer = object | number | null;

export interface OwnBot {
	readonly url: string;
	readonly calls: BotCall[];
	/** Its answers: the first one is used up unless it is the last. */
	answers: BotAnswer[];
	/** Answers of paths other than the one for messages. */
	readonly pages: Record<string, BotAnswer>;
	close(): Promise<void>;
}

export const SECRET_HEADERS = { authorization: 'Bearer the secret of a bot' };

/** A test's own bot: it rejects calls without its secret, records the others, and answers what the test sets. */
export async function startBot(): Promise<OwnBot> {
	const calls: BotCall[] = [];
	const pages: Record<string, BotAnswer> = {};
	const bot = { calls, pages, answers: [{ botState: 'MoreData' }] as BotAnswer[] };
	const { url, close } = await listen(async (request, response) => {
		const raw = await text(request);
		const refused = request.headers.authorization !== SECRET_HEADERS.authorization;
		const { method = '', url: path = '' } = request;
		if (!refused) calls.push({ method, path, headers: request.headers, body: raw === '' ? {} : (JSON.parse(raw) as Record<string, unknown>) });
		const next = () => (bot.answers.length > 1 ? bot.answers.shift() : bot.answers[0]) ?? null;
		const answer = refused ? 401 : method === 'GET' ? (pages[path] ?? 404) : next();
		if (answer === null) return;
		response.writeHead(typeof answer === 'number' ? answer : 200, { 'content-type': 'application/json' });
		response.end(typeof answer === 'number' ? undefined : JSON.stringify(answer));
	});
	return Object.assign(bot, { url, close });
}

/** A bot as an entry in the Bot Connector's list (v1). */
export const pushedBot = (changes: object = {}) => ({
	id: 'order-bot',
	name: 'Order bot',
	versions: [
		{
			version: '1',
			supportedLanguages: ['en-us', 'de'],
			intents: [
				{ name: 'Escalate', slots: { orderNumber: { name: 'orderNumber', type: 'String' }, count: { name: 'count', type: 'Integer' } } },
				{ name: 'Chatting', slots: {} },
				{ name: 'Talking', slots: {} },
			],
		},
	],
	...changes,
});

/** A bot as its server lists it for the Digital Bot Connector (v2). */
export const listedBot = (changes: object = {}) => ({
	id: 'order-bot',
	name: 'Order bot',
	provider: 'n8n',
	versions: [
		{
			version: 'Delta',
			supportedLanguages: ['en-us', 'de'],
			intents: [
				{
					name: 'Escalate',
					entities: [
						{ name: 'orderNumber', type: 'String' },
						{ name: 'count', type: 'Integer' },
						{ name: 'sizes', type: 'StringCollection' },
						{ name: 'price', type: 'Currency' },
					],
				},
			],
		},
	],
	...changes,
});

/** An active connector of a generation that calls this bot. */
export async function connectorTo({ control }: Contract, { url }: OwnBot, generation: string, more: object = {}): Promise<string> {
	const settings = { generation, name: 'Bots', uri: url, headers: SECRET_HEADERS, ...more };
	return (await control<{ integrationId: string }>('POST', 'botconnectors', settings)).integrationId;
}

export interface Chat {
	id: string;
	state: 'bot' | 'queued' | 'connected' | 'ended';
	botSessionId: string | null;
	turnsRunning: number;
	outcome: {
		intent?: string;
		slots: object;
		parameters: object;
		failure?: { errorType: string; errorMessage: string };
	} | null;
	messages: Array<{ from: string; type: string; text: string; content?: object[]; agentName?: string }>;
}

/** A Messenger customer whose flow calls a bot. */
export interface Customer {
	readonly id: string;
	/** Writes, and returns the chat when the bot has answered. */
	says(text: string): Promise<Chat>;
	presses(buttonResponse: object): Promise<Chat>;
	chat(): Promise<Chat>;
	/** The chat once it matches. */
	until(isIt: (chat: Chat) => boolean): Promise<Chat>;
}

export async function openMessenger({ control }: Pick<Contract, 'control'>, action: object): Promise<Customer> {
	const { id } = await control<Chat>('POST', 'messenger/conversations', { botId: 'order-bot', ...action });
	const chat = async () => await control<Chat>('GET', `messenger/conversations/${id}`);
	const until = async (isIt: (chat: Chat) => boolean) => await eventually(chat, isIt);
	const send = async (message: object) => {
		await control('POST', `messenger/conversations/${id}/messages`, message);
		return await until(({ turnsRunning }) => turnsRunning === 0);
	};
	return { id, chat, until, says: async (text) => await send({ text }), presses: async (buttonResponse) => await send({ buttonResponse }) };
}
