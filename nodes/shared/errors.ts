import { NodeApiError, NodeOperationError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';
import { GenesysApiError, GenesysUnreachableError, PartlySentError, RefusedError } from '../../genesys/errors';
import { withoutUndefined } from '../../genesys/json';

/** A failure as n8n shows it: what happened as the message, what to do as the description, the item it belongs to. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof PartlySentError) {
		const shown = toNodeError(node, error.cause, itemIndex);
		return Object.assign(shown, { message: error.message, description: error.advice });
	}
	if (error instanceof GenesysApiError || error instanceof GenesysUnreachableError) {
		const details: JsonObject = {
			code: error.code,
			...(error instanceof GenesysApiError ? { status: error.status, contextId: error.contextId } : {}),
		};
		const shown = new NodeApiError(node, details, {
			message: error.message,
			description: error.advice,
			httpCode: error instanceof GenesysApiError ? String(error.status) : undefined,
			itemIndex,
		});
		// n8n puts a text of its own in its place for codes such as ECONNREFUSED, which does not say what could not be reached.
		shown.message = error.message;
		return shown;
	}
	if (error instanceof RefusedError) {
		return new NodeOperationError(node, error.message, { description: error.advice, itemIndex });
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		// Wrapping it again would keep the first item's number.
		if (itemIndex !== undefined) error.context.itemIndex = itemIndex;
		return error;
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
}

/**
 * The same failure as an output item, for workflows that go on after it: they switch on `details.code`.
 *
 * n8n takes an item to the error output when `error`, `message` and `details` are its only keys. (An `error` beside
 * the `json` would do it as well, but then n8n throws the rest of the `json` away.)
 */
export function toErrorItem(error: unknown): IDataObject {
	return { error: error instanceof Error ? error.message : String(error), details: detailsOf(error) };
}

function detailsOf(error: unknown): IDataObject {
	if (error instanceof PartlySentError) return { ...detailsOf(error.cause), advice: error.advice, delivered: { ...error.delivered } };
	if (error instanceof GenesysApiError) {
		return { code: error.code, status: error.status, contextId: error.contextId, advice: error.advice };
	}
	if (error instanceof GenesysUnreachableError) return { code: error.code, advice: error.advice };
	if (error instanceof RefusedError) return withoutUndefined({ code: error.code, parameter: error.parameter, advice: error.advice });
	return { code: 'unexpected' };
}
