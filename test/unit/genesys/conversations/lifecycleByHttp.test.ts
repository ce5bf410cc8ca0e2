import { parse } from 'yaml';
import { readDoorbell } from '../../../../genesys/conversations/doorbell';
import { exampleText } from '../../../support/example';

/** What docs/lifecycle.md lets people import into Genesys Cloud, so that it calls the trigger's second address. */

interface DataAction {
	name: string;
	config: { request: { requestUrlTemplate: string; requestType: string; headers: Record<string, string>; requestTemplate: string } };
	contract: { input: { inputSchema: { properties: Record<string, { type: string }>; required: string[] } } };
}
const action = JSON.parse(exampleText('lifecycle-by-http/data-action.json')) as DataAction;
const { request } = action.config;
const inputs = action.contract.input.inputSchema.properties;
const inputNames = Object.keys(inputs).sort();

type Variable = Record<string, { name: string; isInput: boolean }>;
interface CallData {
	category: Record<string, { dataAction: Record<string, { inputs: Record<string, { exp?: string }> }> }>;
}
interface Workflow {
	workflow: { startUpRef: string; variables: Variable[]; states: Array<{ state: { refId: string; actions: Array<{ callData?: CallData }> } }> };
}
const { workflow } = parse(exampleText('lifecycle-by-http/workflow.yaml')) as Workflow;
const [{ state }] = workflow.states;
const called = state.actions[0].callData?.category['n8n Life Cycle'].dataAction[action.name].inputs ?? {};

/** The envelopes of EventBridge. */
const NOT_SENT = ['detail', 'eventBody'];

const ID = '5d0d331e-9c7b-4a8e-b0a1-0c2d3e4f5a6b';
const AT = Date.parse('2026-01-31T10:00:00.000Z');
const event: Record<string, string | number> = { eventTime: AT, conversationId: ID, mediaType: 'MESSAGE', messageType: 'OPEN', userId: 'user-1' };

/** The fields that the trigger looks at in a delivery. */
function fieldsRead(): string[] {
	const read = new Set<string>();
	const watched = new Proxy(event, {
		get: (target, name) => {
			read.add(String(name));
			return Reflect.get(target, name) as unknown;
		},
	});
	readDoorbell(watched, AT);
	return [...read];
}

/** What the workflow and the data action make of an event: the part of Velocity that the template uses. */
function sentFor(event: Record<string, string | number>): string {
	const input = (name: string) => String(event[name] ?? '');
	return request.requestTemplate
		.replace(/\$!esc\.jsonString\(\$\{input\.(\w+)\}\)/g, (_all, name: string) => JSON.stringify(input(name)).slice(1, -1))
		.replace(/\$!\{input\.(\w+)\}/g, (_all, name: string) => input(name));
}

describe('the data action for events by HTTP', () => {
	it('takes the fields that the trigger reads', () => {
		expect(inputNames).toEqual(expect.arrayContaining(fieldsRead().filter((name) => !NOT_SENT.includes(name))));
	});

	it('sends each of them', () => {
		const sent = JSON.parse(sentFor(Object.fromEntries(inputNames.map((name) => [name, name])))) as object;
		expect(sent).toEqual(Object.fromEntries(inputNames.map((name) => [name, name])));
	});

	it('posts what the trigger understands', () => {
		expect(readDoorbell(JSON.parse(sentFor(event)), AT + 1000)).toEqual({ conversationId: ID, at: AT });
	});

	it('asks for no more than the conversation, since no event has all fields', () => {
		expect(action.contract.input.inputSchema.required).toEqual(['conversationId']);
	});

	it('posts to the second address, with the secret from the credentials of its integration', () => {
		expect(request).toMatchObject({ requestType: 'POST', headers: { 'x-lifecycle-secret': '${credentials.webhookSecret}' } });
		expect(request.requestUrlTemplate).toMatch(/^https:\/\/[\w.]+\/webhook\/[\w-]+\/lifecycle$/);
	});
});

describe('the workflow for events by HTTP', () => {
	it('gives the data action each field of the event, of the type that it takes', () => {
		expect(Object.keys(called).sort()).toEqual(inputNames);
		const variables = workflow.variables.map((variable) => Object.entries(variable)[0]);
		const filled = variables.filter(([, { isInput }]) => isInput).map(([type, { name }]) => [name, type]);
		const wanted = inputNames.filter((name) => name !== 'eventType').map((name) => [called[name].exp, `${inputs[name].type}Variable`]);
		expect(filled.sort()).toEqual(wanted.sort());
		expect(wanted.map(([name]) => name)).toEqual(inputNames.filter((name) => name !== 'eventType').map((name) => `Flow.${name}`));
	});

	it('starts where its only state is', () => {
		expect(workflow.startUpRef).toBe(`/workflow/states/state[${state.refId}]`);
	});
});
