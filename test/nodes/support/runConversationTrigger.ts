import { additionalDataFor, CONVERSATION_TRIGGER, conversationTrigger, workflowOf } from './engine';
import { TriggerContext } from 'n8n-core';
import type { IDataObject, INodeParameters, ITriggerFunctions, ITriggerResponse, WorkflowActivateMode } from 'n8n-workflow';
import { StoredCredential } from './storedCredential';

export interface ListeningTrigger {
	/** Items of the executions that were started, in order. */
	readonly started: IDataObject[];
	/** Keys by which n8n deduplicates executions. */
	readonly keys: Array<string | undefined>;
	/** What n8n stores with the workflow. */
	readonly kept: IDataObject;
	readonly response: ITriggerResponse;
	close(): Promise<void>;
}

export interface ListeningSetUp {
	/** Origin of Genesys Cloud. */
	genesys: string;
	parameters?: INodeParameters;
	mode?: WorkflowActivateMode;
	staticData?: IDataObject;
	/** Whether n8n can store an execution; called for each emit. */
	stores?: () => boolean;
	/** An n8n before 2.31, whose `emit` accepts no key. */
	takesNoKeys?: boolean;
}

/** Publishes a workflow with the conversation trigger in n8n's own trigger context. */
export async function publishConversationTrigger({
	genesys,
	parameters = {},
	mode = 'activate',
	staticData,
	stores = () => true,
	takesNoKeys = false,
}: ListeningSetUp): Promise<ListeningTrigger> {
	const credential = new StoredCredential({ region: 'custom', customDomain: genesys });
	const { workflow, node } = workflowOf(CONVERSATION_TRIGGER, { queues: ['queue-1'], ...parameters }, credential, {
		staticData: staticData && { 'node:Genesys': staticData },
	});
	const started: IDataObject[] = [];
	const keys: Array<string | undefined> = [];
	const emit: ITriggerFunctions['emit'] = (data, _responsePromise, donePromise, key) => {
		if (!stores()) return donePromise?.reject(new Error('The database is away'));
		started.push(...data.flat().map(({ json }) => json));
		keys.push(key);
	};
	const emitWithoutKey: ITriggerFunctions['emit'] = (data, responsePromise, donePromise) => emit(data, responsePromise, donePromise);
	const context = new TriggerContext(
		workflow,
		node,
		additionalDataFor(credential),
		mode === 'manual' ? 'manual' : 'trigger',
		mode,
		takesNoKeys ? emitWithoutKey : emit,
	);
	const response = await conversationTrigger.trigger.call(context);
	if (mode === 'manual') await response.manualTriggerFunction?.();
	return {
		started,
		keys,
		kept: workflow.getStaticData('node', node),
		response,
		close: async () => await response.closeFunction?.(),
	};
}
