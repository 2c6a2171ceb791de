import "./device-choice.css";
import type { Device } from "@tiny-cats/core/web";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { useId, useState } from "preact/hooks";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { deviceSetting } from "../../models/device-setting.ts";
import { classifierStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";
import { queue } from "./queue.ts";

const { device: words } = texts.classify;

/** Chooses what runs the network, and says why it runs where it does. Pictures on the page are asked about again. */
export function DeviceChoice() {
  const state = useSubscribed(classifierStore);
  const [device, setDevice] = useState<Device>(deviceSetting.get);
  const id = useId();
  const choose = (chosen: Device) => {
    setDevice(chosen);
    deviceSetting.set(chosen);
    classifierStore.reset();
    void classifierStore.load().then(queue.again, () => undefined);
  };
  const hasNoGpu = state.phase === "failed" && isTinyCatsError(state.error) && state.error.code === "no-webgpu";
  const provider = state.phase === "ready" ? state.model.provider : undefined;
  return (
    <div class="device">
      <div class="field">
        <label for={id}>{words.label}</label>
        <select
          id={id}
          value={device}
          aria-describedby={`${id}-why`}
          onChange={({ currentTarget }) => choose(currentTarget.value as Device)}
        >
          <option value="wasm">{words.wasm}</option>
          <option value="auto">{words.auto}</option>
          <option value="webgpu">{words.webgpu}</option>
        </select>
      </div>
      <div class="device-why">
        <p id={`${id}-why`} class="small muted">
          {provider ? words.chosen(provider.reason) : words.why[device]}
        </p>
        {hasNoGpu && (
          <button type="button" class="button" onClick={() => choose("wasm")}>
            {words.useWasm}
          </button>
        )}
      </div>
    </div>
  );
}
