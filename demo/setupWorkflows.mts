import type { WorkflowFile } from './n8n/rest.mts';

const NODE = 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging';
const CREDENTIALS = { genesysCloudApi: { id: '', name: 'Genesys Cloud' } };

/** What an administrator runs once: sets Genesys Cloud up, and lists the steps as a table. */
export function provisioning(parameters: object): WorkflowFile {
	return chainOf('Set up Genesys Cloud', [
		{ name: 'Run once', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'Provision Genesys Cloud',
			type: NODE,
			typeVersion: 1,
			parameters: { resource: 'setup', operation: 'provision', queue: { __rl: true, mode: 'name', value: 'Support' }, ...parameters },
			credentials: CREDENTIALS,
		},
		...listOf('steps', 'step, status, name'),
	]);
}

/** Checks the setup, and lists the findings as a table. */
export function checking(integrationName: string): WorkflowFile {
	return chainOf('Check the setup', [
		{ name: 'Run once', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'Check setup',
			type: NODE,
			typeVersion: 1,
			parameters: { resource: 'setup', operation: 'check', integrationId: { __rl: true, mode: 'name', value: integrationName } },
			credentials: CREDENTIALS,
		},
		...listOf('findings', 'code, severity, what, advice'),
	]);
}

type Step = Pick<WorkflowFile['nodes'][number], 'name' | 'type' | 'typeVersion' | 'parameters' | 'credentials'>;

/** Makes an item of each entry of a list, with these columns. */
const listOf = (field: string, columns: string): Step[] => [
	{ name: `Split out the ${field}`, type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: field, options: {} } },
	{ name: `List the ${field}`, type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { includeOtherFields: true, include: 'selected', includeFields: columns, options: {} } },
];

/** Nodes in a row, each connected to the next. */
function chainOf(name: string, steps: Step[]): WorkflowFile {
	const nodes = steps.map((step, index) => ({ id: String(index), position: [index * 240, 0], ...step }));
	const connections = Object.fromEntries(steps.slice(1).map((step, index) => [steps[index].name, { main: [[{ node: step.name, type: 'main', index: 0 }]] }]));
	return { name, nodes, connections };
}
