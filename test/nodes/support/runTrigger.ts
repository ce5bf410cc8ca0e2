import { additionalDataFor, trigger, TRIGGER, workflowOf } from './engine';
import axios from 'axios';
import type { Request, Response } from 'express';
import { WebhookContext } from 'n8n-core';
import type { IBinaryKeyData, IDataObject, INodeParameters, IWebhookFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { startWebhookServer } from '../../support/webhookServer';
import { signatureOf } from './deliveries';
import { INTEGRATION } from './ids';
import { StoredCredential } from './storedCredential';

export interface Delivered {
	status: number;
	body: unknown;
}

type Outcome = number | { status: number; body: object };

export interface TriggerSetUp {
	parameters?: INodeParameters;
	credential?: StoredCredential;
	mode?: WorkflowExecuteMode;
	/** Which of the two URLs: `setup` responds when the workflow finishes. */
	address?: 'default' | 'setup';
	/** What publishing stored with the workflow. */
	kept?: IDataObject;
	/** Helpers of another n8n version, built from those of this version. */
	helpers?: (own: IWebhookFunctions['helpers']) => Partial<IWebhookFunctions['helpers']>;
	/** Base URL of n8n's production webhooks. */
	webhookBaseUrl?: string;
	/** The workflow behind the trigger: returns n8n's response status when it finishes, with or without a body. */
	execute?: (item: IDataObject) => Outcome | Promise<Outcome>;
}

export interface RunningTrigger {
	/** Items of the executions that were started, in order. */
	readonly started: IDataObject[];
	/** The files of these items, in the same order. */
	readonly files: Array<IBinaryKeyData | undefined>;
	/** The URL that n8n passes to the trigger, and the one where this test really serves it. */
	readonly url: string;
	readonly servedAt: string;
	/** What n8n stores with the workflow. */
	readonly kept: IDataObject;
	/** Posts a notification, signed as Genesys Cloud does. */
	deliver(notification: IDataObject, options?: { secret?: string; signal?: AbortSignal }): Promise<Delivered>;
	/** Posts any body. */
	post(body: string, headers?: Record<string, string>, signal?: AbortSignal): Promise<Delivered>;
}

/** For a test file: real HTTP to the trigger's `webhook()` in n8n's own webhook context. */
export function triggerServer(): (setUp?: TriggerSetUp) => RunningTrigger {
	const handlers = new Map<string, (request: Request, response: Response) => Promise<void>>();
	let server: Awaited<ReturnType<typeof startWebhookServer>>;
	beforeAll(async () => {
		server = await startWebhookServer(async (request, response) => {
			await handlers.get(String(request.query.trigger))?.(request, response);
		});
	});
	afterAll(async () => await server.close());

	return (setUp = {}) => {
		const name = `trigger-${handlers.size + 1}`;
		const started: IDataObject[] = [];
		const files: RunningTrigger['files'] = [];
		const { handle, url, kept } = handlerOf(setUp, started, files);
		handlers.set(name, handle);
		const post = async (
			body: string,
			headers: Record<string, string> = {},
			signal?: AbortSignal,
		): Promise<Delivered> => {
			const { status, data } = await axios.post<unknown>(`${server.url}?trigger=${name}`, body, {
				headers: { 'Content-Type': 'application/json', ...headers },
				// As bytes, because a signed body must not be reformatted.
				transformRequest: (bytes: unknown) => bytes,
				validateStatus: () => true,
				signal,
			});
			return { status, body: data };
		};
		return {
			started,
			files,
			url,
			servedAt: `${server.url}?trigger=${name}`,
			kept,
			post,
			deliver: async (notification, { secret, signal } = {}) => {
				const body = JSON.stringify(notification);
				return await post(body, { 'X-Hub-Signature-256': signatureOf(body, secret) }, signal);
			},
		};
	};
}

const MANUAL = 'manual';

/** One trigger in one workflow; each request gets its own context, as in n8n. */
function handlerOf(
	{ parameters = {}, credential = new StoredCredential(), mode = 'webhook', address = 'default', kept = {}, webhookBaseUrl = 'https://n8n.acme.io/webhook', helpers, execute }: TriggerSetUp,
	started: IDataObject[],
	files: RunningTrigger['files'],
) {
	const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
	const { workflow, node } = workflowOf(TRIGGER, { integrationId, ...parameters }, credential);
	const staticData = Object.assign(workflow.getStaticData('node', node), kept);
	const webhookDescription = trigger.description.webhooks?.find(({ name }) => name === address);
	if (!webhookDescription) throw new Error('The trigger has no such webhook');
	const handle = async (httpRequest: Request, httpResponse: Response): Promise<void> => {
		const additionalData = additionalDataFor(credential, { httpRequest, httpResponse, webhookBaseUrl });
		const webhookData = {
			httpMethod: 'POST' as const,
			node: node.name,
			path: webhookDescription.path,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
			isTest: mode === MANUAL,
		};
		const context = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
		if (helpers) Object.assign(context.helpers, helpers({ ...context.helpers }));
		const { workflowData, noWebhookResponse } = await trigger.webhook.call(context);
		const items = workflowData?.flat().map(({ json }) => json) ?? [];
		started.push(...items);
		files.push(...(workflowData?.flat().map(({ binary }) => binary) ?? []));
		if (noWebhookResponse) return;
		const outcome = (await execute?.(items[0])) ?? 200;
		const { status, body } = typeof outcome === 'number' ? { status: outcome, body: undefined } : outcome;
		httpResponse.status(status).json(body);
	};
	return { handle, url: `${webhookBaseUrl}/${String(node.webhookId)}/${webhookDescription.path}`, kept: staticData };
}
