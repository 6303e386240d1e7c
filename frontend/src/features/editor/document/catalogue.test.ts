import { describe, expect, test } from "vitest";
import type { Operator, Repository } from "../../../api/types";
import { withImage } from "../../../live/apply";
import { operatorsInUse, whyNotReady } from "./catalogue";
import { moveRepository } from "./commands";
import { definition, make, operator } from "./testing";

const now: Operator = { ...operator("Make", { rows: { type: "integer" } }, {}), version: "2.0.0" };
const then: Operator = { ...operator("Make", {}, {}), version: "1.0.0" };
const other: Operator = { ...operator("Say", {}, {}), repository_id: "r2" };
const url = "https://example.org/examples.git";
const pinned = {
  pins: { examples: { url, ref: "1.0.0", commit: "c1", repository_id: "r1" } },
  operators: [then],
};

describe("the operators to draw with", () => {
  test("are those of the pinned commit while the document stays with it", () => {
    expect(operatorsInUse({ examples: { url, ref: "1.0.0" } }, [now, other], pinned)).toEqual([other, then]);
    expect(operatorsInUse({ examples: { url, ref: "1.0.0", commit: "c1" } }, [now], pinned)).toEqual([then]);
  });

  test("are the installed ones as soon as the document moves on", () => {
    expect(operatorsInUse({ examples: { url, ref: "2.0.0" } }, [now], pinned)).toEqual([now]);
    expect(operatorsInUse({ examples: { url, ref: "1.0.0", commit: "c2" } }, [now], pinned)).toEqual([now]);
    expect(operatorsInUse({}, [now, other], null)).toEqual([now, other]);
  });
});

test("moving names the commit only when the ref stays the same", () => {
  const document = definition({ make: make() });
  expect(moveRepository("examples", "2.0.0", "c2")(document).repositories).toEqual({ examples: { url, ref: "2.0.0" } });
  expect(moveRepository("examples", "1.0.0", "c2")(document).repositories.examples?.commit).toBe("c2");
  expect(moveRepository("unknown", "2.0.0", "c2")(document)).toBe(document);
});

test("an operator says why its tasks cannot run yet", () => {
  expect(whyNotReady(now)).toBeNull();
  expect(whyNotReady({ ...now, ready: false, image_status: "building" })).toBe("Image is being built");
  expect(whyNotReady({ ...now, ready: false, image_status: "wanted" })).toBe("Image waits to be built");
  expect(whyNotReady({ ...now, ready: false, image_status: "failed", image_reason: "no such package" })).toBe(
    "Image could not be built: no such package",
  );
});

test("only the operators of the group that changed hear of its image", () => {
  const group = { name: "group0", operators: ["Make"], status: "failed", reason: "no such package" };
  const repository = { id: "r1", groups: [group] } as unknown as Repository;
  expect(withImage(now, repository)).toMatchObject({ ready: false, image_status: "failed" });
  expect(withImage(other, repository)).toBe(other);
  expect(withImage({ ...now, name: "Keep" }, repository)).toMatchObject({ ready: true });
});
