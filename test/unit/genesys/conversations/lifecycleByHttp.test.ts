import { parse } from 'yaml';
import { parseDetailEvent } from '../../../../genesys/conversations/detailEvents';
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

/** The envelopes of the other ways, what no simple field can hold, and what an agent has noted, which is nobody's business. */
const NOT_SENT = ['detail', 'eventBody', 'topicName', 'journeyContext', 'wrapupNotes'];

const common = {
	eventTime: Date.parse('2026-01-31T10:00:00.000Z'),
	conversationId: 'c1',
	participantId: 'p1',
	mediaType: 'MESSAGE',
	messageType: 'OPEN',
	addressTo: 'customer "42"\\\n',
	addressFrom: 'integration-1',
};
const bodies: Record<string, Record<string, string | number>> = {
	'customer.start': { ...common, externalContactId: 'contact-1' },
	'customer.end': { ...common, disconnectType: 'CLIENT', interactingDurationMs: 9000 },
	'acd.start': { ...common, queueId: 'queue-1' },
	'acd.end': { ...common, queueId: 'queue-1', disconnectType: 'TRANSFER', acdOutcome: 'ANSWERED', answeredUserId: 'user-1' },
	'user.start': { ...common, userId: 'user-1', queueId: 'queue-1' },
	'user.end': { ...common, userId: 'user-1', queueId: 'queue-1', disconnectType: 'CLIENT', interactingDurationMs: 9000, heldDurationMs: 500 },
	acw: { ...common, userId: 'user-1', queueId: 'queue-1', wrapupCode: 'done', wrapupDurationMs: 500 },
};
const kinds = Object.keys(bodies);

/** The fields that the parser looks at, in one delivery of each kind and in one that does not say which it is. */
function fieldsRead(): string[] {
	const read = new Set<string>();
	const watched = (body: object) =>
		new Proxy(body, {
			get: (target, name) => {
				read.add(String(name));
				return Reflect.get(target, name) as unknown;
			},
		});
	for (const kind of kinds) parseDetailEvent(watched({ ...bodies[kind], eventType: kind }), 0);
	parseDetailEvent(watched(common), 0);
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
	it('takes exactly the fields that the trigger reads', () => {
		expect(inputNames).toEqual(fieldsRead().filter((name) => !NOT_SENT.includes(name)).sort());
	});

	it('sends each of them', () => {
		const sent = JSON.parse(sentFor(Object.fromEntries(inputNames.map((name) => [name, name])))) as object;
		expect(sent).toEqual(Object.fromEntries(inputNames.map((name) => [name, name])));
	});

	it.each(kinds)('makes a %s that the trigger takes like a notification, without being told which event it is', (kind) => {
		const notification = { topicName: `v2.detail.events.conversation.c1.${kind}`, eventBody: bodies[kind] };
		const expected = parseDetailEvent(notification, 0);
		expect(expected?.kind).toBe(kind);
		expect(parseDetailEvent(JSON.parse(sentFor(bodies[kind])), 0)).toEqual(expected);
	});

	it('asks for no more than the conversation, since no event has all fields', () => {
		expect(action.contract.input.inputSchema.required).toEqual(['conversationId']);
	});

	it('posts to the URL of the trigger, with the secret from the credentials of its integration', () => {
		expect(request).toMatchObject({ requestType: 'POST', headers: { 'x-lifecycle-secret': '${credentials.webhookSecret}' } });
		expect(request.requestUrlTemplate).toMatch(/^https:\/\/[\w.]+\/webhook\/[\w-]+\/genesys-open-messaging$/);
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
