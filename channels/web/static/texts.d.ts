declare const texts: Record<string, string> & {
  starters: string[];
  errors: Record<string, string>;
  commands: Record<string, string>;
  kinds: Record<string, string>;
  rules: [string, string][];
};
export default texts;
