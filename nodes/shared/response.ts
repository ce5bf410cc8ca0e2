import type { IWebhookFunctions } from 'n8n-workflow';
import { toJson } from '../../genesys/json';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * Takes control of the HTTP response. What n8n writes at the end of the execution goes to `onFinished` instead, and the
 * returned function sends the response, at that time or earlier.
 */
export function takeOver(response: Response, onFinished: (status: number, body: unknown) => void): (body: object, status?: number) => void {
	const end = response.end.bind(response);
	const setHeader = response.setHeader.bind(response);
	let isFinished = false;
	const finish = (body?: unknown) => {
		if (!isFinished) {
			isFinished = true;
			onFinished(response.statusCode, body);
		}
		return response;
	};
	Object.assign(response, {
		json: finish,
		send: finish,
		end: finish,
		// n8n sets headers before it writes, and Node.js throws after the response was sent.
		setHeader: (name: string, value: string) => (response.headersSent ? response : setHeader(name, value)),
	});
	return (body, status = 200) => {
		if (response.headersSent || response.writableEnded) return;
		response.statusCode = status;
		setHeader('Content-Type', 'application/json; charset=utf-8');
		end(toJson(body));
	};
}
