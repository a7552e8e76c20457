package com.pickatime.imports.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.settings.ImportsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class RunWorkerIT {

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private ContactsDouble contacts;

    @Autowired
    private RunWorker worker;

    @Autowired
    private ImportsSettings settings;

    @Test
    void leavesARunHalfDoneAndTakesItUpAgainAfterARestart() {
        var operator = new Operator(web);
        classLink.add(new District("7301", 2));
        operator.connect("restarted", "7301");
        operator.first("restarted");
        contacts.behind(true);
        var importId = operator.start("restarted", "FULL");
        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.get("restarted", importId)
                        .path("state")
                        .asString()
                        .equals("PLANNING"));

        worker.stop();
        assertThat(worker.isRunning()).isFalse();
        assertThat(operator.get("restarted", importId).path("state").asString()).isEqualTo("PLANNING");
        contacts.behind(false);
        worker.start();

        assertThat(operator.finished("restarted", importId).path("state").asString())
                .isEqualTo("SUPERSEDED");
        var successor = operator.get("restarted", importId).path("successor").asString();
        assertThat(operator.finished("restarted", successor).path("state").asString())
                .isEqualTo("COMPLETED");
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(stagingAreas()).isEmpty());
    }

    /** Of this instance and of any other whose context is still there. */
    private List<Path> stagingAreas() throws IOException {
        try (var files = Files.walk(settings.staging(), 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("staging-"))
                    .toList();
        }
    }
}
