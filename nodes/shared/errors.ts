import { NodeApiError, NodeOperationError, type IDataObject, type IHookFunctions, type INode } from 'n8n-workflow';
import { GenesysApiError, GenesysUnreachableError, inOneText, PartlySentError, reasonOf, RefusedError } from '../../genesys/errors';
import { withoutUndefined } from '../../genesys/json';

/** An error for n8n: the message says what happened, and the description how to fix it. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof PartlySentError) {
		const shown = toNodeError(node, error.cause, itemIndex);
		return Object.assign(shown, { message: error.message, description: error.advice });
	}
	if (error instanceof GenesysApiError || error instanceof GenesysUnreachableError) {
		const { code, message, advice: description } = error;
		const answer = error instanceof GenesysApiError ? { status: error.status, contextId: error.contextId } : undefined;
		const shown = new NodeApiError(node, { code, ...answer }, { message, description, httpCode: answer?.status.toString(), itemIndex });
		// For codes such as ECONNREFUSED, n8n replaces the message with one that doesn't name the host.
		shown.message = message;
		return shown;
	}
	if (error instanceof RefusedError) return new NodeOperationError(node, error.message, { description: error.advice, itemIndex });
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		// Wrapping it again would keep the index of the first item.
		if (itemIndex !== undefined) error.context.itemIndex = itemIndex;
		return error;
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
}

/** When publishing fails, n8n shows only the message, so the message must include the fix. */
export function inPlainWords(method: (context: IHookFunctions) => Promise<boolean>) {
	return async function (this: IHookFunctions): Promise<boolean> {
		return await method(this).catch((error: unknown) => {
			const shown = toNodeError(this.getNode(), error);
			shown.message = inOneText({ message: shown.message, advice: shown.description ?? '' });
			throw shown;
		});
	};
}

/** An error as an output item. `error` is the only key, because n8n before 2.36 sends no other item to the error output. */
export function toErrorItem(error: unknown): IDataObject {
	return { error: withoutUndefined({ message: reasonOf(error), ...detailsOf(error) }) };
}

function detailsOf(error: unknown): IDataObject {
	if (error instanceof PartlySentError) return { ...detailsOf(error.cause), advice: error.advice, delivered: { ...error.delivered } };
	if (error instanceof GenesysApiError) {
		const { code, advice, status, contextId } = error;
		return { code, advice, status, contextId: contextId || undefined };
	}
	if (error instanceof GenesysUnreachableError) return { code: error.code, advice: error.advice };
	if (error instanceof RefusedError) return { code: error.code, advice: error.advice, parameter: error.parameter };
	const ofN8n = error instanceof NodeApiError || error instanceof NodeOperationError ? error.description : undefined;
	return { code: 'unexpected', advice: ofN8n || "If the message doesn't explain how to fix it, report an issue for this package." };
}
