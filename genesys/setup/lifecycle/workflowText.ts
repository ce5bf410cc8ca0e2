import { quoted } from '../archyYaml';
import { EVENT_TYPE, NUMBER_FIELDS, TEXT_FIELDS } from './eventFields';
import type { LifecycleNames } from './names';

/** What a failed call could tell, by Archy's names for it. Nobody is there to read it. */
const FAILURE_OUTPUTS = [
	'errorCode',
	'status',
	'correlationId',
	'entityId',
	'entityName',
	'userMessage',
	'userParamsMessage',
	'userParams.key',
	'userParams.value',
	'details.errorCode',
	'details.fieldName',
	'details.entityId',
	'details.entityName',
];

/** The lines of a variable that the trigger fills. */
function variable(type: string, field: string): string {
	return `    - ${type}Variable:
        name: Flow.${field}
        initialValue:
          noValue: true
        isInput: true
        isOutput: false
`;
}

/** The lines that give a variable to the data action. */
function input(field: string): string {
	return `                        ${field}:
                          exp: Flow.${field}
`;
}

function nothing(field: string): string {
	return `                        ${field}:
                          noValue: true
`;
}

/** The workflow, as Archy's YAML: it gives the events of a trigger to the data action. examples/lifecycle-by-http has it as a file. */
export function lifecycleWorkflowYaml({ base, action }: LifecycleNames, description: string): string {
	const fields = [...TEXT_FIELDS, ...NUMBER_FIELDS];
	return `# Workflow that gives the life cycle of Open Messaging conversations to n8n: see docs/lifecycle.md, "By HTTP".
#
# A process-automation trigger with the data format TopLevelPrimitives fills the input variable Flow.x with the event's
# field x. The workflow gives them to the data action named below, of the integration named above it. One workflow serves
# all topics: a trigger does not tell its own, so eventType stays empty and the fields tell the event.
#
# Proven, in flows that Genesys has published: workflow with variables that are inputs, settingsErrorHandling and
# endWorkflow (github.com/MyPureCloud/terraform-provider-genesyscloud, processautomation_trigger); callData with
# category, inputs, successOutputs and failureOutputs, in an inbound chat flow
# (github.com/GenesysCloudBlueprints/deploy-webchat-chatbot-with-lambda-blueprint).
# UNCONFIRMED: callData in a workflow; integerVariable as an input, and that a number of an event fills it; that an input
# whose variable is not set is left out of the call. What does not come is looked up by the trigger in n8n. In
# data-action.json: $!esc.jsonString(), which writes nothing for what is not set.
workflow:
  name: ${quoted(base)}
  description: ${quoted(description)}
  startUpRef: "/workflow/states/state[Initial State_10]"
  defaultLanguage: en-us
  variables:
${TEXT_FIELDS.map((field) => variable('string', field)).join('')}${NUMBER_FIELDS.map((field) => variable('integer', field)).join('')}  settingsErrorHandling:
    errorHandling:
      endWorkflow:
        none: true
  states:
    - state:
        name: Initial State
        refId: Initial State_10
        actions:
          - callData:
              name: Tell n8n
              timeout:
                lit:
                  minutes: 1
              category:
                ${quoted(base)}:
                  dataAction:
                    ${quoted(action)}:
                      inputs:
${nothing(EVENT_TYPE)}${fields.map(input).join('')}                      failureOutputs:
${FAILURE_OUTPUTS.map(nothing).join('')}          - endWorkflow:
              name: End Workflow
              exitReason:
                noValue: true
`;
}
