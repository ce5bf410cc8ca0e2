import type { ICredentialType, INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { pages, read } from '../support/documentation';

/** n8n's UX guidelines for verified nodes, on every description as n8n loads it (docs/verification.md lists them). */

const { n8n: { nodes, credentials } } = JSON.parse(read('package.json')) as { n8n: { nodes: string[]; credentials: string[] } };

/** The class behind an entry of package.json, from its source. */
function load<T>(entry: string): T {
	const source = entry.replace('dist/', '').replace(/\.js$/, '');
	const name = source.split('/').pop()!.split('.')[0];
	const { [name]: LoadedClass } = jest.requireActual<Record<string, new () => T>>(`../../${source}`);
	return new LoadedClass();
}

const descriptions = nodes.map((entry): [string, INodeTypeDescription] => {
	const { description } = load<INodeType>(entry);
	return [description.displayName, description];
});
const credentialTypes = credentials.map((entry): [string, ICredentialType] => {
	const type = load<ICredentialType>(entry);
	return [type.displayName, type];
});

/** The properties with those inside collections. */
const allProperties = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => [property, ...(property.options ?? []).flatMap(inside)]);
const inside = (option: INodePropertyOptions | INodeProperties | INodePropertyCollection): INodeProperties[] => {
	if ('values' in option) return allProperties(option.values);
	return 'displayName' in option && 'type' in option ? allProperties([option as INodeProperties]) : [];
};
const choices = ({ options = [], type }: INodeProperties) => (type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : []);

const properties = [
	...descriptions.flatMap(([name, description]) => allProperties(description.properties).map((property) => ({ owner: name, property }))),
	...credentialTypes.flatMap(([name, type]) => allProperties(type.properties).map((property) => ({ owner: name, property }))),
].filter(({ property }) => property.type !== 'notice' && property.type !== 'hidden');

/** The places whose text breaks a rule. */
const breaking = (rule: (property: INodeProperties) => boolean) =>
	properties.filter(({ property }) => !rule(property)).map(({ owner, property }) => `${owner}: ${property.displayName}`);

const SMALL = /^(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|per)$/;
/** Codes after a dash, such as "German – de", stay as they are. */
const isTitleCase = (text: string) => text.replace(/ – .*/, '').split(/[ /(]+/).every((word, index) => (index > 0 && SMALL.test(word)) || /^[^a-z]|[.-]/.test(word));
const isSentence = (text: string) => !/^[a-z]/.test(text);
const endsWithPeriod = (text: string) => /[^.]\.$/.test(text.replace(/<[^>]*>/g, ''));
const sentences = (text: string) => text.replace(/e\.g\./g, 'eg').split(/[.!?] (?=[A-Z])/).length;

it('covers every node and credential of the package', () => {
	expect([descriptions.length, credentialTypes.length]).toEqual([6, 4]);
	expect(properties.length).toBeGreaterThan(150);
});

it('shows names in title case', () => {
	expect(breaking(({ displayName }) => isTitleCase(displayName))).toEqual([]);
	expect(breaking((property) => choices(property).every(({ name }) => isTitleCase(name)))).toEqual([]);
});

it('describes fields and choices in sentence case, with a period only after more than one sentence', () => {
	const isWell = (text = '') => isSentence(text) && endsWithPeriod(text) === sentences(text) > 1;
	expect(breaking(({ description }) => isWell(description))).toEqual([]);
	expect(breaking((property) => choices(property).every(({ description }) => isWell(description)))).toEqual([]);
});

it('keeps descriptions and hints to two sentences, since more belongs in the documentation', () => {
	expect(breaking(({ description = '', hint = '' }) => sentences(description) <= 2 && sentences(hint) <= 2)).toEqual([]);
});

it('describes every switch with "Whether"', () => {
	expect(breaking(({ type, description }) => type !== 'boolean' || /^Whether /.test(description ?? ''))).toEqual([]);
});

it('starts every placeholder of a text field with "e.g."', () => {
	const hasExample = ({ type, placeholder = '' }: INodeProperties) => !['string', 'number', 'json'].includes(type) || placeholder === '' || /^e\.g\. |^$/.test(placeholder);
	expect(breaking(hasExample)).toEqual([]);
});

it('opens every resource locator on the list', () => {
	const startsWithList = ({ type, default: value, modes }: INodeProperties) =>
		type !== 'resourceLocator' || ((value as { mode: string }).mode === 'list' && modes?.[0].name === 'list');
	expect(breaking(startsWithList)).toEqual([]);
});

it('masks every secret', () => {
	const isMasked = ({ name, type, typeOptions }: INodeProperties) => type !== 'string' || !/secret$/i.test(name) || typeOptions?.password === true;
	expect(breaking(isMasked)).toEqual([]);
});

it('offers OAuth2 wherever it offers client credentials', () => {
	const names = descriptions.map(([, { credentials: used = [] }]) => used.map(({ name }) => name));
	expect(names.filter((used) => used.includes('genesysCloudApi') && !used.includes('genesysCloudOAuth2Api'))).toEqual([]);
});

describe.each(descriptions)('%s', (_, { name, version, icon, credentials: used }) => {
	const entry = nodes.find((one) => one.toLowerCase().endsWith(`/${name.toLowerCase()}.node.js`))!;
	const codex = JSON.parse(read(entry.replace('dist/', '').replace(/\.js$/, '.json'))) as Record<string, never> & {
		node: string; nodeVersion: string; categories: string[]; alias: string[]; resources: Record<string, Array<{ url: string }>>;
	};

	it('is listed under Communication and found by its search words', () => {
		expect(codex.node).toBe(`n8n-nodes-genesys-open-messaging.${name}`);
		expect(Number(codex.nodeVersion)).toBe([version].flat().at(-1));
		expect(codex.categories).toEqual(['Communication']);
		expect(codex.alias).toEqual(expect.arrayContaining(['genesys', 'contact center']));
	});

	it('links pages that exist', () => {
		const linked = Object.values(codex.resources).flat().map(({ url }) => url.split('/blob/main/')[1].split('#')[0]);
		expect(linked).toHaveLength(2);
		expect(pages()).toEqual(expect.arrayContaining(linked));
	});

	it('has an icon for light and dark, and a credential', () => {
		expect(icon).toMatchObject({ light: expect.stringMatching(/\.svg$/), dark: expect.stringMatching(/\.dark\.svg$/) });
		expect(used).not.toHaveLength(0);
	});
});
