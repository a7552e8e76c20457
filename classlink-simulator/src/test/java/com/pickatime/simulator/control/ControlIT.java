package com.pickatime.simulator.control;

import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.DistrictFacts;
import com.pickatime.simulator.tables.Collection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SimulatorTest
class ControlIT {

    private final SimulatorClient client;
    private final District district;

    ControlIT(@LocalServerPort int port, @Autowired District district) {
        client = new SimulatorClient(port);
        this.district = district;
    }

    @AfterEach
    void repair() {
        client.delete("/control/faults");
    }

    @Test
    void tellsTheFacts() {
        var facts = JsonMapper.shared().readValue(client.get("/control/facts").body(), DistrictFacts.class);

        assertThat(facts).isEqualTo(district.facts());
    }

    @Test
    void tellsTheFactsAfterAnEdit() {
        var somebody = district.table(Collection.USERS).id(20);
        client.switchOn("{'type':'person-removed','sourcedId':'" + somebody + "'}");

        assertThat(json(client.get("/control/facts")).get("people").asInt())
                .isEqualTo(district.facts().people() - 1);
    }

    @Test
    void tellsTheTruthWhateverElseIsWrong() {
        client.switchOn("{'type':'empty-collection','collection':'users'}");

        assertThat(json(client.get("/control/facts")).get("people").asInt())
                .isEqualTo(district.facts().people());
    }

    @Test
    void tellsABirthDateAsTheOfficeHasIt() {
        var child = district.table(Collection.DEMOGRAPHICS).id(20);
        client.switchOn("{'type':'birth-date-changed','sourcedId':'" + child + "','birthDate':'2014-04-23'}");

        assertThat(json(client.get("/control/birth-dates/" + URLEncoder.encode(child, StandardCharsets.UTF_8)))
                        .get("birthDate")
                        .asString())
                .isEqualTo("2014-04-23");
        assertThat(client.get("/control/birth-dates/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void listsAndSwitchesOffFaults() {
        var created = client.post("/control/faults", "{\"type\":\"clamped-limit\",\"limit\":9}");
        var id = json(created).get("id").asLong();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(client.get("/control/faults")).get(0)).isEqualTo(json(created));
        assertThat(client.delete("/control/faults/" + id).statusCode()).isEqualTo(204);
        assertThat(json(client.get("/control/faults"))).isEmpty();
        assertThat(client.delete("/control/faults/" + id).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"meteorite\"}; type",
                "{\"type\":\"person-removed\",\"sourcedId\":\"nobody\"}; sourcedId",
                "{\"type\":\"slow-pages\",\"milliseconds\":0}; milliseconds"
            })
    void explainsAFaultItDoesNotKnow(String fault, String field) {
        var response = client.post("/control/faults", fault);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(header(response, "content-type")).isEqualTo("application/problem+json");
        assertThat(json(response).get("field").asString()).isEqualTo(field);
        assertThat(json(response).get("reason").asString()).isNotBlank();
        assertThat(json(response).get("knownTypes")).hasSize(37);
    }
}
