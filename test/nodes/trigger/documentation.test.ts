import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { MESSAGE_EVENTS } from '../../../genesys/openMessaging/outbound';
import { STRUCTURED_KINDS } from '../../../genesys/openMessaging/structured';
import { codeIn, jsonBlocksIn, read, sectionsOf, tableRowsIn } from '../../support/documentation';
import { trigger } from '../support/engine';
import { triggerServer } from '../support/runTrigger';

/** docs/trigger.md: posts every delivery on the page unchanged. */

const PAGE = 'docs/trigger.md';

const start = triggerServer();

/** The first example is complete; the others omit what they share with it. */
const examples = sectionsOf(PAGE, '###').map(({ title, text }) => {
	// The last example may be followed by higher-level sections.
	const [delivery, item] = jsonBlocksIn(text.split('\n## ')[0]) as IDataObject[];
	return { title, delivery, item };
});
const [first] = examples;
const OWN = ['type', 'text', 'content', 'originatingEntity'];
const envelope = Object.fromEntries(Object.entries(first.delivery).filter(([key]) => !OWN.includes(key)));
const COMMON = ['messageId', 'conversationId', 'integrationId', 'customerId', 'customerIdType', 'time'];
const common = Object.fromEntries(COMMON.map((key) => [key, first.item[key]]));

const integrationId = { __rl: true, mode: 'id', value: String((first.delivery.channel as IDataObject).id) };
const parameters = { integrationId, events: [...MESSAGE_EVENTS] } satisfies INodeParameters;

const parametersOfTheNode = trigger.description.properties
	.filter(({ type }) => type !== 'notice')
	.flatMap((property): string[][] => {
		if (property.type !== 'collection') return [[property.displayName, property.name]];
		return ((property.options ?? []) as INodeProperties[]).map(({ displayName, name }) => [displayName, `${property.name}.${name}`]);
	});

describe('the page of the trigger', () => {
	afterEach(() => jest.restoreAllMocks());

	it('lists every parameter', () => {
		const [section] = sectionsOf(PAGE).filter(({ title }) => title === 'Parameters');
		const [, ...rows] = tableRowsIn(section.text);
		expect(rows.map(([displayName, name]) => [displayName, codeIn(name).join()]).sort()).toEqual(parametersOfTheNode.sort());
	});

	it('has an example of every event and every kind of structured content', () => {
		const kinds = examples.flatMap(({ item: { structured } }) => (structured ? [(structured as IDataObject).kind] : []));
		expect(kinds.sort()).toEqual([...STRUCTURED_KINDS].sort());
		const events = new Set(examples.map(({ item }) => item.event));
		expect([...events].sort()).toEqual([...MESSAGE_EVENTS].sort());
		expect(examples.some(({ item }) => item.attachments)).toBe(true);
	});

	it.each(examples)('shows the item of: $title', async ({ delivery, item }) => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse(String(common.time)));
		const running = start({ parameters });
		expect(await running.deliver({ ...envelope, ...delivery })).toMatchObject({ status: 200 });
		expect(running.started).toEqual([{ ...common, ...item }]);
	});

	it('lists every field of its items', () => {
		const fields = new Set(examples.flatMap(({ item }) => Object.keys(item)));
		expect([...fields].filter((field) => !read(PAGE).includes(`| \`${field}\` |`))).toEqual([]);
	});
});
