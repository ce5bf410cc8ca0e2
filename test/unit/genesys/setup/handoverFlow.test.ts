import { parse } from 'yaml';
import { asArray, asObject } from '../../../../genesys/json';
import { defaultQueueIn, handoverFlowName, handoverFlowYaml, ownershipOf } from '../../../../genesys/setup/handoverFlow';
import { exampleText } from '../../../support/example';

const flowOf = (defaultQueue: string, name = 'Chat Handover') => ({ name, defaultQueue });

/** The flow as a YAML parser reads it. */
function read(defaultQueue: string, name?: string) {
	const document = asObject(parse(handoverFlowYaml(flowOf(defaultQueue, name))));
	const flow = asObject(document?.inboundShortMessage);
	const state = asObject(asObject(asArray(flow?.states)[0])?.state);
	const actions = asArray(state?.actions).map((action) => Object.entries(asObject(action) ?? {})[0]);
	return { document, flow, actions };
}

/** Every occurrence of the default queue: the name to look up, and the queue of the last transfer. */
const queuesIn = (defaultQueue: string) =>
	[...JSON.stringify(read(defaultQueue).actions).matchAll(/"lit":(?:\{"name":("(?:[^"\\]|\\.)*")\}|("(?:[^"\\]|\\.)*"))/g)]
		.map(([, queue, text]) => JSON.parse(queue ?? text) as string)
		.filter((text) => !['queueName', 'language', 'skills', 'priority', '0'].includes(text) && !text.startsWith('Sorry'));

describe('the handover flow', () => {
	it('matches the example file exactly', () => {
		expect(handoverFlowYaml({ name: handoverFlowName('n8n Open Messaging'), defaultQueue: 'Support' })).toBe(
			exampleText('architect/n8n-open-messaging-handover.yaml'),
		);
	});

	it('reads the attributes that Handover: Start sends', () => {
		const [[name, action]] = read('Support').actions;
		expect(name).toBe('getParticipantData');
		expect(asArray(asObject(action)?.attributes).map((entry) => asObject(asObject(asObject(entry)?.attribute)?.name)?.lit)).toEqual([
			'queueName',
			'language',
			'skills',
			'priority',
		]);
	});

	it('falls back to the default queue, then to a message to the customer', () => {
		expect(read('Support').actions.map(([name]) => name)).toEqual([
			'getParticipantData',
			'decision',
			'updateData',
			'decision',
			'decision',
			'transferToAcd',
			'sendResponse',
			'disconnect',
		]);
	});

	it('uses only known values in the last transfer', () => {
		const [, last] = read('Support').actions[5];
		expect(last).toEqual({
			name: 'Transfer to the default queue',
			targetQueue: { lit: { name: 'Support' } },
			priority: { lit: 0 },
			preferredAgents: { noValue: true },
			languageSkill: { noValue: true },
			directAgent: { noValue: true },
		});
	});

	it('avoids keys that no export of a message flow shows: Find actions and typed variables', () => {
		expect(handoverFlowYaml(flowOf('Support'))).not.toMatch(/find\w+:|(queue|skill|language\w*)Variable:/i);
	});

	it.each([
		'Support "VIP"',
		"Kundendienst: it's urgent",
		'a\nb: c\n      - disconnect: {}',
		'\\',
		'${x} {{archy}} %s #no comment',
		'サポート 🎧 Ünïcode',
		'line\u2028end\u2029\u0085\u007f\u0000\ufeff',
		'- [x]',
		'"',
		'noValue: true',
		' spaces ',
	])('treats %j as a plain name', (name) => {
		expect(queuesIn(name)).toEqual([name, name]);
		const { document, flow } = read(name, name);
		expect(Object.keys(document ?? {})).toEqual(['inboundShortMessage']);
		expect(flow?.name).toBe(name);
		expect(read(name).actions).toHaveLength(8);
		expect(handoverFlowYaml(flowOf(name, name))).not.toMatch(/\{\{|[\u007f-\u009f\u2028\u2029\ufeff]/);
		expect(defaultQueueIn(String(flow?.description))).toBe(name);
	});
});

describe('the ownership of a flow with our name', () => {
	const description = String(read('Support').flow?.description);

	it.each<[string, string, string, string]>([
		['our flow', description, 'Support', 'own'],
		['our flow with the queue name in another case', description, 'SUPPORT', 'own'],
		['our flow for another queue', description, 'Sales', 'outdated'],
		['our flow in another version', description.replace(/v\d+/, 'v0'), 'Support', 'outdated'],
		["the user's own flow", 'My flow', 'Support', 'foreign'],
		['our flow without the marker', description.replace(/\[.*\]/, ''), 'Support', 'foreign'],
		['a flow without a description', '', 'Support', 'foreign'],
	])('classifies %s', (_what, present, queue, ownership) => {
		expect(ownershipOf(present, flowOf(queue))).toBe(ownership);
	});

	it.each(['', 'My flow', '[n8n-open-messaging-handover v1 "\\x"]'])('finds no default queue in the description %j', (present) => {
		expect(defaultQueueIn(present)).toBeUndefined();
	});
});
