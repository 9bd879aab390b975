import type {Lexicon} from './lexicon.js';

/** The English lexicon. Each list becomes one alternation; every gap between words is bounded. */
export const en: Lexicon = {
  stems: {
    certification: '(?:re)?certif|compl[iy]|accredit',
    absolute:
      'immutab|impenetr|imposs|invuln|infall|tamper|bullet|hack|fool|un-?(?:hack|brea|crack)|brea|broken|crack|compromis|' +
      'guarant|bank|military|government|100|hundred|risk|fail|complet|absolut|total|perfect|entire|always',
    // Every such claim names generated text, or a system that generates it.
    'ai-as-authority': 'AI|artificial|machine|LLM|language|neural|GPT|chat|copilot|generated',
  },

  contractions: [
    ["\\bcan't", 'cannot'],
    ["n't", ' not'],
  ],

  certification: [
    '(?:re-?)?certified(?! public accountant)|compliant|accredited',
    'complies with|(?<!(?:to|you|must|should|can|will|may) )comply with',
    'in (?:full )?compliance with',
    // Matches "holds a SOC 2 certification", but not "has not yet achieved" one or "has a certification plan".
    '(?:holds?|have|has|achieved|obtained|earned|received|maintains?|passed)' +
      '(?: an?)?(?: (?!(?:an?|not?|never|yet|plans?|goals?|for|towards?|to|before|until) )[\\w/.:-]{1,20}){0,5}' +
      ' (?:certification|accreditation)s?(?! (?:roadmap|plan|process|program|path|goal|target|bod))',
  ],
  absolute: [
    'immutab(?:le|ly|ility)|impenetrable|invulnerable|infallible',
    '(?:tamper|bullet|hack|fool)[- ]?proof|un-?(?:hack|break|breach|crack)able',
    'guarantee(?:s|d|ing)?',
    "(?:bank|military|government)(?:'s)?[- ]?(?:grade|level|strength)",
    '100 ?%|(?:100|(?:one |a )?hundred)[- ]?per[- ]?cent',
    '(?:zero|no|free of)[- ]risks?|risk[- ]?free|fail[- ]?safe|never fails?',
    '(?:completely|absolutely|totally|perfectly|entirely) (?:secure|safe|protected)',
    '(?:perfect|absolute|total) (?:security|protection)|always (?:available|secure|safe|protected)',
    'impossible to (?:breach|hack|break|crack|compromise|tamper)',
    'can(?:not| not| never) be (?:breached|hacked|broken|cracked|compromised|tampered)',
  ],
  generated: [
    '(?:(?:AI|LLM|machine|model)[- ])?generated (?:text|answer|output|content)s?|(?:machine|model)[- ]generated',
    'AI(?! Act)|artificial intelligence|machine[- ]learning|LLMs?|language models?|neural networks?',
    '(?:Chat)?GPT|chatbots?|copilots?',
  ],
  decides: [
    // Helping someone decide is advice, not a decision.
    '(?<!(?:helps?|helping|assists?|supports?)(?: to)? )' +
      '(?:decides?|approves?|certif(?:y|ies)|authori[sz]es?|determines?|guarantees?|proves?|signs? off|ensures? compliance)',
    'makes? (?:(?:the|all|every|final|compliance|quality) ){0,3}decisions?',
    '(?:compliance|regulatory|legal) (?:truth|authority|decision)s?|source of truth',
    'final (?:say|word|authority|decision)s?|authoritative',
  ],
  decided: [
    '(?:approved|authori[sz]ed|certified|decided|determined|guaranteed|proven|signed off|decisions?(?: are)? made)' +
      ' by (?:(?:an|the|our|its|generative) ){0,2}(?:AI|artificial intelligence|machine learning|LLMs?|language models?|(?:Chat)?GPT)',
    'AI[- ](?:approved|authori[sz]ed|certified|guaranteed|proven)',
  ],
  deciders: [
    'person|people|personnel|humans?|reviewers?|staff|experts?|specialists?|professionals?|teams?|leads?',
    'owners?|managers?|engineers?|auditors?|operators?|officers?|approvers?|units?|authorit(?:y|ies)',
    'customers?|users?|you|we|someone|somebody|anyone|logic|rules?',
  ],

  clauseEnd: [
    '[;:!?|—]|\\((?!yet\\))|(?<!\\(yet)\\)|\\.(?!\\d)| [-–]+(?= )',
    '\\b(?:but|however|while|whereas|though|although|because|since|so(?! far)|hence|thus|therefore|thanks to|due to|owing to)\\b',
    "\\bas (?:we|they|our|it is|it's)\\b",
  ],
  listMark: ['(?<!\\bbe),|&|\\b(?:and(?! not\\b)|plus)\\b'],
  alternative: ['or|nor'],
  listWord: ['an?|any|the|to be|also|yet|\\w{2,20}ly'],

  negation: [
    'not|no(?!-| \\d)|never|neither|cannot|without|none|nobody|nothing|lack(?:s|ing)?',
    'rather than|instead of|far from|short of|non(?=[- ](?:certif|complian|accredit|guarante|immutab))',
  ],
  negationRestart: ['nor|or not|and not'],
  presupposition: ['our|your|their|its|this|these|leaves?|outside'],
  attributive: [
    'an?|the|\\w{2,20}ly|own|new|existing',
    // Words with a digit, such as "27001". Each word matches in one way only: with several ways to match
    // each of six words, a search would try all their combinations.
    '(?!\\w{2,20}ly )(?=[\\w/:-]{0,12}\\d[\\w/:-]{0,12} )[\\w/:-]{1,25}',
    'SOC|Type|II?|ISO(?:/IEC)?|HIPAA|GDPR|PCI|FedRAMP|HITRUST|GxP',
  ],
  affirmation: [
    'not (?:only|just|merely|simply|solely|least|to mention)',
    'no (?:doubt|question|matter|less|exceptions?)|without (?:an? |any )?(?:doubt|question|exception|fail)',
    'why not|is not it|do not wait|nothing (?:but|less|beats)|no other|none other|second[- ]to[- ]none|(?:nobody|no one) else|not be (?:any )?more',
    '(?:not|never)(?: (?:have|need) to)? (?:worry|compromise|settle)',
    '(?:cannot|(?:nobody|no one) can) (?:alter|break|change|crack|decrypt|delete|edit|hack|modify|penetrate|remove)',
    // "No downtime guaranteed" guarantees something; "no uptime is guaranteed" does not.
    'no(?: (?!(?:is|are|was|were|be|such) )[\\w-]{1,20}){1,2}(?= guaranteed)',
  ],
  future: [
    '(?:until|till)(?! \\d)|(?<!at )once(?! again| more)|whether|any claims?|would be|to become',
    'before (?:any|such|every|be(?:ing|coming)|we|it|they)',
    '(?<!as )planned|future(?!-)|will (?:be|become)(?= (?:certified|compliant|accredited))',
    'will (?:be|become)(?=(?: [\\w-]{1,20}){1,3} (?:once|after|as soon as) )',
    '(?:word|term|phrase|label)s?(?: (?:such as|like))?(?= ["\'])',
    '(?:plan|aim|intend|hope|expect|aspire|seek|prepare)(?:s|d|ed|ing)? to (?:be|become|get|have|offer|provide|use|run)',
    '(?:work(?:s|ing)?|on (?:the|its|our) way|progress) towards?|towards? be(?:ing|coming)',
  ],
  futureListWord: ['\\w{2,20}ed|built|met'],
  retraction: [
    // Up to six words later in the same clause: "certified status is not yet claimed".
    '(?:-[\\w-]{1,30})?(?: (?!(?:and|but|so|while|because|which) )[\\w\'"/-]{1,30}){0,6}' +
      ' (?:(?:is|are|was|were) (?:not|never)|(?:has|have) (?:not|never)(?: yet)? been)(?: yet)?' +
      ' (?:claimed|asserted|implied|promised|made|issued|in place|implemented|achieved|assessed|audited|verified)',
    '(?:-[\\w-]{1,30})?(?: (?!(?:and|but|so|while|because|which) )[\\w\'"/-]{1,30}){0,6}' +
      ' (?:(?:is|are|remains?|stays?)(?: only| still)? (?:planned(?! to)|a (?:future|goal|plan)|in the future|to come|to follow|on the roadmap)|must wait)',
    '(?: by| with)? (?:nothing|nobody|no one)(?! (?:less|but|else))',
    // A label and its answer: "Certified: no."
    '(?: (?!(?:and|but|so) )[\\w\'"/-]{1,30}){0,3}(?:[:?]| [(–—-])[ –—-]*(?:no|none|not yet|false|planned|pending|in progress)(?= *(?:[.,;)]|$))',
  ],
};
