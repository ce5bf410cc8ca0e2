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

/** Of the generation that the trigger, or Setup, is set to. */
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

/** The lists of the action node, by the names that the descriptions use. */
export const listSearch = {
	getBotConnectors,
	getIntegrations,
	getInteractionWidgets,
	getQueues: namesOf('queue', "No queue found. Create one in Admin › Queues, or add the queues' division to your role"),
	getLanguages: namesOf('language', 'No language skill found. Create one in Admin › ACD Skills & Languages'),
	getSkills: namesOf('skill', 'No skill found. Create one in Admin › ACD Skills & Languages'),
};

/** The value is the name, not the ID: Architect finds queues, languages and skills by their names. */
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

/** As many results fill the list, so that people can scroll for more. */
const ENOUGH = 20;

/**
 * The method behind a list that people search in: reads on until it has found enough, as Genesys filters few lists by name.
 * n8n passes the number of the next page as a text.
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
				// n8n shows the message alone.
				throw new RefusedError({ code: 'not.found', message: whereNone, advice: '' });
			}
			return { results, paginationToken: next?.toString() };
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}
