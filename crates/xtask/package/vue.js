// <ConnectAccounts> for Vue 3: attributes, properties and listeners of the custom element, and nothing else.
import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "vue";
import { TAG, load } from "./load.js";
import { EVENTS, setProperty, tellFailure } from "./properties.js";

/** `before-link` → `beforeLink`. */
const emitted = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

export const ConnectAccounts = defineComponent({
  name: "ConnectAccounts",
  props: {
    gateway: String,
    src: String,
    sessionEndpoint: String,
    token: String,
    theme: [String, Object],
    fetchSession: Function,
  },
  emits: EVENTS.map(emitted),
  setup(props, { emit, expose, slots }) {
    const element = ref(null);
    const listeners = EVENTS.map((name) => [`connect-${name}`, (event) => emit(emitted(name), event)]);
    const setTheme = () => setProperty(element.value, "theme", () => props.theme ?? null);
    const setFetch = () => setProperty(element.value, "fetchSession", () => props.fetchSession ?? null);
    const start = () => {
      load({ src: props.src, gateway: props.gateway }).catch((problem) => tellFailure(element.value, problem));
    };
    let target;
    onMounted(() => {
      target = element.value;
      for (const [type, listen] of listeners) target.addEventListener(type, listen);
      if (props.theme) setTheme();
      if (props.fetchSession) setFetch();
      start();
    });
    onBeforeUnmount(() => {
      for (const [type, listen] of listeners) target.removeEventListener(type, listen);
    });
    watch(() => props.theme, setTheme, { flush: "post" });
    watch(() => props.fetchSession, setFetch, { flush: "post" });
    watch([() => props.src, () => props.gateway], start, { flush: "post" });
    expose({
      element,
      refresh: () => element.value?.refresh(),
      link: (network) => element.value?.link(network) ?? false,
      unlink: (network) => element.value?.unlink(network) ?? false,
    });
    return () => h(TAG, {
      ref: element,
      gateway: props.gateway,
      "session-endpoint": props.sessionEndpoint,
      token: props.token,
      theme: typeof props.theme === "string" ? props.theme : undefined,
    }, slots.default?.());
  },
});

export default ConnectAccounts;
