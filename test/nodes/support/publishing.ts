import { additionalDataFor, trigger, TRIGGER, workflowOf } from './engine';
import { HookContext } from 'n8n-core';
import type { IDataObject, INodeParameters, IWorkflowExecuteAdditionalData, WorkflowActivateMode } from 'n8n-workflow';
import { INTEGRATION } from './ids';
import { StoredCredential } from './storedCredential';

export interface PublishingSetUp {
	parameters?: INodeParameters;
	credential?: StoredCredential;
	/** The address of n8n's production webhooks. */
	webhookBaseUrl?: string;
}

export interface PublishedTrigger {
	/** The address that Genesys is to deliver to. */
	readonly url: string;
	/** What n8n keeps with the workflow. */
	readonly kept: IDataObject;
	checkExists(mode: WorkflowActivateMode): Promise<boolean>;
	create(mode?: WorkflowActivateMode): Promise<boolean>;
	/** Asks and then creates, as n8n does. */
	publish(mode?: WorkflowActivateMode): Promise<void>;
	unpublish(mode?: WorkflowActivateMode): Promise<boolean>;
}

/** A trigger whose workflow can be published and unpublished, in n8n's own hook context. */
export function triggerToPublish({
	parameters = {},
	credential = new StoredCredential(),
	webhookBaseUrl,
}: PublishingSetUp = {}): PublishedTrigger {
	const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
	const { workflow, node } = workflowOf(TRIGGER, { integrationId, ...parameters }, credential);
	const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
	const additionalData = additionalDataFor(credential, webhookBaseUrl === undefined ? {} : { webhookBaseUrl });

	/** n8n says `manual` as long as somebody listens for a test event, and gives the test address then. */
	const context = (mode: WorkflowActivateMode): HookContext => {
		const isTest = mode === 'manual';
		return new HookContext(
			workflow,
			node,
			additionalData,
			isTest ? 'manual' : 'trigger',
			mode,
			webhookDataOf(additionalData, isTest),
		);
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

	return {
		url: `${additionalData.webhookBaseUrl}/${String(node.webhookId)}/genesys-open-messaging`,
		kept: workflow.getStaticData('node', node),
		checkExists: async (mode) => await checkExists.call(context(mode)),
		create: async (mode = 'activate') => await create.call(context(mode)),
		publish: async (mode = 'activate') => {
			if (!(await checkExists.call(context(mode)))) await create.call(context(mode));
		},
		unpublish: async (mode = 'activate') => await remove.call(context(mode)),
	};
}
