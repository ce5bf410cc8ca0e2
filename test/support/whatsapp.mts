import { createHmac } from 'node:crypto';
import express from 'express';
import { eventually } from '../../demo/people.mts';
import { readSent, type SentFile } from './form.mts';
import { intercept } from './interception.mts';

/** WhatsApp's Cloud API for one business number, as far as n8n's nodes use it: developers.facebook.com/docs/whatsapp. */

const APP = { clientId: '1001', clientSecret: 'the-secret-of-the-app' };
const ACCESS_TOKEN = 'the-token-of-the-business';
export const NUMBER_ID = '5005';
const GRAPH = 'graph.facebook.com';
/** Media is on another host, behind the same token. */
const MEDIA = 'lookaside.fbsbx.com';

/** The two credentials that n8n needs, by type. */
export const WHATSAPP_CREDENTIALS = {
	whatsAppApi: { accessToken: ACCESS_TOKEN, businessAccountId: '3003' },
	whatsAppTriggerApi: APP,
};

export interface BusinessMessage {
	id: string;
	to: string;
	type: string;
	text?: { body: string };
	/** Of a file, under its type. */
	file?: SentFile;
	fields: Record<string, unknown>;
}

export interface Notification {
	object: string;
	entry: object[];
}

export interface WhatsApp {
	env: NodeJS.ProcessEnv;
	/** What the business sent to a number, oldest first. */
	sentTo(number: string): BusinessMessage[];
	/** The same as text; for a file, its type. */
	textsTo(number: string): string[];
	filesTo(number: string): SentFile[];
	/** Polls until the business has sent this text to the number. */
	shows(number: string, words: string): Promise<BusinessMessage>;
	/** A customer writes; returns the notification, which can be delivered again. */
	writes(number: string, message: object): Promise<Notification>;
	says(number: string, text: string): Promise<Notification>;
	/** The notification of a customer's message. */
	notificationOf(number: string, message: object): Notification;
	/** Delivers a notification to the app's webhook, signed as WhatsApp does. */
	deliver(notification: Notification): Promise<void>;
	/** WhatsApp accepted a message but could not deliver it to the customer. */
	fails(message: BusinessMessage, details: string): Promise<void>;
	/** A file that a customer sends, as notifications refer to it. */
	upload(type: string, bytes: Buffer): { id: string; mime_type: string; url: string };
	/** Rejects messages and files with this until it is undefined again. */
	refusal: { code: number; message: string } | undefined;
	close(): Promise<void>;
}

export async function startWhatsApp(): Promise<WhatsApp> {
	const messages: BusinessMessage[] = [];
	const media = new Map<string, SentFile>();
	let callback = '';
	let count = 0;

	const app = express();
	app.post('/:version/oauth/access_token', async (request, response) => {
		const { client_id: id, client_secret: secret } = (await readSent(request)).fields;
		if (id === APP.clientId && secret === APP.clientSecret) response.json({ access_token: 'app-token', token_type: 'bearer' });
		else response.status(400).json(graphError(101, 'Error validating client secret.'));
	});
	app.route(`/:version/${APP.clientId}/subscriptions`)
		.get((_request, response) => void response.json({ data: [] }))
		.post(async (request, response) => {
			const { callback_url: url, verify_token: token } = (await readSent(request)).fields;
			const challenge = await fetch(`${url}?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${token}`);
			if ((await challenge.text()) !== '4711') return void response.status(400).json(graphError(2200, 'Callback verification failed'));
			callback = String(url);
			return void response.json({ success: true });
		})
		.delete((_request, response) => void response.json({ success: true }));
	app.use((request, response, next) => {
		if (request.headers.authorization === `Bearer ${ACCESS_TOKEN}`) next();
		else response.status(401).json(graphError(190, 'Invalid OAuth access token.'));
	});
	app.post(`/:version/${NUMBER_ID}/:kind`, (_request, response, next) => {
		if (whatsApp.refusal) response.status(400).json(graphError(whatsApp.refusal.code, whatsApp.refusal.message));
		else next();
	});
	app.post(`/:version/${NUMBER_ID}/media`, async (request, response) => {
		const [file] = (await readSent(request)).files;
		response.json({ id: keep(file) });
	});
	app.post(`/:version/${NUMBER_ID}/messages`, async (request, response) => {
		const { fields } = await readSent(request);
		const { to, type, text } = fields as { to: string; type: string; text?: { body: string } };
		const file = media.get((fields[type] as { id?: string } | undefined)?.id ?? '');
		if (!file && !text?.body) return void response.status(400).json(graphError(100, 'Invalid parameter'));
		const id = `wamid.${messages.length + 1}`;
		messages.push({ id, to, type, text, file, fields });
		return void response.json({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id }] });
	});
	app.get('/whatsapp_business/attachments/:id', (request, response) => {
		const file = media.get(request.params.id);
		if (file) response.type(file.type).send(file.bytes);
		else response.status(404).end();
	});
	app.get('/:version/:id', (request, response) => {
		const { id } = request.params;
		const file = media.get(id);
		if (!file) return void response.status(400).json(graphError(100, `Object with ID '${id}' does not exist`));
		return void response.json({ messaging_product: 'whatsapp', id, mime_type: file.type, url: mediaUrl(id) });
	});
	const { env, close } = await intercept([GRAPH, MEDIA], app);

	const keep = (file: SentFile) => {
		const id = `9${media.size + 1}`;
		media.set(id, file);
		return id;
	};
	const notification = (value: object): Notification => ({
		object: 'whatsapp_business_account',
		entry: [{ id: '3003', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { phone_number_id: NUMBER_ID }, ...value } }] }],
	});
	const deliver: WhatsApp['deliver'] = async (body) => {
		const text = JSON.stringify(body);
		const signature = createHmac('sha256', APP.clientSecret).update(text).digest('hex');
		const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
		const response = await fetch(callback, { method: 'POST', headers, body: text });
		if (!response.ok) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
	};
	const sentTo: WhatsApp['sentTo'] = (number) => messages.filter(({ to }) => to === number);
	const whatsApp: WhatsApp = {
		env,
		sentTo,
		textsTo: (number) => sentTo(number).map(({ type, text }) => text?.body ?? type),
		filesTo: (number) => sentTo(number).flatMap(({ file }) => file ?? []),
		deliver,
		refusal: undefined,
		shows: async (number, words) =>
			await eventually(`"${words}" in WhatsApp`, async () => sentTo(number).find(({ text }) => text?.body.includes(words))),
		notificationOf: (number, message) => {
			const contacts = [{ profile: { name: 'Ada Lovelace' }, wa_id: number }];
			return notification({ contacts, messages: [{ from: number, id: `wamid.in.${++count}`, timestamp: '1790000000', ...message }] });
		},
		writes: async (number, message) => {
			const body = whatsApp.notificationOf(number, message);
			await deliver(body);
			return body;
		},
		says: async (number, body) => await whatsApp.writes(number, { type: 'text', text: { body } }),
		fails: async ({ id, to, fields }, details) => {
			const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details } }];
			const opaque = fields['biz_opaque_callback_data'];
			await deliver(notification({ statuses: [{ id, status: 'failed', recipient_id: to, biz_opaque_callback_data: opaque, errors }] }));
		},
		upload: (type, bytes) => {
			const id = keep({ name: '', type, bytes });
			return { id, mime_type: type, url: mediaUrl(id) };
		},
		close,
	};
	return whatsApp;
}

const mediaUrl = (id: string) => `https://${MEDIA}/whatsapp_business/attachments/${id}`;

function graphError(code: number, message: string): object {
	return { error: { message: `(#${code}) ${message}`, type: 'OAuthException', code, fbtrace_id: 'trace' } };
}
