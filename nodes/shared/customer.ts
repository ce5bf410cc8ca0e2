import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { CUSTOMER_ID_TYPES, type Customer, type CustomerIdType } from '../../genesys/openMessaging/inbound';
import { beginningOf, visible } from '../../genesys/openMessaging/text';
import { httpUrl } from '../../genesys/urls';
import { requiredId } from './ids';
import { isOn } from './isOn';
import { choiceOf, fieldText } from './parameters';

/** What the agent is told about the customer; the last one switches all the others off. */
export const profileProperties: INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'e.g. name@example.com',
		default: '',
	},
	{ displayName: 'First Name', name: 'firstName', type: 'string', default: '' },
	{
		displayName: 'Image URL',
		name: 'imageUrl',
		type: 'string',
		default: '',
		description: "URL of the customer's picture; one that is not http or https is left out",
	},
	{ displayName: 'Last Name', name: 'lastName', type: 'string', default: '' },
	{ displayName: 'Nickname', name: 'nickname', type: 'string', default: '' },
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		description: 'Reaches the flow as the attribute "phone"',
	},
	{
		displayName: 'Send Profile',
		name: 'sendProfile',
		type: 'boolean',
		default: true,
		description: "Whether names, email, phone and picture are sent; off, Genesys Cloud gets the customer's ID only",
	},
];

/** The customer as Genesys is told. @throws InvalidInputError for an id type that Genesys does not have */
export function customerFrom(id: string, fields: IDataObject): Customer {
	const idType = customerIdTypeOf(fields);
	if (!sendsProfile(fields)) return { id, idType };
	return {
		id,
		idType,
		firstName: shownName(fieldText(fields, 'firstName', 'First Name')),
		lastName: shownName(fieldText(fields, 'lastName', 'Last Name')),
		nickname: shownName(fieldText(fields, 'nickname', 'Nickname')),
		email: shownName(fieldText(fields, 'email', 'Email')),
		image: httpUrl(fieldText(fields, 'imageUrl', 'Image URL')),
	};
}

/** Longer than names and email addresses are, in characters. */
const MAX_NAME_LENGTH = 255;

const shownName = (name: string): string => beginningOf(visible(name), MAX_NAME_LENGTH);

/** Once the switch is there, only a clear yes counts: an expression may give what a customer has consented to. */
export const sendsProfile = (fields: IDataObject): boolean => !('sendProfile' in fields) || isOn(fields.sendProfile);

/** The customer of a message: only who they are, as the first message has told the rest. */
export function customerOf(context: IExecuteFunctions, itemIndex: number): Pick<Customer, 'id' | 'idType'> {
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	return { id: requiredId(context, 'customerId', 'Customer ID', itemIndex), idType: customerIdTypeOf(fields) };
}

function customerIdTypeOf(fields: IDataObject): CustomerIdType {
	return choiceOf(fieldText(fields, 'customerIdType', 'Customer ID Type') || 'Opaque', 'Customer ID Type', CUSTOMER_ID_TYPES);
}
