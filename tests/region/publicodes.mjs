// Evaluates the exported rules with the real publicodes: {rules, situations} on standard input, the answers on standard output.
import { readFileSync } from "node:fs";
import Engine from "publicodes";

const { rules, asked, situations } = JSON.parse(readFileSync(0, "utf8"));
const engine = new Engine(rules, { logger: { log() {}, warn() {}, error: console.error } });
const answers = situations.map((situation) => {
  engine.setSituation(situation);
  return Object.fromEntries(asked.map((name) => [name, engine.evaluate(name).nodeValue ?? null]));
});
process.stdout.write(JSON.stringify(answers));
