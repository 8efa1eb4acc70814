"use client";
// <ConnectAccounts> for React 18 and 19: attributes, properties and listeners of the custom element, and nothing else.
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { TAG, load } from "./load.js";
import { EVENTS, setProperty, tellFailure } from "./properties.js";

// React 18 warns of layout effects on a server, where none runs anyway.
const useBrowserEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/** `before-link` → `onBeforeLink`. */
const callbackOf = (name) => `on-${name}`.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const CALLBACKS = EVENTS.map((name) => [callbackOf(name), `connect-${name}`]);
const OWN = new Set(["src", "sessionEndpoint", "fetchSession", "theme", "className", ...CALLBACKS.map(([name]) => name)]);

export const ConnectAccounts = forwardRef(function ConnectAccounts(props, ref) {
  const element = useRef(null);
  const latest = useRef(props);
  useImperativeHandle(ref, () => element.current, []);
  useBrowserEffect(() => { latest.current = props; });

  // The number of callbacks never changes, so neither does that of hooks.
  for (const [name, type] of CALLBACKS) {
    const isWanted = typeof props[name] === "function";
    useBrowserEffect(() => {
      if (!isWanted) return undefined;
      const listen = (event) => { latest.current[name]?.(event); };
      const target = element.current;
      target.addEventListener(type, listen);
      return () => target.removeEventListener(type, listen);
    }, [isWanted]);
  }

  const fetches = typeof props.fetchSession === "function";
  useBrowserEffect(() => {
    const fetchSession = () => latest.current.fetchSession();
    if (fetches || element.current.fetchSession) {
      setProperty(element.current, "fetchSession", () => (latest.current.fetchSession ? fetchSession : null));
    }
  }, [fetches]);
  useBrowserEffect(() => {
    if (props.theme || element.current.theme) setProperty(element.current, "theme", () => latest.current.theme ?? null);
  }, [props.theme]);

  const { src, gateway } = props;
  useEffect(() => {
    load({ src, gateway }).catch((problem) => tellFailure(element.current, problem));
  }, [src, gateway]);

  const attributes = Object.fromEntries(Object.entries(props).filter(([name]) => !OWN.has(name)));
  attributes.ref = element;
  // React 18 knows no `className` of custom elements; both know `class`.
  if (props.className) attributes.class = props.className;
  if (props.sessionEndpoint) attributes["session-endpoint"] = props.sessionEndpoint;
  if (typeof props.theme === "string") attributes.theme = props.theme;
  return createElement(TAG, attributes);
});

export default ConnectAccounts;
