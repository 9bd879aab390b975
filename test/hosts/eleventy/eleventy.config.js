export default function (site) {
  site.addPassthroughCopy({'node_modules/@arqen/trust-center/dist/cdn/*.js': 'trust-center'});
  site.addPassthroughCopy('src/trust.json');
  return {dir: {input: 'src'}};
}
