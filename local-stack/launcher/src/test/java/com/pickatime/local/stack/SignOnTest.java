package com.pickatime.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignOnTest {

    private static final String SETTINGS = "/businesses/classlink-2222/sso-settings";
    private static final String ADMINISTRATORS = "/businesses/classlink-2222/administrators";

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private int refusals;
    private HttpServer server;
    private SignOn signOn;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var sso = new JsonClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        signOn = new SignOn(sso, new StackPorts(9000));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void connectsABusinessThatWasNeverSetUp() {
        signOn.connect();

        assertThat(changes)
                .singleElement()
                .asString()
                .startsWith("PUT " + SETTINGS)
                .contains("CLASSLINK_SAML", "http://localhost:9010/saml/metadata");
    }

    @Test
    void connectsABusinessWithoutAProvider() {
        answers.put(SETTINGS, "{\"provider\":\"NONE\"}");

        signOn.connect();

        assertThat(changes).hasSize(1);
    }

    @Test
    void triesAgainWhenTheIdentityProviderWasNotReady() {
        refusals = 2;

        signOn.connect();

        assertThat(changes).hasSize(3);
    }

    @Test
    void givesUpInTheEnd() {
        refusals = 3;

        assertThatThrownBy(signOn::connect).isInstanceOf(ProductException.class);
        assertThat(changes).hasSize(3);
    }

    @Test
    void leavesWhatSomebodySettled() {
        answers.put(SETTINGS, "{\"provider\":\"GENERIC_SAML\"}");

        signOn.connect();

        assertThat(changes).isEmpty();
    }

    @Test
    void invitesAFirstAdministrator() {
        answers.put(ADMINISTRATORS, "{\"items\":[]}");

        assertThat(signOn.invitation()).contains(URI.create("http://sso.example/invitations/x"));

        assertThat(changes).singleElement().asString().startsWith("POST " + ADMINISTRATORS + " ");
    }

    @Test
    void renewsAnInvitationThatNobodyUsed() {
        answers.put(ADMINISTRATORS, "{\"items\":[{\"id\":\"a/1\",\"canSignIn\":false}]}");

        assertThat(signOn.invitation()).isPresent();

        assertThat(changes).singleElement().asString().startsWith("POST " + ADMINISTRATORS + "/a%2F1/invitation ");
    }

    @Test
    void invitesNobodyOnceSomebodyCanSignIn() {
        answers.put(
                ADMINISTRATORS, "{\"items\":[{\"id\":\"a\",\"canSignIn\":false},{\"id\":\"b\",\"canSignIn\":true}]}");

        assertThat(signOn.invitation()).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void hidesNoRefusal() {
        answers.put(SETTINGS, "403");

        assertThatThrownBy(signOn::connect).isInstanceOf(ProductException.class);
    }

    @Test
    void hasTheIdentityProviderOnAnotherSiteThanItself() {
        assertThat(signOn.signInPage()).isEqualTo(URI.create("http://127.0.0.1:9000/sign-in/classlink-2222"));
        assertThat(signOn.launchpad()).isEqualTo(URI.create("http://localhost:9010/launchpad"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        if (exchange.getRequestMethod().equals("GET")) {
            var body = answers.getOrDefault(path, "404");
            send(exchange, body.matches("\\d+") ? Integer.parseInt(body) : 200, body);
        } else {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            changes.add(exchange.getRequestMethod() + " " + path + " " + body);
            send(
                    exchange,
                    changes.size() <= refusals ? 400 : 200,
                    "{\"invitationUrl\":\"http://sso.example/invitations/x\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
