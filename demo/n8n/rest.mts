import { setTimeout as delay } from 'node:timers/promises';
import { parse as parseFlatted } from 'flatted';
import { OWNER } from './process.mts';

/** A workflow as n8n exports it. */
export interface WorkflowFile {
	name: string;
	nodes: Array<{ id: string; name: string; type: string; credentials?: Record<string, unknown>; [key: string]: unknown }>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface Execution {
	id: string;
	workflowId: string;
	status: string;
	data?: ExecutionData;
}

interface ExecutionData {
	resultData: {
		error?: { message: string };
		runData: Record<string, Array<{ data?: { main: Array<Array<{ json: Record<string, unknown> }> | null> }; error?: { message: string; description?: string } }>>;
	};
}

/** How long publishing or unpublishing may take: n8n tries a trigger five times, with delays of 1, 2, 4, and 8 seconds. A busy machine takes longer. */
const PUBLISH_TIMEOUT_MS = 90_000;

/** Who signs in to n8n. */
export interface Account {
	email: string;
	password: string;
}

/** n8n's REST API as its editor uses it, signed in as the owner. */
export class N8nRest {
	readonly url: string;
	/** The session, for calls that bypass this class. */
	readonly cookie: string;
	/** Ends the name of every workflow and credential that is created. */
	private readonly mark: string;

	private constructor(url: string, cookie: string, mark: string) {
		this.url = url;
		this.cookie = cookie;
		this.mark = mark;
	}

	static async login(url: string, { email, password }: Account = OWNER, mark = ''): Promise<N8nRest> {
		const response = await postJson(`${url}/rest/login`, { emailOrLdapLoginId: email, password });
		if (!response.ok) {
			const message = `The n8n at ${url} rejected the sign-in of ${email}: ${response.status} ${await response.text()}`;
			throw Object.assign(new Error(message), { status: response.status });
		}
		const cookie = response.headers.getSetCookie().map((entry) => entry.split(';')[0]).join('; ');
		return new N8nRest(url, cookie, mark);
	}

	/** Creates the owner of an n8n that has none yet. */
	static async setUpOwner(url: string, account: Account): Promise<void> {
		const response = await postJson(`${url}/rest/owner/setup`, { ...account, firstName: 'Demo', lastName: 'Owner' });
		if (!response.ok) throw new Error(`The n8n at ${url} did not create the owner ${account.email}: ${response.status} ${await response.text()}`);
	}

	async request<T>(method: string, path: string, body?: object): Promise<T> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) {
			throw Object.assign(new Error(`n8n answered ${response.status} to ${method} ${path}: ${text}`), { status: response.status });
		}
		const parsed = text === '' ? {} : (JSON.parse(text) as { data?: unknown });
		return (parsed.data ?? parsed) as T;
	}

	/** Like `request`, but returns `undefined` if this version of n8n doesn't have the path. */
	private async requestIfKnown<T>(method: string, path: string, body?: object): Promise<T | undefined> {
		try {
			return await this.request<T>(method, path, body);
		} catch (error) {
			if ((error as { status?: number }).status === 404) return undefined;
			throw error;
		}
	}

	async createCredential(name: string, type: string, data: object): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/credentials', { name: name + this.mark, type, data });
		return id;
	}

	async updateCredential(id: string, name: string, type: string, data: object): Promise<void> {
		await this.request('PATCH', `/credentials/${id}`, { name, type, data });
	}

	/** Result of the credential's test. */
	async testCredential(name: string, type: string, data: object): Promise<{ status: string; message: string }> {
		return await this.request('POST', '/credentials/test', { credentials: { id: '', name, type, data } });
	}

	async createWorkflow(workflow: WorkflowFile): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/workflows', { settings: {}, ...workflow, name: workflow.name + this.mark, active: false });
		return id;
	}

	/** Publishes a workflow and waits until n8n is done. Throws with n8n's error if a trigger fails. */
	async publish(workflowId: string): Promise<void> {
		const path = `/workflows/${workflowId}`;
		const { versionId } = await this.request<{ versionId: string }>('GET', path);
		// n8n 1 doesn't publish workflows, it activates them.
		const isPublished = await this.requestIfKnown('POST', `${path}/activate`, { versionId });
		if (!isPublished) await this.request('PATCH', path, { active: true, versionId });
		const deadline = Date.now() + PUBLISH_TIMEOUT_MS;
		for (;;) {
			const publication = await this.requestIfKnown<PublicationStatus>('GET', `${path}/publication-status`);
			// An n8n without this status responds to the request above after the trigger has started.
			if (!publication || publication.status === 'published') return;
			const failures = publication.triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
			if (publication.status === 'failed' || publication.status === 'partial' || Date.now() > deadline) {
				throw new Error(`n8n did not publish the workflow (${publication.status}): ${failures.join('; ')}`);
			}
			await delay(200);
		}
	}

	async unpublish(workflowId: string): Promise<void> {
		const path = `/workflows/${workflowId}`;
		const isUnpublished = await this.requestIfKnown('POST', `${path}/deactivate`, {});
		if (!isUnpublished) await this.request('PATCH', path, { active: false });
	}

	/** Deletes an archived workflow once n8n has finished unpublishing it; until then, n8n refuses. */
	async deleteArchivedWorkflow(workflowId: string): Promise<void> {
		const deadline = Date.now() + PUBLISH_TIMEOUT_MS;
		for (;;) {
			try {
				return await this.request('DELETE', `/workflows/${workflowId}`);
			} catch (error) {
				if ((error as { status?: number }).status !== 409 || Date.now() > deadline) throw error;
				await delay(200);
			}
		}
	}

	/** All of them, the latest first. n8n returns at most 100 at a time. */
	async executions(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const all: Execution[] = [];
		for (let isLast = false; !isLast; ) {
			const older = all.length > 0 ? `&lastId=${all.at(-1)?.id}` : '';
			const { results } = await this.request<{ results: Execution[] }>('GET', `/executions?filter=${filter}&limit=100${older}`);
			all.push(...results);
			isLast = results.length < 100;
		}
		return all;
	}

	async execution(id: string): Promise<Execution> {
		const execution = await this.request<Omit<Execution, 'data'> & { data: string }>('GET', `/executions/${id}`);
		return { ...execution, data: parseFlatted(execution.data) as ExecutionData };
	}
}

async function postJson(url: string, body: object): Promise<Response> {
	return await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}
