/**
 * Collapses the white space with line breaks in Lit templates and style sheets. Every build does this the
 * same way, because Lit hydrates server markup only with the exact template that rendered it. Also removes the
 * white space between the phrases of the claim checks.
 */
import ts from 'typescript';

const {factory} = ts;

/** Collapses white space with line breaks, and removes CSS comments. */
const fold = (text: string) => text.replace(/\/\*.*?\*\//gs, '').replace(/\s*\n\s*/g, ' ');

/** The files with lists of phrases, which are separated by commas or lines. */
const PHRASES = /\/claims\/(?:lexicons\/\w+|standards)\.ts$/;
const foldPhrases = (text: string) => text.replace(/\s*[,\n]\s*/g, ',');

/** A compiler transform that folds the `html`, `svg` and `css` templates and the lists of phrases of a file. */
export const foldingTemplates: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const folded = <Piece extends ts.TemplateLiteralLikeNode>(
    piece: Piece,
    create: (text: string, rawText: string) => Piece,
  ): Piece => {
    // Strip the delimiters: a backtick or `}` at the start, a backtick or `${` at the end.
    const raw = piece.getText(file).replace(/^[`}]|(?:`|\$\{)$/g, '');
    return create(fold(piece.text), fold(raw));
  };
  const template = (node: ts.TemplateLiteral): ts.TemplateLiteral => {
    if (ts.isNoSubstitutionTemplateLiteral(node))
      return folded(node, (...texts) => factory.createNoSubstitutionTemplateLiteral(...texts));
    const head = folded(node.head, (...texts) => factory.createTemplateHead(...texts));
    const spans = node.templateSpans.map(({expression, literal}) =>
      factory.createTemplateSpan(
        ts.visitNode(expression, visit) as ts.Expression,
        ts.isTemplateTail(literal)
          ? folded(literal, (...texts) => factory.createTemplateTail(...texts))
          : folded(literal, (...texts) => factory.createTemplateMiddle(...texts)),
      ),
    );
    return factory.createTemplateExpression(head, spans);
  };
  const visit = (node: ts.Node): ts.Node =>
    ts.isNoSubstitutionTemplateLiteral(node) && PHRASES.test(file.fileName)
      ? factory.createNoSubstitutionTemplateLiteral(foldPhrases(node.text))
      : ts.isTaggedTemplateExpression(node) && /^(?:html|svg|css)$/.test(node.tag.getText(file))
        ? factory.updateTaggedTemplateExpression(node, node.tag, undefined, template(node.template))
        : ts.visitEachChild(node, visit, context);
  return ts.visitNode(file, visit) as ts.SourceFile;
};

/** Returns a module's source text with its templates folded. */
export function foldTemplates(id: string, code: string): string {
  const file = ts.createSourceFile(id, code, ts.ScriptTarget.ESNext, true);
  const [folded] = ts.transform(file, [foldingTemplates]).transformed;
  return ts.createPrinter({removeComments: true}).printFile(folded!);
}
