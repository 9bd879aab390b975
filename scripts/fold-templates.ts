/**
 * Puts what stands between the expressions of templates and style sheets on one line: a browser needs no
 * more. All builds fold alike, for Lit takes over what a server drew only by the very template that drew it.
 */
import ts from 'typescript';

const {factory} = ts;

const fold = (text: string) => text.replace(/\s*\n\s*/g, ' ');

/** Where the templates of the sources are folded, as a step of the compiler. */
export const foldingTemplates: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const folded = <Piece extends ts.TemplateLiteralLikeNode>(
    piece: Piece,
    create: (text: string, rawText: string) => Piece,
  ): Piece => {
    // Without the backtick or brace at either end, and the dollar sign before the latter.
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
    ts.isTaggedTemplateExpression(node) && /^(?:html|svg|css)$/.test(node.tag.getText(file))
      ? factory.updateTaggedTemplateExpression(node, node.tag, undefined, template(node.template))
      : ts.visitEachChild(node, visit, context);
  return ts.visitNode(file, visit) as ts.SourceFile;
};

/** The text of a module with its templates folded. */
export function foldTemplates(id: string, code: string): string {
  const file = ts.createSourceFile(id, code, ts.ScriptTarget.ESNext, true);
  const [folded] = ts.transform(file, [foldingTemplates]).transformed;
  return ts.createPrinter({removeComments: true}).printFile(folded!);
}
