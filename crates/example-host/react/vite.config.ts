import { defineConfig } from "vite";

// Where the example host serves the build.
export default defineConfig({ base: "/react/" });
