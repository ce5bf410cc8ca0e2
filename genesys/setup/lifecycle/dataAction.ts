import { EVENT_TYPE, NUMBER_FIELDS, TEXT_FIELDS } from './eventFields';
import { numberTemplate, SECRET_TEMPLATE, textTemplate } from './genesysRules';
import { MARK, VERSION } from './names';

/** Sent along, for nobody: it is the one place in an action that holds a word of one's own and comes back. */
export const MARK_HEADER = 'x-lifecycle-made-by';

export const CURRENT_MARK = `${MARK} v${VERSION}`;

/** How the data action posts an event (model ActionConfig). examples/lifecycle-by-http has the same for import. */
export function actionConfig(url: string): object {
	return {
		request: {
			requestUrlTemplate: url,
			requestType: 'POST',
			headers: { 'Content-Type': 'application/json', 'x-lifecycle-secret': SECRET_TEMPLATE, [MARK_HEADER]: CURRENT_MARK },
			requestTemplate: bodyTemplate(),
		},
		response: { translationMap: {}, translationMapDefaults: {}, successTemplate: '${rawResult}' },
	};
}

function bodyTemplate(): string {
	const values = [
		...[EVENT_TYPE, ...TEXT_FIELDS].map((field) => [field, textTemplate(field)]),
		...NUMBER_FIELDS.map((field) => [field, numberTemplate(field)]),
	];
	return `{\n${values.map(([field, value]) => `  "${field}": "${value}"`).join(',\n')}\n}`;
}

/** What the data action takes and gives (model ActionContractInput). No event has all fields. */
export function actionContract(): object {
	const properties = {
		[EVENT_TYPE]: { type: 'string', description: 'Such as customer.end. Left out, the other fields tell which event it is.' },
		...Object.fromEntries(TEXT_FIELDS.map((field) => [field, { type: 'string' }])),
		...Object.fromEntries(NUMBER_FIELDS.map((field) => [field, { type: 'integer' }])),
	};
	return {
		input: {
			inputSchema: { title: 'Event of a conversation', type: 'object', required: ['conversationId'], properties, additionalProperties: false },
		},
		output: { successSchema: { title: 'Answer', type: 'object', properties: {}, additionalProperties: true } },
	};
}
