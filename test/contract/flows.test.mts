import { BY_QUEUE_NAME, deployFlow, flowYaml, integrationBehind, problemsWith } from './support/flows.mts';
import { contract } from './support/genesys.mts';
import { messageOf, newCustomer, participantsOf } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20, flowJobMs: 20 });
const { architect, conversations } = genesys;

/** Deploys a flow, sends a first message with these custom attributes, and returns the conversation. */
async function conversationOf(yaml: string, customAttributes: Record<string, string> = {}): Promise<string> {
	const { flow, messages } = await deployFlow(genesys, yaml);
	expect(messages).toMatchObject([{ type: 'INFO' }]);
	const message = messageOf(newCustomer());
	Object.assign(message.channel, { metadata: { customAttributes } });
	const { conversationId = '' } = await conversations.postConversationsMessageInboundOpenMessage(
		await integrationBehind(genesys, flow?.id),
		message,
		{ prefetchConversationId: true },
	);
	return conversationId;
}

/** Everything that a transfer can specify. */
const WITH_SKILLS = `
          - transferToAcd:
              name: Transfer
              targetQueue: { lit: { name: Sales } }
              priority: { exp: 'ToInt("7")' }
              languageSkill: { exp: 'FindLanguageSkill("german")' }
              acdSkills: [{ acdSkill: { exp: 'FindSkill("returns")' } }]
              directAgent: { noValue: true }`;

async function queueOf(yaml: string, customAttributes?: Record<string, string>): Promise<string | undefined> {
	const waiting = await participantsOf(genesys, await conversationOf(yaml, customAttributes), 'acd');
	return waiting[0]?.queueName;
}

describe('a flow in YAML', () => {
	test('a flow is published, and its messages wait in the queue from the custom attribute', async () => {
		const yaml = flowYaml({ name: 'By queue name', actions: BY_QUEUE_NAME });
		expect(await queueOf(yaml, { queueName: 'Sales' })).toBe('Sales');
		expect(await queueOf(yaml, { queueName: 'No such queue' })).toBe('Billing');
		expect(await queueOf(yaml)).toBe('Billing');
	});

	test('a flow that reads the wrong attribute takes a different path', async () => {
		const wrong = BY_QUEUE_NAME.replace('lit: queueName', 'lit: Context.queueName');
		expect(await queueOf(flowYaml({ name: 'Wrong', actions: wrong }), { queueName: 'Sales' })).toBe('Billing');
	});

	test('a flow sets the priority, the language, and the skills of the waiting conversation', async () => {
		const conversationId = await conversationOf(flowYaml({ name: 'Skills', actions: WITH_SKILLS }));
		const [{ conversationRoutingData }] = await participantsOf(genesys, conversationId, 'acd');
		expect(conversationRoutingData).toMatchObject({
			priority: 7,
			language: { name: 'German' },
			skills: [{ name: 'Returns' }],
		});
	});

	test('a flow ends the conversation with an error if a function cannot parse the text', async () => {
		const actions = WITH_SKILLS.replace('ToInt("7")', 'ToInt("high")');
		const { endTime, participants } = await conversations.getConversation(
			await conversationOf(flowYaml({ name: 'Error', actions })),
		);
		expect(endTime).toEqual(expect.any(String));
		expect(participants.map(({ messages }) => messages?.[0].disconnectType)).toEqual(['peer', 'error']);
	});

	test("a flow continues without a missing skill, or its transfer fails, because Genesys Cloud doesn't specify which", async () => {
		const actions = `${WITH_SKILLS.replace('FindSkill("returns")', 'FindSkill("juggling")')}
          - transferToAcd: { name: Otherwise, targetQueue: { lit: { name: Billing } } }`;
		const yaml = flowYaml({ name: 'Unknown skill', actions });
		expect(await queueOf(yaml)).toBe('Sales');
		await genesys.control('PATCH', 'settings', { unsetSkill: 'transferFails' });
		expect(await queueOf(yaml)).toBe('Billing');
		await genesys.control('PATCH', 'settings', { unsetSkill: 'ignored' });
	});

	test('a flow answers, writes participant data, and disconnects', async () => {
		const actions = `
          - sendResponse: { name: Closed, messageBody: { lit: We are closed } }
          - setParticipantData:
              name: Note
              attributes: [{ attribute: { name: { lit: closed }, value: { exp: Message.Message.body } } }]
          - disconnect: { name: Disconnect }`;
		const conversationId = await conversationOf(flowYaml({ name: 'Closed', actions }));
		const { participants, endTime } = await conversations.getConversation(conversationId);
		expect(endTime).toEqual(expect.any(String));
		expect(participants.map(({ purpose }) => purpose)).toEqual(['customer', 'workflow']);
		expect(participants[0].attributes).toEqual({ closed: 'Hello' });
		expect(participants[1].messages?.[0].messages).toHaveLength(1);
	});

	test.each([
		['If(State.QueueName == "vip", "Sales", "Billing")', 'vip', 'Sales'],
		['If(State.QueueName == "vip", "Sales", "Billing")', 'other', 'Billing'],
		['If(IsNotSetOrEmpty(State.QueueName), "Sales", State.QueueName)', '', 'Sales'],
		['If(IsSet(State.QueueName) and State.QueueName != "x", State.QueueName, "Sales")', 'Support', 'Support'],
		['If(ToInt(State.QueueName) == 5, "Sales", "Billing")', '5', 'Sales'],
		['If(Length(State.QueueName) > 3 and Count(Split(State.QueueName, ",")) <= 2, "Sales", "Billing")', 'a, b', 'Sales'],
		['Trim(GetAt(Split(State.QueueName, ","), 1))', 'Billing, Sales ,Support', 'Sales'],
		['If(IsSet(FindQueue(State.QueueName)), State.QueueName, "Sales")', 'SUPPORT', 'Support'],
		['Append(Replace(State.QueueName, "x", ""), "es")', 'xSxal', 'Sales'],
		['If(State.QueueName == "4", "Sales", GetAt(Split("", ","), 9))', '4', 'Sales'],
	])('a flow evaluates %s', async (exp, queueName, queue) => {
		const actions = BY_QUEUE_NAME.replace('{ exp: FindQueue(State.QueueName) }', `{ exp: 'FindQueue(${exp})' }`);
		expect(await queueOf(flowYaml({ name: 'Expressions', actions }), { queueName })).toBe(queue);
	});

	test('a flow switches to the first case that is true', async () => {
		const actions = `
          - getParticipantData:
              name: Read
              attributes: [{ attribute: { name: { lit: topic }, variable: State.QueueName } }]
          - switch:
              name: Topic
              evaluate:
                firstTrue:
                  default:
                    actions: [transferToAcd: { name: Rest, targetQueue: { lit: { name: Support } } }]
                  cases:
                    - case:
                        value: { exp: 'State.QueueName == "invoice"' }
                        actions: [transferToAcd: { name: Bills, targetQueue: { lit: { name: Billing } } }]`;
		expect(await queueOf(flowYaml({ name: 'Switch', actions }), { topic: 'invoice' })).toBe('Billing');
		expect(await queueOf(flowYaml({ name: 'Switch', actions }), { topic: 'other' })).toBe('Support');
	});

	test('a flow with the same name becomes a new version', async () => {
		const first = await deployFlow(genesys, flowYaml({ name: 'Twice', actions: BY_QUEUE_NAME }));
		const second = await deployFlow(genesys, flowYaml({ name: 'Twice', actions: BY_QUEUE_NAME }));
		expect(second.flow?.id).toBe(first.flow?.id);
		expect(await architect.getFlow(first.flow?.id ?? '')).toMatchObject({ publishedVersion: { id: '2' } });
	});
});

describe('an invalid flow fails with the reason:', () => {
	const actionsWith = (from: string, to: string) => ({ actions: BY_QUEUE_NAME.replace(from, to) });
	test.each([
		['an action that does not exist', actionsWith('updateData:', 'changeData:'), 'Unknown action "changeData"'],
		[
			'a Find action, which is in no message flow export',
			{ actions: `${BY_QUEUE_NAME}\n          - findQueue: { name: Find, findName: { lit: Sales }, findResult: { var: State.Queue } }` },
			'Unknown action "findQueue"',
		],
		[
			'a variable type that is in no export',
			{ actions: BY_QUEUE_NAME, variables: '\n          - skillVariable: { name: State.Skill, initialValue: { noValue: true } }' },
			'"skillVariable" is not known',
		],
		['a key that the action does not have', actionsWith('priority:', 'prio:'), 'transferToAcd "Transfer to ACD": the key "prio" is not known'],
		[
			'a function with arguments of the wrong type',
			actionsWith('FindQueue(State.QueueName)', `'FindQueue(Split(State.QueueName, ","))'`),
			'FindQueue() takes the type string, not strings',
		],
		[
			'a queue that does not exist',
			actionsWith('name: Billing', 'name: Invoices'),
			'updateData "Default queue": value: the queue "Invoices" does not exist',
		],
		[
			'a variable that is not declared',
			{ actions: BY_QUEUE_NAME, variables: ' []' },
			'the variable State.QueueName is not declared',
		],
		[
			'an unknown function',
			actionsWith('IsSet(', 'Exists('),
			'decision "Queue found?": condition: the function Exists() is not known',
		],
		[
			'a value of the wrong type',
			actionsWith('targetQueue: { exp: State.Queue }', 'targetQueue: { exp: State.QueueName }'),
			'the type queue is needed, not string',
		],
		['an unfinished expression', actionsWith('IsSet(State.Queue)', 'IsSet(State.Queue'), 'a ")" is missing'],
		['a start that does not exist', { actions: BY_QUEUE_NAME, refId: 'Another' }, 'startUpRef'],
		[
			'a division that does not exist',
			{ actions: BY_QUEUE_NAME, division: 'Mars' },
			'The division "Mars" does not exist',
		],
	])('a flow fails with the reason: %s', async (_what, parts, reason) => {
		expect(await problemsWith(genesys, flowYaml({ name: 'Bad', ...parts }))).toContain(reason);
		expect((await architect.getFlows({ name: 'Bad' })).entities).toEqual([]);
	});

	test.each([
		['a language without its skill', 'defaultLanguageSkill: { noValue: true }', 'none: true', 'supportedLanguages: en-us is written as'],
		['a setting that is in no export', 'defaultLanguage:', 'settingsMagic: {}\n  defaultLanguage:', 'the key "settingsMagic" is not known'],
		['an error handling from another flow type', 'states:', 'settingsErrorHandling: { errorHandling: { endWorkflow: { none: true } } }\n  states:', 'settingsErrorHandling is written as'],
	])('a flow fails with the reason for %s', async (_what, from, to, reason) => {
		const yaml = flowYaml({ name: 'Bad', actions: BY_QUEUE_NAME }).replace(from, to);
		expect(await problemsWith(genesys, yaml)).toContain(reason);
	});

	test('a flow fails if it is not YAML or not a message flow', async () => {
		expect(await problemsWith(genesys, 'inboundShortMessage: [')).toContain('The YAML is invalid');
		expect(await problemsWith(genesys, 'inboundCall: { name: Calls }')).toContain('not inboundCall');
	});

	test('a failed flow reports every problem, not only the first one', async () => {
		const actions = BY_QUEUE_NAME.replace('IsSet(', 'Exists(').replace('lit: 3', 'lit: high');
		const problems = await problemsWith(genesys, flowYaml({ name: 'Bad', actions }));
		expect(problems).toContain('Exists()');
		expect(problems).toContain('priority: the literal is not of the type integer');
	});
});
