import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../demo/browser.mts';
import { startChat, type Chat } from '../../../demo/chat/server.mts';
import { hasBrowser } from '../../support/inBrowser.mts';

/** What a workflow gets from the chat's server. */
export interface Received {
	path: string;
	body: Record<string, unknown>;
}

/** The chat's server, with a workflow that the test plays. */
export interface ChatWithWorkflow {
	chat: Chat;
	received: Received[];
	/** The workflow's response from now on; at first without messages. */
	answer(body: object, status?: number): void;
	/** Delivers to a customer as a workflow does; returns the status. */
	deliver(customerId: string, delivery: object): Promise<number>;
	close(): Promise<void>;
}

export async function startChatWithWorkflow(deskUrl = 'http://localhost:9/desk'): Promise<ChatWithWorkflow> {
	const received: Received[] = [];
	let answer = { status: 200, body: '{}' };
	const workflow = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		received.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) as Received['body'] });
		response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
	}).listen(0, '127.0.0.1');
	await once(workflow, 'listening');
	const chat = await startChat({ botUrl: `http://127.0.0.1:${(workflow.address() as AddressInfo).port}/webhook/genesys-chat`, deskUrl });
	return {
		chat,
		received,
		answer: (body, status = 200) => (answer = { status, body: JSON.stringify(body) }),
		async deliver(customerId, delivery) {
			const response = await fetch(`${chat.url}/deliver/${customerId}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(delivery),
			});
			return response.status;
		},
		async close() {
			await chat.close();
			workflow.close();
		},
	};
}

/** For a test file: the chat's server, and a browser for its page, if there is one. */
export function chatInBrowser() {
	let workflow: ChatWithWorkflow;
	let browser: Browser;
	beforeAll(async () => {
		if (!hasBrowser) return;
		workflow = await startChatWithWorkflow();
		browser = await launchBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await workflow?.close();
	});
	return {
		get workflow() {
			return workflow;
		},
		get browser() {
			return browser;
		},
	};
}
