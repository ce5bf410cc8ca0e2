import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callSimulator } from '../../../demo/simulator.mts';
import { ensure, type Check } from '../check.mts';
import { credentialData, type Place } from '../place.mts';

/** The package as n8n loads it, and the test of its credential. */

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The nodes or credentials that n8n knows. */
export async function typesIn<T = object>({ n8n, rest }: Place, kind: 'nodes' | 'credentials'): Promise<Array<T & { name: string }>> {
	const response = await fetch(`${n8n.url}/types/${kind}.json`, { headers: { cookie: rest.cookie } });
	return (await response.json()) as Array<T & { name: string }>;
}

/** The name of a type, from the name of its file. */
function nameOf(path: string): string {
	const [name] = basename(path).split('.');
	return `${name[0].toLowerCase()}${name.slice(1)}`;
}

async function testCredential({ rest, simulator }: Place, client?: object): Promise<{ status: string; message: string }> {
	const credential = { name: randomUUID(), type: 'genesysCloudApi', data: credentialData(simulator.url, client) };
	// Old versions test stored credentials only.
	const id = await rest.createCredential(credential.name, credential.type, credential.data);
	return await rest.request('POST', '/credentials/test', { credentials: { id, ...credential } });
}

const MISSING = 'conversation:message:receive';
const OTHERS = [
	'conversation:communication:view',
	'conversation:communication:disconnect',
	'messaging:integration:view',
	'messaging:integration:edit',
	'routing:queue:view',
	'analytics:conversationDetail:view',
	'directory:user:view',
];

export const packageChecks: Check[] = [
	{
		title: 'loads the nodes and credentials',
		async run(place) {
			const { name, n8n } = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
			const known = [...(await typesIn(place, 'nodes')), ...(await typesIn(place, 'credentials'))].map((type) => type.name);
			const wanted = [...n8n.nodes.map((path) => `${name}.${nameOf(path)}`), ...n8n.credentials.map(nameOf)];
			const missing = wanted.filter((type) => !known.includes(type));
			ensure(missing.length === 0, `n8n does not know ${missing.join(', ')}`);
		},
	},
	{
		title: 'passes the credential test',
		async run(place) {
			const { status, message } = await testCredential(place);
			ensure(status === 'OK', message);
		},
	},
	{
		title: 'lists a missing permission in the credential test',
		async run(place) {
			const client = { clientId: randomUUID(), clientSecret: randomUUID() };
			await callSimulator(place.simulator.url, 'POST', '/simulator/clients', { ...client, permissions: OTHERS });
			const { status, message } = await testCredential(place, client);
			ensure(status === 'Error' && message.includes(MISSING), `${status}: ${message}`);
		},
	},
];
