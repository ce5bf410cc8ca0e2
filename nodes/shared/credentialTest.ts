import { sleep, type ICredentialsDecrypted, type ICredentialTestFunctions, type INodeCredentialTestResult } from 'n8n-workflow';
import type { HttpRequest, HttpResponse, Send } from '../../genesys/client';
import { GenesysUnreachableError, wordsOf } from '../../genesys/errors';
import type { PostForm } from '../../genesys/oauth/login';
import { checkConnection } from '../../genesys/oauth/permissions';
import { unreachable } from '../../genesys/unreachable';
import { clientCredentialsOf, requireLongSecrets } from './credential';
import { networkCode, toHttpResponse } from './plainRequest';

/** Timeout in milliseconds, short because a user is waiting for the result. */
const TEST_TIMEOUT_MS = 10_000;

/** The credential's test. n8n's only HTTP helper for credential tests is deprecated, so they use fetch. */
export async function testCredential(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const data = credential.data ?? {};
		const client = clientCredentialsOf(data);
		requireLongSecrets(data);
		const check = await checkConnection(client, { post: postForm, sendWith: sendWith(client.origins.api), sleep });
		const toReceive = data.webhookSecret ? '' : '. To receive messages with the Genesys Open Messaging Trigger, add a webhook secret';
		return { status: check.ok ? 'OK' : 'Error', message: check.message + (check.ok ? toReceive : '') };
	} catch (error) {
		return { status: 'Error', message: wordsOf(error) };
	}
}

const postForm: PostForm = async (url, headers, form) => await request(url, { method: 'POST', headers, body: new URLSearchParams(form) });

function sendWith(api: string): (accessToken: string) => Send {
	return (accessToken) => async ({ method, path, query = {}, body }: HttpRequest) => {
		const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]));
		return await request(`${api}${path}?${search}`, {
			method,
			headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json', 'Content-Type': 'application/json' },
			body: body && JSON.stringify(body),
		});
	};
}

/** For credential tests only, which have no HTTP helper. Doesn't follow redirects. */
export async function request(url: string, init: RequestInit): Promise<HttpResponse | GenesysUnreachableError> {
	try {
		const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TEST_TIMEOUT_MS) });
		const { status: statusCode, headers } = response;
		return toHttpResponse({ statusCode, headers: Object.fromEntries(headers), body: await response.text() });
	} catch (error) {
		return unreachableByFetch(url, error instanceof Error && error.name === 'TimeoutError' ? 'ETIMEDOUT' : networkCode(error));
	}
}

/** fetch ignores n8n's proxy settings, so this test can fail even if the nodes work. */
function unreachableByFetch(url: string, networksCode: string | undefined): GenesysUnreachableError {
	const { code, message, advice } = unreachable(new URL(url).host, networksCode);
	const behindProxy =
		"If n8n reaches the internet through a proxy (HTTPS_PROXY), also set NODE_USE_ENV_PROXY=1 and restart n8n. Otherwise, this test doesn't use the proxy.";
	return new GenesysUnreachableError({ code, message, advice: `${advice} ${behindProxy}` });
}
