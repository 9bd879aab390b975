/** The page's own error messages, shown if it cannot create a center. */
const en = {
  'no-list':
    'Nothing can be shown here: the list of what this page may show is missing or cannot be read. The page owner must fix this.',
  'not-listed':
    'This page is not allowed to show what its address asks for. The page owner decides what it may show.',
};

/** The reason that nothing can be shown. */
export type EmbedError = keyof typeof en;

/** Error messages by language. The languages are those of the center (`src/locales/`). */
export const EMBED_MESSAGES: Readonly<Record<string, Readonly<Record<EmbedError, string>>>> = {
  en,
  de: {
    'no-list':
      'Hier kann nichts gezeigt werden: Die Liste dessen, was diese Seite zeigen darf, fehlt oder ist nicht lesbar. Das muss beheben, wer die Seite betreibt.',
    'not-listed':
      'Diese Seite darf nicht zeigen, wonach ihre Adresse fragt. Was sie zeigen darf, bestimmt, wer sie betreibt.',
  },
  fr: {
    'no-list':
      'Rien ne peut être affiché ici : la liste de ce que cette page peut montrer manque ou est illisible. La personne qui gère la page doit y remédier.',
    'not-listed':
      'Cette page ne peut pas montrer ce que demande son adresse. La personne qui la gère décide de ce qu’elle peut montrer.',
  },
  es: {
    'no-list':
      'Aquí no se puede mostrar nada: falta la lista de lo que esta página puede mostrar, o no se puede leer. Debe corregirlo quien gestiona la página.',
    'not-listed':
      'Esta página no puede mostrar lo que pide su dirección. Quien la gestiona decide qué puede mostrar.',
  },
  ja: {
    'no-list':
      'ここには何も表示できません。このページに表示してよいものの一覧がないか、読み取れません。ページの運営者による修正が必要です。',
    'not-listed':
      'アドレスで指定されたものは、このページには表示できません。表示できるものはページの運営者が決めます。',
  },
  ar: {
    'no-list':
      'لا يمكن عرض شيء هنا: قائمة ما يجوز لهذه الصفحة عرضه مفقودة أو تتعذر قراءتها. على القائم على الصفحة إصلاح ذلك.',
    'not-listed':
      'لا يجوز لهذه الصفحة عرض ما يطلبه عنوانها. القائم على الصفحة هو من يقرر ما يجوز عرضه.',
  },
};
