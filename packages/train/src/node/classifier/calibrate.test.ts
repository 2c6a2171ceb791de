import { describe, expect, test } from "vitest";
import { formulaNoise, readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { calibrate } from "./calibrate.ts";
import { classifierMetrics, type Judged } from "./classifier-metrics.ts";
import { fitTemperature } from "./fit-temperature.ts";

interface Case {
  seed: number;
  count: number;
  classes: number;
  lift: number;
  scale: number;
  temperature: number;
  log_loss: number;
  least_log_loss: number;
  accuracy: number;
  calibration_error: number;
}

const { cases } = readVectors<{ cases: Case[] }>("classifier-calibration");

function judgedOf({ seed, count, classes, lift, scale }: Omit<Case, "temperature">): Judged {
  const logits = formulaNoise(seed, count * classes);
  const labels = Int32Array.from({ length: count }, (_, i) => (i * 7) % classes);
  for (const [i, label] of labels.entries()) logits[i * classes + label] += lift;
  return { logits: logits.map((value) => value * scale), labels, classes };
}

/** `right` of `count` pictures told right among two labels, with logits of plus and minus `sure`. */
function twoLabels(right: number, count: number, sure: number): Judged {
  const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
  const logits = Float32Array.from({ length: 2 * count }, (_, at) => {
    const i = Math.floor(at / 2);
    return (at % 2 === labels[i]) === i < right ? sure : -sure;
  });
  return { logits, labels, classes: 2 };
}

describe("a temperature", () => {
  test.each(cases)("is scipy's, for logits times $scale of $classes labels", (golden) => {
    const judged = judgedOf(golden);
    const temperature = fitTemperature(judged);
    expect(Math.abs(temperature / golden.temperature - 1)).toBeLessThan(1e-6);
    const temperatures = Array(golden.count).fill(temperature);
    expect(classifierMetrics(judged, { temperatures }).log_loss).toBeCloseTo(golden.least_log_loss, 12);
  });

  test("makes two labels as sure as they are right", () => {
    // sigmoid(2 * 3 / T) is to be 0.8.
    expect(fitTemperature(twoLabels(80, 100, 3))).toBeCloseTo(6 / Math.log(4), 10);
  });

  test.each([
    ["all are right", twoLabels(10, 10, 0.2), 0.05],
    ["all are wrong", twoLabels(0, 10, 1), 20],
    ["all are alike", twoLabels(5, 10, 0), 1],
    ["there are none", twoLabels(0, 0, 1), 1],
  ])("ends somewhere where %s", (_, judged, wanted) => {
    expect(fitTemperature(judged)).toBeCloseTo(wanted, 6);
  });
});

test.each(cases)("metrics of logits times $scale are torchmetrics' and scipy's", (golden) => {
  const { accuracy, log_loss, calibration_error } = classifierMetrics(judgedOf(golden));
  expect(accuracy).toBeCloseTo(golden.accuracy, 6);
  expect(log_loss).toBeCloseTo(golden.log_loss, 12);
  expect(calibration_error).toBeCloseTo(golden.calibration_error, 6);
});

test("breeds are told apart among breeds: what is taken for Other counts by its best breed", () => {
  const logits = Float32Array.of(2, 1, 3, 0, 1, 0, 5, 0, 6, 1, 2, 0);
  const judged = { logits, labels: Int32Array.of(0, 1, 2, 0), classes: 3 };
  expect(classifierMetrics(judged, { other: 2 })).toMatchObject({ accuracy: 0.5, breed_accuracy: 2 / 3 });
  expect(classifierMetrics(judged)).not.toHaveProperty("breed_accuracy");
});

describe("calibration", () => {
  const sure = judgedOf(cases[1]);

  test("measures each picture at the temperature of others", () => {
    const { temperature, pictures, before, held_out } = calibrate(sure, { seed: 0, other: 12 });
    expect(temperature).toBeCloseTo(fitTemperature(sure), 12);
    expect(pictures).toBe(200);
    expect(before).toEqual(classifierMetrics(sure, { other: 12 }));
    const fitted = classifierMetrics(sure, { other: 12, temperatures: Array(200).fill(temperature) });
    // A temperature changes no order; what is held out is never better than what was fitted.
    expect(held_out.accuracy).toBe(before.accuracy);
    expect(held_out.log_loss).toBeGreaterThan(fitted.log_loss);
    expect(held_out.log_loss).toBeLessThan(before.log_loss);
    expect(held_out.calibration_error).toBeLessThan(before.calibration_error);
    expect(calibrate(sure, { seed: 1, other: 12 }).held_out.log_loss).not.toBe(held_out.log_loss);
  });

  test("leaves fewer pictures than parts as they are", () => {
    const few = { ...sure, logits: sure.logits.subarray(0, 4 * 13), labels: sure.labels.subarray(0, 4) };
    const { temperature, before, held_out } = calibrate(few, { seed: 0, other: -1 });
    expect(temperature).toBe(1);
    expect(held_out).toEqual(before);
  });
});
