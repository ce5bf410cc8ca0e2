import { sleep, type ICredentialsDecrypted, type ICredentialTestFunctions, type INodeCredentialTestResult } from 'n8n-workflow';
import type { HttpRequest, HttpResponse, Send } from '../../genesys/client';
import type { GenesysUnreachableError } from '../../genesys/errors';
import { parseJson } from '../../genesys/json';
import { checkConnection } from '../../genesys/oauth/connectionCheck';
import { unreachable, type PostForm } from '../../genesys/oauth/login';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { clientCredentialsOf, networkCode, webhookSecretsOf } from '../shared/credential';

/**
 * n8n's credential tests have no HTTP helper but a deprecated one, so these calls are made with fetch. A test is
 * short: a host that does not answer in this time is told as unreachable.
 */
const TEST_TIMEOUT_MS = 10_000;

/** The credential's test button: a real token, real calls, and in plain words what is missing. */
export async function testCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const data = credential.data ?? {};
		const client = clientCredentialsOf(data);
		const shortSecret = webhookSecretsOf(data).find((secret) => secret.length < MIN_SECRET_LENGTH);
		if (shortSecret !== undefined) {
			return failed(`The webhook secret has ${shortSecret.length} characters; Genesys Cloud wants ${MIN_SECRET_LENGTH} or more.`);
		}
		const check = await checkConnection(client, { post: postForm, sendWith: sendWith(client.origins.api), sleep });
		return check.ok ? { status: 'OK', message: check.message } : failed(check.message);
	} catch (error) {
		return failed(error instanceof Error ? error.message : String(error));
	}
}

function failed(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

const postForm: PostForm = async (url, headers, form) => await request(url, { method: 'POST', headers, body: new URLSearchParams(form) });

function sendWith(api: string): (accessToken: string) => Send {
	return (accessToken) => async ({ method, path, query = {}, body }: HttpRequest) => {
		const search = new URLSearchParams();
		for (const [name, value] of Object.entries(query)) search.set(name, String(value));
		return await request(`${api}${path}?${search}`, {
			method,
			headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json', 'Content-Type': 'application/json' },
			body: body ? JSON.stringify(body) : undefined,
		});
	};
}

async function request(url: string, init: RequestInit): Promise<HttpResponse | GenesysUnreachableError> {
	try {
		const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TEST_TIMEOUT_MS) });
		const text = await response.text();
		return {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			body: parseJson(text) ?? text,
		};
	} catch (error) {
		return unreachable(new URL(url).host, error instanceof Error && error.name === 'TimeoutError' ? 'ETIMEDOUT' : networkCode(error));
	}
}
