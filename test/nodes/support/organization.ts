import nock from 'nock';
import type { HttpRequest, HttpResponse } from '../../../genesys/client';
import { UPLOADS, type Organization } from '../../support/organization';
import { api } from './genesys';

/** Every request with a token, as the organization received it. */
export interface Asked {
	line: string;
	status: number;
}

/**
 * For a test file that serves organizations: no call leaves the machine, and each test serves its own.
 *
 * @param reachable a host that is really called
 */
export function guardServed(reachable?: '127.0.0.1'): void {
	beforeAll(() => {
		nock.disableNetConnect();
		if (reachable !== undefined) nock.enableNetConnect(reachable);
	});
	afterEach(() => nock.cleanAll());
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});
}

/** An organization behind n8n's real HTTP client, with upload storage on its own host. */
export function serve(organization: Organization): { asked: Asked[]; uploadHeaders: Array<Record<string, string>> } {
	const asked: Asked[] = [];
	const uploadHeaders: Array<Record<string, string>> = [];
	const answerTo = async (request: Request): Promise<unknown[]> => {
		const { pathname } = new URL(request.url);
		const text = await request.text();
		const body = text === '' ? undefined : (JSON.parse(text) as object);
		const answer = organization.answer({ method: request.method as HttpRequest['method'], path: pathname, body });
		asked.push({ line: `${request.method} ${pathname}`, status: answer.status });
		return reply(answer);
	};
	const scope = api().persist();
	for (const method of ['get', 'post', 'put', 'patch'] as const) scope[method](/./).reply(answerTo);
	nock(UPLOADS)
		.persist()
		.put(/./)
		.reply(async (request: Request) => {
			const headers = Object.fromEntries(request.headers);
			uploadHeaders.push(headers);
			return reply(organization.put({ url: request.url, headers, content: await request.text() }));
		});
	return { asked, uploadHeaders };
}

function reply({ status, headers, body }: HttpResponse): unknown[] {
	return [status, body, headers];
}
