import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, type Config } from "./App.tsx";
import "./app.css";

// What only the server knows. A policy without 'unsafe-inline' leaves no place for it in the document.
const answer = await fetch(`${import.meta.env.BASE_URL}config.json`);
const config = (await answer.json()) as Config;

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App {...config} />
  </StrictMode>,
);
