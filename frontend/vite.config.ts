import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The gateway that `npm run dev` talks to; a running platform prints its address.
const gateway = process.env.DOMINO_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: gateway, ws: true } },
  },
  build: { outDir: "dist", target: "es2023", sourcemap: false, chunkSizeWarningLimit: 1600 },
  worker: { format: "es" },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
