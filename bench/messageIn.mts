import { postAll, delivery, INTEGRATION_ID, typingNotice, WEBHOOK_SECRET, type Post } from './load.mts';
import { ENGINES, type BenchN8n, type Engine, type Place } from './place.mts';
import type { Section } from './report.mts';
import { takeTurns, type Comparison, type Turn } from './turns.mts';
import { countExecutions, lastOutput, nothing, publish, trigger, webhook, type Published, type Step } from './workflows.mts';

/** An agent's message coming in: the package's cost compared with n8n itself and with a hand-built workflow. */

type Accepted = 'bare Webhook node' | 'Webhook node with Header Auth' | 'hand-built' | 'trigger';
type Refused = 'wrong signature' | 'not selected';

/** Deliveries per turn: few, so that the variants alternate often. */
const DELIVERIES: Record<Engine, number> = { vm: 10, 'vm, lazy': 10, legacy: 20 };
/** Refused ones are so fast that a turn needs more of them. */
const REFUSED_FACTOR = 4;
const SECONDS = { quick: { vm: 9, 'vm, lazy': 9, legacy: 10 }, full: { vm: 90, 'vm, lazy': 90, legacy: 90 } };

const NONE = { atLeast: 0, atMost: 0 };
/** `vm` builds an isolate for every request, even if refused, so the package doesn't determine the rate of refused ones. */
const COMPARISONS: Record<Engine, Array<Comparison<Accepted | Refused>>> = {
	vm: [
		{ what: 'trigger : bare Webhook node', of: 'trigger', by: 'bare Webhook node', goal: { atMost: 1.3 } },
		{ what: 'trigger : Webhook node with Header Auth', of: 'trigger', by: 'Webhook node with Header Auth' },
		{ what: 'trigger : hand-built', of: 'trigger', by: 'hand-built', goal: { atMost: 1.1 } },
	],
	'vm, lazy': [
		{ what: 'trigger : bare Webhook node', of: 'trigger', by: 'bare Webhook node', goal: { atMost: 0.9 } },
		{ what: 'trigger : Webhook node with Header Auth', of: 'trigger', by: 'Webhook node with Header Auth' },
		{ what: 'trigger : hand-built', of: 'trigger', by: 'hand-built', goal: { atMost: 0.3 } },
	],
	legacy: [
		{ what: 'trigger : bare Webhook node', of: 'trigger', by: 'bare Webhook node', goal: { atMost: 1.05 } },
		{ what: 'trigger : Webhook node with Header Auth', of: 'trigger', by: 'Webhook node with Header Auth' },
		{ what: 'trigger : hand-built', of: 'trigger', by: 'hand-built', goal: { atMost: 1 } },
		{ what: 'accepted : wrong signature', of: 'trigger', by: 'wrong signature', goal: { atLeast: 5 } },
		{ what: 'accepted : not selected', of: 'trigger', by: 'not selected', goal: { atLeast: 5 } },
	],
};

export async function measureMessageIn(place: Place): Promise<Section[]> {
	const sections: Section[] = [];
	for (const engine of ENGINES) {
		place.say(`agent to workflow, expression engine ${engine}`);
		sections.push(await measureEngine(place, engine));
	}
	return sections;
}

async function measureEngine({ quick, n8n, mayRepeat }: Place, engine: Engine): Promise<Section> {
	const { rest } = n8n[engine];
	const { floor, secured, handBuilt, ours } = await publishAll(n8n[engine]);
	const count = DELIVERIES[engine];
	const seconds = SECONDS[quick ? 'quick' : 'full'][engine];

	const turn =
		({ url }: Published, make: (url: string) => Post = delivery, status = 200, factor = 1): Turn =>
		async () =>
			await postAll(Array.from({ length: count * factor }, () => make(url)), status);
	const accepted: Record<Accepted, Turn> = {
		'bare Webhook node': turn(floor),
		'Webhook node with Header Auth': turn(secured, withHeader),
		'hand-built': turn(handBuilt),
		trigger: turn(ours),
	};
	const refused: Record<Refused, Turn> = {
		'wrong signature': turn(ours, (url) => delivery(url, {}, `not ${WEBHOOK_SECRET}`), 401, REFUSED_FACTOR),
		'not selected': turn(ours, typingNotice, 200, REFUSED_FACTOR),
	};
	for (const one of Object.values(refused)) await one();
	const rows = await countExecutions(rest, ours.id);
	const variants: Record<string, Turn> = engine === 'vm' ? accepted : { ...accepted, ...refused };
	const { samples, compared } = await takeTurns({ variants, comparisons: COMPARISONS[engine], seconds, mayRepeat });

	for (const [{ id }, node] of [[handBuilt, 'Message'], [ours, 'Nothing']] as const) {
		const { text } = await lastOutput(rest, id, node);
		if (typeof text !== 'string') throw new Error(`The workflow that ends in "${node}" returned no text`);
	}
	const taken = (samples.trigger.length + 1) * count;
	return {
		title: `Agent to workflow, expression engine ${engine}${engine === 'vm' ? ' (default)' : ''}`,
		costs: samples,
		compared,
		facts: [
			{ what: 'executions stored for refused and unselected deliveries', value: rows, goal: NONE },
			{ what: 'extra executions stored for accepted deliveries', value: (await countExecutions(rest, ours.id)) - taken, goal: NONE },
		],
	};
}

/** The cheapest check that n8n's own node offers with a secret from a credential. */
const HEADER = { name: 'x-secret', value: WEBHOOK_SECRET };

function withHeader(url: string): Post {
	const post = delivery(url);
	return { ...post, headers: { ...post.headers, [HEADER.name]: HEADER.value } };
}

/** The workflows that receive an agent's message. The last two return its text in an item. */
async function publishAll({ rest, credential }: BenchN8n): Promise<Record<'floor' | 'secured' | 'handBuilt' | 'ours', Published>> {
	const headerAuth = { id: await rest.createCredential('Header', 'httpHeaderAuth', HEADER), name: 'Header' };
	const open = webhook();
	const secured = { ...open, parameters: { ...open.parameters, authentication: 'headerAuth' }, credentials: { httpHeaderAuth: headerAuth } };
	const hmac = { id: await rest.createCredential('HMAC', 'crypto', { hmacSecret: WEBHOOK_SECRET }), name: 'HMAC' };
	return {
		floor: await publish(rest, 'Floor', [webhook(), nothing]),
		secured: await publish(rest, 'Header Auth', [secured, nothing]),
		handBuilt: await publish(rest, 'Hand-built', handBuiltSteps(hmac)),
		ours: await publish(rest, 'Trigger', [trigger(INTEGRATION_ID, credential), nothing]),
	};
}

/**
 * A workflow built without this package: Webhook → Crypto → If → Set. The Webhook node parses the JSON; parsing it again would
 * be slower.
 */
function handBuiltSteps(hmac: { id: string; name: string }): Step[] {
	return [
		webhook({ rawBody: true }),
		{
			name: 'Crypto',
			type: 'n8n-nodes-base.crypto',
			typeVersion: 2,
			parameters: { action: 'hmac', binaryData: true, binaryPropertyName: 'data', type: 'SHA256', encoding: 'base64', dataPropertyName: 'signature' },
			credentials: { crypto: hmac },
		},
		{
			name: 'If',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.3,
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
					combinator: 'and',
					conditions: [
						{
							id: 'signature',
							leftValue: "={{ 'sha256=' + $json.signature }}",
							rightValue: "={{ $json.headers['x-hub-signature-256'] }}",
							operator: { type: 'string', operation: 'equals' },
						},
					],
				},
				options: {},
			},
		},
		{
			name: 'Message',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				assignments: {
					assignments: Object.entries({
						text: '$json.body.text',
						customerId: '$json.body.channel.to.id',
						conversationId: '$json.body.conversationId',
						messageId: '$json.body.id',
					}).map(([name, value]) => ({ id: name, name, value: `={{ ${value} }}`, type: 'string' })),
				},
				options: {},
			},
		},
	];
}
