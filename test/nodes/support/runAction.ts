import { ACTION, action, additionalDataFor, workflowOf } from './engine';
import { ExecuteContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeApiError,
	NodeOperationError,
	type IBinaryKeyData,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
} from 'n8n-workflow';
import { read } from '../../support/documentation';
import { unknownFields, type Schema } from './outputSchema';
import { StoredCredential } from './storedCredential';

export interface ActionRun {
	/** `resource: operation` as the node's subtitle shows it. */
	operation: string;
	/** The action node, unless another one is passed. */
	type?: string;
	parameters?: INodeParameters;
	items?: IDataObject[];
	/** Files of each item. */
	files?: IBinaryKeyData;
	credential?: StoredCredential;
	/** URL of n8n's own API, if it differs from the tests' public URL. */
	restApiUrl?: string;
	/** As n8n before 2.10, which returns a 401 to callers that ignore other HTTP statuses. */
	isBefore210?: boolean;
	/** Changes to the node itself, such as `onError`. */
	node?: Partial<INode>;
}

/** Runs the action node once in n8n's own execution context, and returns its items. */
export async function runAction(run: ActionRun): Promise<INodeExecutionData[]> {
	const [output] = await action.execute.call(contextOf(run));
	const isRaw = run.parameters?.simplify === false;
	const unknown = output.flatMap(({ json }) => (isRaw || 'error' in json ? [] : unknownFields(schemaFile(run.operation), json)));
	expect(unknown).toEqual([]);
	return output;
}

/** The output schema that n8n knows before the operation runs. */
export function schemaFile(operation: string): Schema {
	return JSON.parse(read(`nodes/GenesysOpenMessaging/__schema__/v1.0.0/${operation.replace(': ', '/')}.json`)) as Schema;
}

/** The action node's context in n8n. */
export function contextOf({
	operation,
	type = ACTION,
	parameters = {},
	items = [{}],
	files,
	credential,
	restApiUrl,
	isBefore210 = false,
	node: changes,
}: ActionRun): ExecuteContext {
	const stored = credential ?? new StoredCredential();
	const [resource, name] = operation.split(': ');
	const { workflow, node } = workflowOf(type, { resource, operation: name, ...parameters }, stored, { changes });
	const input: INodeExecutionData[] = items.map((json, item) => ({ json, binary: files, pairedItem: { item } }));
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataFor(stored, restApiUrl === undefined ? {} : { restApiUrl }),
		'trigger',
		createEmptyRunExecutionData(),
		0,
		input,
		{ main: [input] },
		{ data: { main: [input] }, node, source: null },
		[],
	);
	if (isBefore210) forgetExceptions(context);
	return context;
}

/** n8n before 2.10 treats any `ignoreHttpStatusErrors` as `true`. */
function forgetExceptions({ helpers }: ExecuteContext): void {
	const call = helpers.httpRequestWithAuthentication;
	helpers.httpRequestWithAuthentication = async function (credentialType, options, ...rest) {
		return await call.apply(this, [credentialType, { ...options, ignoreHttpStatusErrors: Boolean(options.ignoreHttpStatusErrors) }, ...rest]);
	};
}

/** Runs the node for one item, and returns the item's JSON. */
export async function runOnce(
	operation: string,
	parameters: INodeParameters,
	credential?: StoredCredential,
): Promise<IDataObject> {
	const output = await runAction({ operation, parameters, credential });
	expect(output).toHaveLength(1);
	return output[0].json;
}

/** The error that n8n would show to the user. Fails the test if the run succeeds. */
export async function failureOf(run: Promise<unknown>): Promise<NodeApiError | NodeOperationError> {
	const failure: unknown = await run.then(
		() => undefined,
		(error: unknown) => error,
	);
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) return failure;
	throw new Error(
		`Expected a node error but got ${failure instanceof Error ? failure.stack : String(failure)}`,
	);
}
