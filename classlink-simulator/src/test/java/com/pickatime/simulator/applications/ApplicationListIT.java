package com.pickatime.simulator.applications;

import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.auth.TestSigner;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SimulatorTest
class ApplicationListIT {

    private static final String KEY = "Bearer partner-key";

    private final SimulatorClient client;

    ApplicationListIT(@LocalServerPort int port) {
        client = new SimulatorClient(port);
    }

    @Test
    void listsTheDistrictAsTheLiveInterfaceDoes() {
        var expected = JsonMapper.shared().readTree("""
                        {"id": 12222, "application_id": 67890, "tenant_id": 2222,
                         "bearer": "5b0c7f5e-2d43-4c55-9d0e-6a1f0c2f7a11",
                         "tenant_name": "Maplewood Unified School District",
                         "enabled": "true", "tenant_status": "Active",
                         "oneroster_application_id": "%2FmApLew00d%43", "name": "pickAtime", "version": ""}
                        """);

        var body = json(client.get("/applications", KEY));
        assertThat(body.get("status").asInt()).isEqualTo(1);
        assertThat(body.get("applications").get(0)).isEqualTo(expected);
    }

    @Test
    void listsANeighbourThatHasNotEnabledTheApplication() {
        var neighbour =
                json(client.get("/applications", KEY)).get("applications").get(1);

        assertThat(neighbour.get("enabled").asString()).isEqualTo("false");
        assertThat(neighbour.get("bearer").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 2", "1, 0, 1", "1, 1, 1", "1, 2, 0", "10000, 1, 1", "100, 2147483647, 0"})
    void pagesWithoutCounts(int limit, int offset, int size) {
        var response = client.get("/applications?limit=" + limit + "&offset=" + offset, KEY);

        assertThat(json(response).get("applications")).hasSize(size);
        assertThat(response.headers().map()).doesNotContainKeys("x-count", "x-total-count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", SimulatorClient.BEARER})
    void refusesAWrongKey(String authorization) {
        assertThat(client.get("/applications", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void showsADisabledTenant() {
        client.switchOn("{'type':'tenant-disabled'}");
        var ours = json(client.get("/applications", KEY)).get("applications").get(0);
        client.delete("/control/faults");

        assertThat(ours.get("enabled").asString()).isEqualTo("false");
    }

    @Test
    void handsOutWhatOpensTheDirectPath() {
        var server =
                json(client.get("/applications/%2FmApLew00d%43/server", KEY)).get("server");
        var signer = new TestSigner(
                server.get("client_id").asString(), server.get("client_secret").asString());
        var orgs = URI.create(server.get("endpoint_url").asString() + "/orgs");

        assertThat(client.get(orgs.getRawPath(), signer.header(orgs, Instant.now()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void knowsNoOtherServer() {
        assertThat(client.get("/applications/%2Fneighbour1%3D/server", KEY).statusCode())
                .isEqualTo(404);
    }
}
