package com.pickatime.local.journey;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A school's realm in a Keycloak, set up by its administration API. */
final class KeycloakRealm {

    static final String TILE = "pickatime";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI keycloak;

    /** A Keycloak keeps its realms from one run to the next. */
    private final String name = "school-" + UUID.randomUUID();

    KeycloakRealm(URI keycloak) {
        this.keycloak = keycloak;
    }

    /** A realm without users or clients, whose users may have the attribute that names them in the roster. */
    void create() {
        post("/admin/realms", Map.of("realm", name, "enabled", true, "sslRequired", "none"));
        var profile = (ObjectNode) get("/admin/realms/" + name + "/users/profile");
        profile.put("unmanagedAttributePolicy", "ENABLED");
        put("/admin/realms/" + name + "/users/profile", profile);
    }

    void addUser(String user, String password, String email, String sourceId) {
        post(
                "/admin/realms/" + name + "/users",
                Map.of(
                        "username",
                        user,
                        "enabled",
                        true,
                        "email",
                        email,
                        "emailVerified",
                        true,
                        "firstName",
                        user,
                        "lastName",
                        "Keycloak",
                        "attributes",
                        Map.of("userSourcedId", List.of(sourceId)),
                        "credentials",
                        List.of(Map.of("type", "password", "value", password, "temporary", false))));
    }

    /** Registers us from our own metadata, as an administrator of a Keycloak would. */
    void addServiceProvider(String metadata) {
        var client = (ObjectNode) JSON.readTree(send(request("/admin/realms/" + name + "/client-description-converter")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString(metadata))));
        client.set(
                "protocolMappers",
                JSON.valueToTree(List.of(
                        mapper("saml-user-attribute-mapper", "userSourcedId", "OR:userSourcedId"),
                        mapper("saml-user-property-mapper", "email", "OR:userEmail"))));
        attributes(client)
                .put("saml_idp_initiated_sso_url_name", TILE)
                .put("saml.authnstatement", "true")
                .put("saml.force.post.binding", "true");
        client.put("frontchannelLogout", true);
        post("/admin/realms/" + name + "/clients", client);
    }

    /** What Keycloak signs and encrypts from now on; {@code attributes} are its own names for that. */
    void change(String entityId, Map<String, String> attributes) {
        var clients = get(
                "/admin/realms/" + name + "/clients?clientId=" + URLEncoder.encode(entityId, StandardCharsets.UTF_8));
        var client = (ObjectNode) clients.get(0);
        attributes.forEach(attributes(client)::put);
        put("/admin/realms/" + name + "/clients/" + client.path("id").asString(), client);
    }

    URI metadata() {
        return keycloak.resolve("/realms/" + name + "/protocol/saml/descriptor");
    }

    /** Where a tile of a portal leads: a response that nobody asked for. */
    URI tile() {
        return keycloak.resolve("/realms/" + name + "/protocol/saml/clients/" + TILE);
    }

    private static ObjectNode attributes(ObjectNode client) {
        return (ObjectNode) client.withObject("/attributes");
    }

    private static Map<String, Object> mapper(String kind, String from, String to) {
        return Map.of(
                "name",
                to,
                "protocol",
                "saml",
                "protocolMapper",
                kind,
                "config",
                Map.of("user.attribute", from, "attribute.name", to, "attribute.nameformat", "Basic"));
    }

    private JsonNode get(String path) {
        return JSON.readTree(send(request(path).GET()));
    }

    private void post(String path, Object body) {
        send(json(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private void put(String path, Object body) {
        send(json(path).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(keycloak.resolve(path)).header("Authorization", "Bearer " + token());
    }

    /** Good for a minute, so it is asked for each time. */
    private String token() {
        var answer = send(HttpRequest.newBuilder(keycloak.resolve("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=admin&password=admin")));
        return JSON.readTree(answer).path("access_token").asString();
    }

    private String send(HttpRequest.Builder request) {
        var built = request.build();
        try {
            var response = http.send(built, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        built.method() + " " + built.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(built.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
