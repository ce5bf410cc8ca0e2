/*
 * What the life cycle by HTTP takes for granted about Genesys Cloud, and where it is from. All that could not be
 * confirmed without an organisation of Genesys Cloud is here and in the head of the workflow (workflowText.ts).
 */

/** The integration "Web Services Data Actions" (terraform-provider-genesyscloud, examples of genesyscloud_integration). */
export const INTEGRATION_TYPE = 'custom-rest-actions';

/** The credential "User Defined", with fields of one's own (help.mypurecloud.com, credential types of that integration). */
export const CREDENTIAL_TYPE = 'userDefined';

/**
 * Under which key such an integration has its credential, whatever the type of it: proven for `userDefinedOAuth` in the
 * same examples. UNCONFIRMED: for `userDefined`.
 */
export const CREDENTIAL_SLOT = 'basicAuth';

/** The field of the credential. */
export const SECRET_FIELD = 'webhookSecret';

/**
 * How a request of a data action names it (help.mypurecloud.com, how to use the User Defined credential type; in a header:
 * terraform-provider-genesyscloud, example of genesyscloud_integration_custom_auth_action).
 */
export const SECRET_TEMPLATE = `\${credentials.${SECRET_FIELD}}`;

/**
 * A POST to the actions makes a published one, a POST to `…/drafts` a draft; a PATCH changes the published one, and cannot
 * change its contract (model UpdateActionInput). The request template does not come back with the rest, so ours is known
 * by its mark. Source: terraform-provider-genesyscloud, genesyscloud_integration_action.
 */
export const ACTIONS_PATH = '/api/v2/integrations/actions';

/** What a text field of an event is written as in a body, escaped, and a number. UNCONFIRMED: that what is not set is nothing. */
export const textTemplate = (field: string): string => `$!esc.jsonString(\${input.${field}})`;
export const numberTemplate = (field: string): string => `$!{input.${field}}`;
