import { ACTION, additionalDataFor, workflowOf } from './engine';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, type IDataObject, type IExecuteData, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { StoredCredential } from './storedCredential';

export interface EngineRun {
	/** `resource: operation` as the node's subtitle shows it. */
	operation: string;
	parameters: INodeParameters;
	items: IDataObject[];
	/** The node's settings, such as `retryOnFail`. */
	node?: Partial<INode>;
	/** How often the node runs with these items, as when two branches lead to it. */
	times?: number;
}

/** Runs the action node in n8n's own engine, including Retry On Fail, and returns the items of each run. */
export async function runInEngine({ operation, parameters, items, node: changes, times = 1 }: EngineRun): Promise<INodeExecutionData[][]> {
	const stored = new StoredCredential();
	const [resource, name] = operation.split(': ');
	const { workflow, node } = workflowOf(ACTION, { resource, operation: name, ...parameters }, stored, { changes });
	const input: INodeExecutionData[] = items.map((json, item) => ({ json, pairedItem: { item } }));
	const nodeExecutionStack = Array.from({ length: times }, (): IExecuteData => ({ node, data: { main: [input] }, source: null }));
	const data = createRunExecutionData({ executionData: { contextData: {}, nodeExecutionStack, metadata: {}, waitingExecution: {}, waitingExecutionSource: {} } });
	const workflowData = { id: workflow.id, name: 'Test', active: true, isArchived: false, nodes: [node], connections: {}, activeVersionId: null, createdAt: new Date(), updatedAt: new Date() };
	const hooks = new ExecutionLifecycleHooks('trigger', '1', workflowData);
	const run = await new WorkflowExecute(additionalDataFor(stored, { hooks, executionId: '1' }), 'trigger', data).processRunExecutionData(workflow);
	const runs = run.data.resultData.runData[node.name] ?? [];
	if (run.data.resultData.error) throw run.data.resultData.error as Error;
	return runs.map(({ data: output }) => output?.main[0] ?? []);
}
