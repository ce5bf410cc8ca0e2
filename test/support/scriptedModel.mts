import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** The parts of an OpenAI chat completions message that a script reads. */
export interface ModelMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
	tool_calls?: Array<{ function: { name: string; arguments: string } }>;
}

/** A request to the model: the conversation, and the tools it may call. */
export interface ModelRequest {
	messages: ModelMessage[];
	/** Whether the response is sent as server-sent events. */
	stream?: boolean;
	tools: Array<{ function: { name: string; description: string; parameters: { properties: Record<string, unknown> } } }>;
}

/** A model's turn: text for the customer, or tools to call. An error status is a model that is unavailable. */
export type Turn = { text: string } | { calls: Array<[name: string, args?: object]> } | { status: number };

export interface ScriptedModel {
	/** For the Base URL of n8n's OpenAI credential. */
	url: string;
	/** All requests, oldest first. */
	requests: ModelRequest[];
	script: (request: ModelRequest) => Turn;
	close(): Promise<void>;
}

/** A chat model that answers from a test's script, over the API that n8n's OpenAI node uses. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const app = express().use(express.json({ limit: '5mb' }));
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const model: ScriptedModel = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests: [],
		script: () => ({ text: 'There is no script.' }),
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
	app.post('/v1/chat/completions', (request, response) => {
		const asked = request.body as ModelRequest;
		model.requests.push(asked);
		const turn = model.script(asked);
		if ('status' in turn) return void response.status(turn.status).json({ error: { message: 'out of order' } });
		const completion = {
			id: `completion-${model.requests.length}`,
			created: Math.floor(Date.now() / 1000),
			model: 'scripted',
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
		const choice = { index: 0, finish_reason: 'calls' in turn ? 'tool_calls' : 'stop' };
		const message = messageOf(turn);
		if (!asked.stream) return void response.json({ ...completion, object: 'chat.completion', choices: [{ ...choice, message }] });
		const chunk = { ...completion, object: 'chat.completion.chunk', choices: [{ ...choice, delta: message }] };
		response.type('text/event-stream').send(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
	});
	return model;
}

function messageOf(turn: { text: string } | { calls: Array<[name: string, args?: object]> }): object {
	if ('text' in turn) return { role: 'assistant', content: turn.text };
	const calls = turn.calls.map(([name, args = {}], index) => ({
		index,
		id: `call-${crypto.randomUUID()}`,
		type: 'function',
		function: { name, arguments: JSON.stringify(args) },
	}));
	return { role: 'assistant', content: null, tool_calls: calls };
}
