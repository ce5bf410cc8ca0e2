import { BY_QUEUE_NAME, deployFlow, flowYaml, integrationBehind, problemsWith } from './support/flows.mts';
import { contract } from './support/genesys.mts';
import { messageOf, newCustomer, participantsOf } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20, flowJobMs: 20 });
const { architect, conversations } = genesys;

/** Deploys a flow, sends a first message with these custom attributes, and gives the conversation. */
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

async function queueOf(yaml: string, customAttributes?: Record<string, string>): Promise<string | undefined> {
	const waiting = await participantsOf(genesys, await conversationOf(yaml, customAttributes), 'acd');
	return waiting[0]?.queueName;
}

describe('a flow in YAML', () => {
	test('is published, and its messages wait in the queue that the custom attribute names', async () => {
		const yaml = flowYaml({ name: 'By queue name', actions: BY_QUEUE_NAME });
		expect(await queueOf(yaml, { queueName: 'Sales' })).toBe('Sales');
		expect(await queueOf(yaml, { queueName: 'No such queue' })).toBe('Billing');
		expect(await queueOf(yaml)).toBe('Billing');
	});

	test('that reads another attribute takes another way: a mistake in it shows', async () => {
		const wrong = BY_QUEUE_NAME.replace('lit: queueName', 'lit: Context.queueName');
		expect(await queueOf(flowYaml({ name: 'Wrong', actions: wrong }), { queueName: 'Sales' })).toBe('Billing');
	});

	test('sets the priority, the language and the skills of the wait', async () => {
		const variables = `
          - languageVariable: { name: State.Language, initialValue: { noValue: true } }
          - skillVariable: { name: State.Skill, initialValue: { lit: { name: Returns } } }`;
		const actions = `
          - findLanguageSkill: { name: Find, findName: { lit: German }, findResult: { var: State.Language } }
          - transferToAcd:
              name: Transfer
              targetQueue: { lit: { name: Sales } }
              priority: { exp: 'ToInt("7")' }
              languageSkill: { exp: State.Language }
              acdSkills: [{ acdSkill: { exp: State.Skill } }]`;
		const conversationId = await conversationOf(flowYaml({ name: 'Skills', variables, actions }));
		const [{ conversationRoutingData }] = await participantsOf(genesys, conversationId, 'acd');
		expect(conversationRoutingData).toMatchObject({
			priority: 7,
			language: { name: 'German' },
			skills: [{ name: 'Returns' }],
		});
	});

	test('answers, writes participant data and disconnects', async () => {
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
	])('understands %s', async (exp, queueName, queue) => {
		const actions = BY_QUEUE_NAME.replace('exp: State.QueueName', `exp: '${exp}'`);
		expect(await queueOf(flowYaml({ name: 'Expressions', actions }), { queueName })).toBe(queue);
	});

	test('switches to the first case that is true', async () => {
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

	test('of the same name is a new version of it', async () => {
		const first = await deployFlow(genesys, flowYaml({ name: 'Twice', actions: BY_QUEUE_NAME }));
		const second = await deployFlow(genesys, flowYaml({ name: 'Twice', actions: BY_QUEUE_NAME }));
		expect(second.flow?.id).toBe(first.flow?.id);
		expect(await architect.getFlow(first.flow?.id ?? '')).toMatchObject({ publishedVersion: { id: '2' } });
	});
});

describe('a flow that is not good fails, and says why:', () => {
	const actionsWith = (from: string, to: string) => ({ actions: BY_QUEUE_NAME.replace(from, to) });
	test.each([
		['an action that does not exist', actionsWith('findQueue:', 'findTheQueue:'), 'Unknown action "findTheQueue"'],
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
			'a value of another type',
			actionsWith('targetQueue: { exp: State.Queue }', 'targetQueue: { exp: State.QueueName }'),
			'the type queue is needed, not string',
		],
		['an expression that breaks off', actionsWith('IsSet(State.Queue)', 'IsSet(State.Queue'), 'a ")" is missing'],
		['a beginning that does not exist', { actions: BY_QUEUE_NAME, refId: 'Another' }, 'startUpRef'],
		[
			'a division that does not exist',
			{ actions: BY_QUEUE_NAME, division: 'Mars' },
			'The division "Mars" does not exist',
		],
	])('%s', async (_what, parts, reason) => {
		expect(await problemsWith(genesys, flowYaml({ name: 'Bad', ...parts }))).toContain(reason);
		expect((await architect.getFlows({ name: 'Bad' })).entities).toEqual([]);
	});

	test('what is no YAML, or no message flow', async () => {
		expect(await problemsWith(genesys, 'inboundShortMessage: [')).toContain('The YAML cannot be read');
		expect(await problemsWith(genesys, 'inboundCall: { name: Calls }')).toContain('not inboundCall');
	});

	test('every problem is told, not the first alone', async () => {
		const actions = BY_QUEUE_NAME.replace('IsSet(', 'Exists(').replace('lit: 3', 'lit: high');
		const problems = await problemsWith(genesys, flowYaml({ name: 'Bad', actions }));
		expect(problems).toContain('Exists()');
		expect(problems).toContain('priority: the literal is not of the type integer');
	});
});
