import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { allQueues } from '../../genesys/routing/queues';
import { toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';

export async function loadQueues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const queues = await allQueues(genesysClient(this));
		return queues.map(({ id, name }) => ({ name, value: id }));
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
