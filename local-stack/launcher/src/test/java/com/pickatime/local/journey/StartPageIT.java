package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page that a local stack is tried from. */
@Order(3)
@ExtendWith(SharedDistrict.class)
class StartPageIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static District district;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.stack().simulator().delete("/control/faults");
    }

    @AfterEach
    void shareEverythingAgain() {
        district.stack().simulator().delete("/control/faults");
    }

    @Test
    void leadsToEverythingThereIs() throws Exception {
        var page = HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + "/")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(district.pickAtime(""), "/launchpad", "roster.records", "Stop sharing them")
                .doesNotContain("{{");
    }

    @Test
    void switchesWhatTheDistrictSharesOffAndOnAgain() throws Exception {
        assertThat(press("/switches/demographics-not-shared", url()).statusCode())
                .isEqualTo(303);
        assertThat(faults()).contains("demographics-not-shared");

        press("/switches/demographics-not-shared", url());

        assertThat(faults()).doesNotContain("demographics-not-shared");
    }

    @Test
    void letsTheFirstAdministratorIn() throws Exception {
        assertThat(press("/administrator", url())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .startsWith(district.pickAtime("/"));
    }

    @Test
    void obeysNoPageOfElsewhere() throws Exception {
        assertThat(press("/switches/demographics-not-shared", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(press("/switches/demographics-not-shared", "null").statusCode())
                .isEqualTo(403);

        assertThat(faults()).doesNotContain("demographics-not-shared");
    }

    @Test
    void isNotReadUnderAnotherName() throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), district.ports().startPage())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    private static String faults() {
        return district.stack().simulator().get("/control/faults").toString();
    }

    private static HttpResponse<String> press(String path, String origin) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String url() {
        return "http://127.0.0.1:" + district.ports().startPage();
    }
}
