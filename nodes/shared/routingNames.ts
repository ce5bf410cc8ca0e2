import type { IExecuteFunctions } from 'n8n-workflow';
import { FreshCache } from '../../genesys/freshCache';
import { lookUp, unknownName, type Kind } from '../../genesys/routing/named';
import { credentialIdOf } from './credential';
import { impatientClient } from './transport';

/** Names as spelled in Genesys Cloud, or `undefined` if the lookup failed. */
const names = new FreshCache<string | undefined>(10 * 60_000, 1000);
/** Milliseconds before a failed lookup is tried again. */
const FAILED_MS = 60_000;

/**
 * The name of a queue, language, or skill as spelled in Genesys Cloud. If the lookup fails, because the role lacks the
 * permission or Genesys Cloud doesn't respond, returns the name unchanged: a check must never lose a conversation.
 *
 * @throws RefusedError such as `queue.not.found` for an unknown name, with the existing names
 */
export async function routingName(context: IExecuteFunctions, kind: Kind, given: string, what: string): Promise<string> {
	if (given === '') return '';
	const read = async () => {
		const found = await lookUp(impatientClient(context), kind, given, what).catch(() => undefined);
		if (!Array.isArray(found)) return found?.name;
		// If the role can't access any queue, it lacks their divisions.
		if (kind === 'queue' && found.length === 0) return undefined;
		throw unknownName(kind, given, what, found);
	};
	const key = [credentialIdOf(context), kind, given].join('/');
	return (await names.get(key, read, (name, ageMs) => name !== undefined || ageMs < FAILED_MS)) ?? given;
}
