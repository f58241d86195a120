// A provider of another make, for tests: `node server.mjs <client id> <redirect address>`.
// Prints its issuer address in one line when it listens; ends when its standard input is closed.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

// Standard output carries one line; remarks of the library go where errors go.
console.log = console.info = console.warn = console.error;

const [clientId, redirect] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), kid: "test", use: "sig", alg: "RS256" };

// An invented person. The provider tells them in the user-info answer only, as the standard has it for the code flow.
const claims = {
  name: "Vũ Thị Nhàn",
  birthdate: "1988-03-14",
  gender: "female",
  phone_number: "0912000101",
  address: { formatted: "Tổ 12, khu 4, phường Bãi Cháy, tỉnh Quảng Ninh" },
  id_number: "022188990101",
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "none",
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ["only for tests"] },
    acrValues: ["urn:vn:eid:level:1", "urn:vn:eid:level:2"],
    scopes: ["openid", "profile", "phone", "address", "id_number"],
    claims: {
      openid: ["sub"],
      acr: null,
      profile: ["name", "birthdate", "gender"],
      phone: ["phone_number"],
      address: ["address"],
      id_number: ["id_number"],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid profile phone address id_number");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const result = { login: { accountId: "person-1", acr: params.acr_values, remember: false } };
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});

process.stdin.on("end", () => process.exit(0)).resume();
