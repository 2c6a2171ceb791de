export { nativeCall } from "./native-call.ts";
export { type NativeThread, startNativeThread } from "./start-native-thread.ts";
