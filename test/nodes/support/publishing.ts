import { additionalDataFor, trigger, TRIGGER, workflowOf } from './engine';
import { HookContext } from 'n8n-core';
import type { IDataObject, INodeParameters, IWorkflowExecuteAdditionalData, WorkflowActivateMode } from 'n8n-workflow';
import { secretMark } from '../../../genesys/openMessaging/signature';
import { api, INTEGRATIONS } from './genesys';
import { INTEGRATION } from './ids';
import { SECRET, StoredCredential } from './storedCredential';

export const PATH = `${INTEGRATIONS}/${INTEGRATION}`;
export const PLACEHOLDER = 'https://example.com/not-known-yet';

export const integration = (outboundNotificationWebhookUrl: string, changes: IDataObject = {}): IDataObject => ({
	id: INTEGRATION,
	name: 'Web chat',
	outboundNotificationWebhookUrl,
	createStatus: 'Completed',
	...changes,
});
export const shows = (url: string, changes?: IDataObject) => api().get(PATH).reply(200, integration(url, changes));
/** Accepts only this change. */
export const takes = (body: Record<string, string>) => api().patch(PATH, body).reply(200, integration('', { dateModified: '2026-01-31T10:00:00.000Z' }));
/** What n8n stores with the workflow, which never includes the secret. */
export const keptWith = (url: string) => ({
	integrationId: INTEGRATION,
	url,
	secretMark: secretMark(SECRET),
	modifiedAt: '2026-01-31T10:00:00.000Z',
	previousUrl: PLACEHOLDER,
});
export const registrationOf = (outboundNotificationWebhookUrl: string): Record<string, string> => ({
	name: 'Web chat',
	outboundNotificationWebhookUrl,
	outboundNotificationWebhookSignatureSecretToken: SECRET,
});

export interface PublishingSetUp {
	parameters?: INodeParameters;
	credential?: StoredCredential;
	/** Base URL of n8n's production webhooks. */
	webhookBaseUrl?: string;
	/** Base URL of n8n's test webhooks. */
	testBaseUrl?: string;
}

export interface PublishedTrigger {
	/** The URL that responds immediately, and the one that responds when the workflow finishes. */
	readonly url: string;
	readonly urlWhenFinished: string;
	/** The URL while the editor listens for a test event. */
	readonly testUrl: string;
	/** What n8n stores with the workflow. */
	readonly kept: IDataObject;
	checkExists(mode: WorkflowActivateMode): Promise<boolean>;
	create(mode?: WorkflowActivateMode): Promise<boolean>;
	/** Checks and then creates, as n8n does. */
	publish(mode?: WorkflowActivateMode): Promise<void>;
	unpublish(mode?: WorkflowActivateMode): Promise<boolean>;
	/** Restarts n8n with another N8N_WEBHOOK_URL. */
	moveTo(webhookBaseUrl: string): void;
	/** Changes the parameters in the editor. */
	change(parameters: INodeParameters): void;
}

/** A trigger in a workflow that can be published and unpublished, in n8n's own hook context. */
export function triggerToPublish({
	parameters = {},
	credential = new StoredCredential(),
	webhookBaseUrl,
	testBaseUrl,
}: PublishingSetUp = {}): PublishedTrigger {
	const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
	const { workflow, node } = workflowOf(TRIGGER, { integrationId, ...parameters }, credential);
	const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
	const additionalData = additionalDataFor(credential, {
		...(webhookBaseUrl !== undefined && { webhookBaseUrl }),
		...(testBaseUrl !== undefined && { webhookTestBaseUrl: testBaseUrl }),
	});

	const testing = workflowOf(TRIGGER, { integrationId, ...parameters }, credential);
	testing.node.webhookId = node.webhookId;
	/** While the editor listens for a test event, n8n uses a copy of the workflow with the test URL and separate static data. */
	const context = (mode: WorkflowActivateMode, { isEnd = false } = {}): HookContext => {
		const isTest = mode === 'manual';
		const { workflow: own, node: ownNode } = isTest ? testing : { workflow, node };
		const webhookData = webhookDataOf(additionalData, isTest);
		if (isEnd) return new HookContext(own, ownNode, additionalData, 'internal', 'update', webhookData);
		return new HookContext(own, ownNode, additionalData, isTest ? 'manual' : 'trigger', mode, webhookData);
	};
	const webhookDataOf = (workflowExecuteAdditionalData: IWorkflowExecuteAdditionalData, isTest: boolean) => {
		const [webhookDescription] = trigger.description.webhooks ?? [];
		const path = webhookDescription.path;
		return {
			httpMethod: 'POST' as const,
			node: node.name,
			path,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData,
			isTest,
		};
	};

	const urlOf = (path: string, base = additionalData.webhookBaseUrl) => `${base}/${String(node.webhookId)}/${path}`;
	return {
		get url() {
			return urlOf('genesys-open-messaging');
		},
		get urlWhenFinished() {
			return urlOf('genesys-open-messaging-when-finished');
		},
		get testUrl() {
			return urlOf('genesys-open-messaging', additionalData.webhookTestBaseUrl);
		},
		kept: workflow.getStaticData('node', node),
		checkExists: async (mode) => await checkExists.call(context(mode)),
		create: async (mode = 'activate') => await create.call(context(mode)),
		publish: async (mode = 'activate') => {
			if (!(await checkExists.call(context(mode)))) await create.call(context(mode));
		},
		unpublish: async (mode = 'activate') => await remove.call(context(mode, { isEnd: true })),
		moveTo: (moved) => {
			additionalData.webhookBaseUrl = moved;
		},
		change: (changed) => {
			Object.assign(node.parameters, changed);
		},
	};
}
