import { badRequest, invalidValue, missingField } from '../http/apiError.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { Lane } from '../notifications/lane.mts';
import type { World } from '../world.mts';

const INPUT_TYPES = ['string', 'integer', 'number', 'boolean'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

/** A published data action. What it calls gets its calls in order. */
export interface DataAction extends Lane {
	id: string;
	integrationId: string;
	/** Under which Architect shows it. */
	category: string;
	name: string;
	version: number;
	secure: boolean;
	request: { requestUrlTemplate: string; requestType: string; requestTemplate: string; headers: Record<string, string> };
	response: JsonObject;
	contract: JsonObject;
	inputs: ReadonlyMap<string, InputType>;
	required: readonly string[];
}

/** What a flow finds it by. */
export const actionNamed = ({ dataActions }: World, category: string, name: string): DataAction | undefined =>
	[...dataActions.values()].find((action) => action.category === category && action.name === name);

/**
 * How an action calls, from a model `ActionConfig`.
 * @throws ApiError 400 naming the field that is missing or wrong
 */
export function requestOf(config: unknown): Pick<DataAction, 'request' | 'response'> {
	const { request, response } = isObject(config) ? config : {};
	if (!isObject(request)) throw missingField('config.request');
	if (!isObject(response)) throw missingField('config.response');
	const { requestUrlTemplate, requestType, requestTemplate = '', headers = {} } = request;
	if (!isFilledText(requestUrlTemplate)) throw missingField('config.request.requestUrlTemplate');
	if (requestType !== 'POST') throw badRequest('The data actions of this simulator can POST, and nothing else.');
	if (typeof requestTemplate !== 'string') throw invalidValue(requestTemplate, 'config.request.requestTemplate', 'String');
	if (!isObject(headers)) throw invalidValue(headers, 'config.request.headers', 'Map');
	const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
	const read = { requestUrlTemplate, requestType, requestTemplate, headers: Object.fromEntries(texts) as Record<string, string> };
	return { request: read, response };
}

/**
 * What an action takes, from a model `ActionContractInput`.
 * @throws ApiError 400 naming the field that is missing or wrong
 */
export function contractOf(contract: unknown): Pick<DataAction, 'contract' | 'inputs' | 'required'> {
	if (!isObject(contract)) throw missingField('contract');
	const input = isObject(contract['input']) ? contract['input']['inputSchema'] : undefined;
	const output = isObject(contract['output']) ? contract['output']['successSchema'] : undefined;
	if (!isObject(input)) throw missingField('contract.input.inputSchema');
	if (!isObject(output)) throw missingField('contract.output.successSchema');
	const { properties = {}, required = [] } = input;
	if (!isObject(properties)) throw invalidValue(properties, 'contract.input.inputSchema.properties', 'Map');
	const inputs = Object.entries(properties).map(([name, schema]): [string, InputType] => {
		const type = isObject(schema) ? schema['type'] : undefined;
		const known = INPUT_TYPES.find((one) => one === type);
		if (!known) throw invalidValue(type, `contract.input.inputSchema.properties.${name}`, 'Type', INPUT_TYPES);
		return [name, known];
	});
	if (!Array.isArray(required) || !required.every((name) => Object.hasOwn(properties, String(name)))) {
		throw invalidValue(required, 'contract.input.inputSchema.required', 'List');
	}
	return { contract, inputs: new Map(inputs), required: required.map(String) };
}
