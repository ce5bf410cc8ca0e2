import type { IWebhookFunctions } from 'n8n-workflow';
import { toJson } from '../../genesys/json';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * Takes the HTTP answer out of n8n's hands: what n8n writes when the execution is over goes to `onFinished` instead, and the
 * function that is returned answers the request, before that or then.
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
		// n8n sets headers before it writes, and Node.js throws once the answer is out.
		setHeader: (name: string, value: string) => (response.headersSent ? response : setHeader(name, value)),
	});
	return (body, status = 200) => {
		if (response.headersSent || response.writableEnded) return;
		response.statusCode = status;
		setHeader('Content-Type', 'application/json; charset=utf-8');
		end(toJson(body));
	};
}
