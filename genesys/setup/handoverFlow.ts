import { asText, parseJson } from '../json';

/** Increase it whenever the flow's text changes, so that Setup: Provision updates older flows. */
const VERSION = 3;
/** Maximum skills per conversation. Each is a dynamic lookup, of which a flow can have 25 (Genesys' help, "Find Skill action"). */
const MAX_SKILLS = 5;
const PRIORITY_CHARACTERS = 7; // Architect accepts -25,000,000 to 25,000,000.
/** Sent if neither the requested queue nor the default queue takes the conversation. */
const APOLOGY = "Sorry, we can't reach a colleague right now. Please try again later.";
/** The default queue is for conversations that name no queue, or one that doesn't exist. */
type HandoverFlow = { name: string; defaultQueue: string };

/** One flow per integration, because each has its own default queue. */
export function handoverFlowName(integrationName: string): string {
	return `${integrationName} Handover`;
}

/** Marks our flows in their description, with the template's version and the default queue. */
const MARK = /\[n8n-open-messaging-handover v(\d+) ("(?:[^"\\]|\\.)*")\]/;

/** `own`: exactly this flow. `outdated`: an older version, or for another queue. `foreign`: created or edited by hand. */
export function ownershipOf(description: string, flow: HandoverFlow): 'own' | 'outdated' | 'foreign' {
	const [, version] = MARK.exec(description) ?? [];
	if (version === undefined) return 'foreign';
	// Queue names aren't case-sensitive.
	const isForQueue = defaultQueueIn(description)?.toLowerCase() === flow.defaultQueue.toLowerCase();
	return Number(version) === VERSION && isForQueue ? 'own' : 'outdated';
}

/** The default queue of our flow; `undefined` for other flows. */
export function defaultQueueIn(description: string): string | undefined {
	const [, , queue] = MARK.exec(description) ?? [];
	return queue === undefined ? undefined : asText(parseJson(queue));
}

/** The n-th of the comma-separated skills; NOT_SET if there is none. If() evaluates only the branch that applies. */
function skill(index: number): string {
	const names = 'Split(Flow.SkillNames, ",")';
	return `If(Count(${names}) > ${index}, FindSkill(Trim(GetAt(${names}, ${index}))), FindSkill(NOT_SET))`;
}

/** Tests for a whole number. ToInt() of any other text is an error, which ends the conversation, and no function tests for that. */
function isWholeNumber(text: string): string {
	const unsigned = `Replace(Append("x", ${text}), "x-", "x")`;
	const withoutDigits = [...'0123456789'].reduce((rest, digit) => `Replace(${rest}, "${digit}", "")`, unsigned);
	return `${withoutDigits} == "x" and Replace(${text}, "-", "") != "" and Length(${text}) <= ${PRIORITY_CHARACTERS}`;
}

function indented(levels: number, lines: string): string {
	return lines.replace(/^(?=.)/gm, '  '.repeat(levels));
}

function variable(name: string): string {
	return `- stringVariable:
    name: Flow.${name}
    initialValue:
      noValue: true
    isOutput: false
`;
}

function attribute(name: string, into: string): string {
	return `- attribute:
    name:
      lit: ${name}
    variable: Flow.${into}
`;
}

function setVariable(name: string, variableName: string, value: string): string {
	return `- updateData:
    name: ${name}
    statements:
      - string:
          variable: Flow.${variableName}
          value:
            ${value}
`;
}

function decision(name: string, condition: string, outputs: { yes?: string; no?: string }): string {
	const branches = Object.entries(outputs).map(([answer, actions]) => `"${answer}":\n  actions:\n${indented(2, actions)}`);
	return `- decision:
    name: ${name}
    condition:
      exp: ${condition}
    outputs:
${indented(3, branches.join(''))}`;
}

function transfer(name: string, skills: readonly string[]): string {
	const acdSkills = skills.map((exp) => `      - acdSkill:\n          exp: ${quoted(exp)}\n`).join('');
	return `- transferToAcd:
    name: ${name}
    targetQueue:
      exp: FindQueue(Flow.QueueName)
${acdSkills && `    acdSkills:\n${acdSkills}`}    priority:
      exp: ToInt(Flow.Priority)
    preferredAgents:
      noValue: true
    languageSkill:
      exp: FindLanguageSkill(Flow.LanguageName)
    directAgent:
      noValue: true
`;
}

/** The flow for Handover: Start, as Archy YAML. Shipped code reads no files, so the text is here and in examples/architect. */
export function handoverFlowYaml(flow: HandoverFlow): string {
	const mark = `[n8n-open-messaging-handover v${VERSION} ${JSON.stringify(flow.defaultQueue)}]`;
	const description = `Transfers conversations from n8n to a queue. To keep your own changes, remove the text in brackets. ${mark}`;
	const skills = Array.from({ length: MAX_SKILLS }, (_, index) => skill(index));
	const attributes = Object.entries({ queueName: 'QueueName', language: 'LanguageName', skills: 'SkillNames', priority: 'Priority' });
	const defaultQueue = quoted(flow.defaultQueue);
	const takeDefaultQueue = setVariable('Use the default queue', 'QueueName', `lit: ${defaultQueue}`);
	const takeDefaultPriority = setVariable('Use the default priority', 'Priority', 'lit: "0"');
	const transfers = { yes: transfer('Transfer to the queue', []), no: transfer('Transfer to the queue with skills', skills) };
	const decisions = [
		decision('Does the queue exist?', 'IsSet(FindQueue(Flow.QueueName))', { no: takeDefaultQueue }),
		setVariable('Trim the priority', 'Priority', `exp: 'Trim(Append(Flow.Priority, ""))'`),
		decision('Is the priority a whole number?', quoted(isWholeNumber('Flow.Priority')), { no: takeDefaultPriority }),
		decision('No skills?', 'IsNotSetOrEmpty(Flow.SkillNames)', transfers),
	];
	return `# Inbound message flow for the n8n package n8n-nodes-genesys-open-messaging.
#
# Handover: Start sets the attributes queueName, language, skills (comma-separated names; the first ${MAX_SKILLS} apply), and
# priority. This flow reads them and transfers the conversation to the queue. A successful transfer ends the flow; the
# actions after a transfer run only if it fails.
#
# Confirmed by flows that Genesys published (github.com/GenesysCloudBlueprints): inboundShortMessage with
# getParticipantData, decision, updateData, sendResponse, and transferToAcd with expressions as targetQueue and acdSkill
# and with directAgent (switch-voice-to-web-messaging); disconnect after transferToAcd (digital-messaging-translator).
# Confirmed by Architect's function table (npm: purecloud-flow-scripting-api-sdk-javascript), with parameters and return
# values: FindQueue(), FindSkill(), and FindLanguageSkill(), which return NOT_SET if the name isn't found, isn't unique, or
# is NOT_SET; Split(), GetAt(), Count(), Trim(), Replace(), Append(), Length(), ToInt(), If(), IsSet(), IsNotSetOrEmpty().
# Confirmed by Genesys' help: without a language skill on the transfer, the flow's language skill applies; this flow has
# none.
# UNCONFIRMED: expressions as languageSkill and priority, which the exports write as noValue and lit; whether a NOT_SET
# skill counts as no skill (if not, the transfer to the default queue applies).
# An error in the flow ends the conversation; published exports show no other setting.
inboundShortMessage:
  name: ${quoted(flow.name)}
  description: ${quoted(description)}
  startUpRef: "/inboundShortMessage/states/state[Initial State_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  variables:
${indented(2, attributes.map(([, into]) => variable(into)).join(''))}  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
  states:
    - state:
        name: Initial State
        refId: Initial State_10
        actions:
          - getParticipantData:
              name: Read the handover data
              attributes:
${indented(8, attributes.map(([name, into]) => attribute(name, into)).join(''))}${indented(5, decisions.join(''))}          - transferToAcd:
              name: Transfer to the default queue
              targetQueue:
                lit:
                  name: ${defaultQueue}
              priority:
                lit: 0
              preferredAgents:
                noValue: true
              languageSkill:
                noValue: true
              directAgent:
                noValue: true
          - sendResponse:
              name: Say that no agent is available
              messageBody:
                lit: ${quoted(APOLOGY)}
          - disconnect:
              name: Disconnect
`;
}

/** A YAML scalar. JSON escapes are valid in YAML; also escapes what YAML parsers read as line ends or reject, and Archy's braces. */
function quoted(text: string): string {
	return JSON.stringify(text)
		.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.replace(/\{\{/g, '\\u007b\\u007b');
}
