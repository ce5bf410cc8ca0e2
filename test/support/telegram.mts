import express from 'express';
import { eventually } from '../../demo/people.mts';
import { readSent, type Sent, type SentFile } from './form.mts';
import { listen } from './listen.mts';

/** Telegram's Bot API for one bot, as far as n8n's nodes use it: core.telegram.org/bots/api. */

export const TOKEN = '4711:the-token-of-the-bot';

export interface BotCall extends Sent {
	method: string;
}

interface Refusal {
	error_code: number;
	description: string;
}

export interface Telegram {
	url: string;
	/** What the bot sent to a chat, oldest first. */
	sentTo(chatId: string): BotCall[];
	/** The same as text; for a file, the method that sent it. */
	textsTo(chatId: string): string[];
	filesTo(chatId: string): SentFile[];
	/** Polls until the bot has sent this text to the chat, whole or in part. */
	shows(chatId: string, words: string): Promise<BotCall>;
	/** A customer writes in the chat; returns the update, which can be delivered again. */
	writes(chatId: string, message: object): Promise<object>;
	says(chatId: string, text: string): Promise<object>;
	/** Delivers an update to the bot's webhook, as Telegram does, with the secret from its registration. */
	deliver(update: object): Promise<void>;
	/** Stores a file that a customer sends; returns its ID. */
	upload(path: string, bytes: Buffer): string;
	/** Rejects the bot's requests with this until it is undefined again. */
	refusal: Refusal | undefined;
	close(): Promise<void>;
}

export async function startTelegram(): Promise<Telegram> {
	const calls: BotCall[] = [];
	const files = new Map<string, { path: string; bytes: Buffer }>();
	let webhook = { url: '', secret_token: '' };
	let updates = 1000;

	const app = express();
	app.get(`/file/bot${TOKEN}/{*path}`, (request, response) => {
		const path = request.path.slice(`/file/bot${TOKEN}/`.length);
		const file = [...files.values()].find((one) => one.path === path);
		if (file) response.type('application/octet-stream').send(file.bytes);
		else response.status(404).end();
	});
	app.post(`/bot${TOKEN}/:method`, async (request, response) => {
		const { method } = request.params;
		const sent = await readSent(request);
		const answer = (result: unknown) => void response.json({ ok: true, result });
		const refuse = (error: Refusal) => void response.status(error.error_code).json({ ok: false, ...error });
		if (method === 'getWebhookInfo') return answer({ url: webhook.url });
		if (method === 'setWebhook') webhook = sent.fields as typeof webhook;
		if (method === 'deleteWebhook') webhook = { url: '', secret_token: '' };
		if (method.endsWith('Webhook')) return answer(true);
		if (telegram.refusal) return refuse(telegram.refusal);
		if (method === 'getFile') {
			const file = files.get(String(sent.fields['file_id']));
			if (!file) return refuse({ error_code: 400, description: 'Bad Request: file is too big' });
			return answer({ file_id: sent.fields['file_id'], file_path: file.path, file_size: file.bytes.length });
		}
		calls.push({ method, ...sent });
		return answer({ message_id: calls.length, chat: { id: Number(sent.fields['chat_id']) } });
	});
	const { url, close } = await listen(app);

	const sentTo: Telegram['sentTo'] = (chatId) => calls.filter(({ fields }) => String(fields['chat_id']) === chatId);
	const deliver: Telegram['deliver'] = async (update) => {
		const response = await fetch(webhook.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhook.secret_token },
			body: JSON.stringify(update),
		});
		if (!response.ok) throw new Error(`The bot answered ${response.status}: ${await response.text()}`);
	};
	const telegram: Telegram = {
		url,
		sentTo,
		textsTo: (chatId) => sentTo(chatId).map(({ method, fields }) => String(fields['text'] ?? method)),
		filesTo: (chatId) => sentTo(chatId).flatMap(({ files }) => files),
		deliver,
		refusal: undefined,
		shows: async (chatId, words) =>
			await eventually(`"${words}" in Telegram`, async () => sentTo(chatId).find(({ fields }) => String(fields['text']).includes(words))),
		writes: async (chatId, message) => {
			const id = Number(chatId);
			const from = { id, is_bot: false, first_name: 'Ada', last_name: 'Lovelace' };
			const update = {
				update_id: ++updates,
				message: { message_id: updates, from, chat: { id, type: 'private' }, date: Math.floor(Date.now() / 1000), ...message },
			};
			await deliver(update);
			return update;
		},
		says: async (chatId, text) => await telegram.writes(chatId, { text }),
		upload: (path, bytes) => {
			const id = `file-${files.size + 1}`;
			files.set(id, { path, bytes });
			return id;
		},
		close,
	};
	return telegram;
}
