import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { asWidget } from '../../genesys/agentPanel/widget';
import { listBotConnectors } from '../../genesys/botConnector/integrations';
import type { GenesysClient } from '../../genesys/client';
import { RefusedError } from '../../genesys/errors';
import { listIntegrations } from '../../genesys/openMessaging/integrations';
import { listPlatformIntegrations } from '../../genesys/platformIntegrations';
import { listNamed, type Kind } from '../../genesys/routing/named';
import { toNodeError } from './errors';
import { genesysClient } from './transport';

export const getIntegrations = listOf(
	async (client, page) => {
		const { entities, pageCount } = await listIntegrations(client, page);
		return { results: entities.map(({ id, name }) => ({ name, value: id })), pageCount };
	},
	'No Open Messaging integration found. Run Setup: Provision',
);

/** Integrations of the generation selected in the trigger or in Setup. */
export async function getBotConnectors(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const generation = this.getCurrentNodeParameter('generation') ?? this.getCurrentNodeParameter('connection');
	const readPage: ReadPage = async (client, page) => {
		const { entities, pageCount } = await listBotConnectors(client, page);
		return { results: entities.filter((each) => each.generation === generation).map(({ id, name }) => ({ name, value: id })), pageCount };
	};
	const list = listOf(readPage, 'No integration of this generation found. Add one in Admin › Integrations, or enter its ID');
	return await list.call(this, filter, paginationToken);
}

const getInteractionWidgets = listOf(
	async (client, page) => {
		const { entities, pageCount } = await listPlatformIntegrations(client, page);
		return { results: entities.flatMap((each) => asWidget(each) ?? []).map(({ id, name }) => ({ name, value: id })), pageCount };
	},
	'No Interaction Widget found. Run Setup: Provision',
);

/** The action node's lists, by the names in the descriptions. */
export const listSearch = {
	getBotConnectors,
	getIntegrations,
	getInteractionWidgets,
	getQueues: namesOf('queue', "No queue found. Create one in Admin › Queues, or add the queues' division to your role"),
	getLanguages: namesOf('language', 'No language skill found. Create one in Admin › ACD Skills & Languages'),
	getSkills: namesOf('skill', 'No skill found. Create one in Admin › ACD Skills & Languages'),
};

/** The value is the name rather than the ID, because Architect finds queues, languages, and skills by name. */
function namesOf(kind: Kind, whereNone: string) {
	return listOf(
		async (client, page, filter) => {
			const { entities, pageCount } = await listNamed(client, kind, page, filter);
			return { results: entities.map(({ name }) => ({ name, value: name })), pageCount };
		},
		whereNone,
	);
}

type ReadPage = (client: GenesysClient, page: number, filter: string) => Promise<{ results: INodeListSearchItems[]; pageCount: number }>;

/** Number of results that fills the list, so that users can scroll for more. */
const ENOUGH = 20;

/**
 * The search method of a list. It reads more pages until it has enough results, because Genesys Cloud filters few lists by
 * name. n8n passes the number of the next page as text.
 */
function listOf(readPage: ReadPage, whereNone: string) {
	return async function (this: ILoadOptionsFunctions, filter = '', paginationToken = '1'): Promise<INodeListSearchResult> {
		try {
			const client = genesysClient(this);
			const results: INodeListSearchItems[] = [];
			let next: number | undefined = Number(paginationToken);
			do {
				const page = await readPage(client, next, filter);
				results.push(...page.results.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())));
				next = next < page.pageCount ? next + 1 : undefined;
			} while (next !== undefined && results.length < ENOUGH);
			if (results.length === 0 && filter === '') {
				// n8n shows only the message.
				throw new RefusedError({ code: 'not.found', message: whereNone, advice: '' });
			}
			return { results, paginationToken: next?.toString() };
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}
