/** A Git repository of operators with two tags, made from the example operators: what an upgrade is tried on. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const EXAMPLES = new URL("../../examples/operators_repository", import.meta.url).pathname;
const COMPILED = ".flowui/compiled_metadata.json";
const MAP = ".flowui/dependencies_map.json";

interface Schema {
  properties: Record<string, unknown>;
  required?: string[];
}

type Compiled = Record<string, { input_schema: Schema; secrets_schema: Schema | null }>;
type DependenciesMap = Record<string, { operators: string[]; secrets: string[] }>;

/** 1.0.0 needs a secret and has a page; in 1.1.0 Wait is gone, Log message asks for a channel and gives no lines. */
export function operatorRepository(name: string): { url: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "operators-"));
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words], { cwd: folder });
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  const change = <Document>(path: string, edit: (document: Document) => void) => {
    const document = JSON.parse(read(path)) as Document;
    edit(document);
    write(path, `${JSON.stringify(document, null, 2)}\n`);
  };
  const version = (number: string) =>
    write(
      "config.toml",
      `[repository]\nREPOSITORY_NAME = "${name}"\nREPOSITORY_LABEL = "${name}"\nVERSION = "${number}"\nDESCRIPTION = "Operators to try things with."\n`,
    );
  const tag = (number: string) => {
    git("add", "--all", ".");
    git("commit", "--quiet", "--message", number);
    git("tag", number);
  };

  cpSync(EXAMPLES, folder, { recursive: true, filter: (path) => !path.includes("__pycache__") });
  git("init", "--quiet", "--initial-branch=main", ".");
  version("1.0.0");
  const key: Schema = {
    properties: { LOG_KEY: { type: "string", title: "Log key", description: "Opens the log." } },
    required: ["LOG_KEY"],
  };
  change<Compiled>(COMPILED, (compiled) => {
    if (compiled.LogMessage) compiled.LogMessage.secrets_schema = key;
  });
  change<DependenciesMap>(MAP, (groups) => {
    for (const group of Object.values(groups)) if (group.operators.includes("LogMessage")) group.secrets = ["LOG_KEY"];
  });
  write(
    "operators/LogMessage/models.py",
    `${read("operators/LogMessage/models.py")}\n\nclass SecretsModel(BaseModel):\n    LOG_KEY: str = Field(description="Opens the log.")\n`,
  );
  write(
    "operators/LogMessage/operator.py",
    read("operators/LogMessage/operator.py").replace(
      "input_data: InputModel)",
      "input_data: InputModel, secrets_data: object)",
    ),
  );
  // Images are named by their content: what was built in an earlier run must not be found again.
  for (const one of ["LogMessage", "TrainModel"]) {
    const code = `operators/${one}/operator.py`;
    write(code, `${read(code)}\nMADE_FOR = ${JSON.stringify(name)}\n`);
  }
  write(
    "operators/LogMessage/README.md",
    "# When to use it\n\nTo **leave a trace**. The message goes to the log as it is:\n\n- line by line\n- as often as asked\n",
  );
  tag("1.0.0");

  version("1.1.0");
  rmSync(join(folder, "operators/Wait"), { recursive: true });
  change<Compiled>(COMPILED, (compiled) => {
    delete compiled.Wait;
    const log = compiled.LogMessage;
    if (!log) return;
    log.input_schema.properties.channel = { type: "string", title: "Channel", description: "Where to write it." };
    log.input_schema.required = [...(log.input_schema.required ?? []), "channel"];
  });
  change<DependenciesMap>(MAP, (groups) => {
    for (const group of Object.values(groups)) group.operators = group.operators.filter((one) => one !== "Wait");
  });
  write(
    "operators/LogMessage/models.py",
    read("operators/LogMessage/models.py").replace(
      "class InputModel(BaseModel):\n",
      'class InputModel(BaseModel):\n    channel: str = Field(description="Where to write it.")\n',
    ),
  );
  tag("1.1.0");
  return { url: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
