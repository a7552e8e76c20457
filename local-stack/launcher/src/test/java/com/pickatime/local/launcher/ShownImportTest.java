package com.pickatime.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a business's first import. */
class ShownImportTest {

    private final Answers imports = new Answers();
    private final Answers contacts = new Answers();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ShownImport first = new ShownImport(
            new PrintStream(shown, true, StandardCharsets.UTF_8), imports.client(), contacts.client(), "my-school");

    ShownImportTest() throws IOException {}

    @AfterEach
    void stop() {
        imports.close();
        contacts.close();
    }

    @Test
    void saysThatItFailedAndWhyAndBlamesNoId() {
        ended("""
                {"importId": "i1", "state": "FAILED",
                 "failure": {"code": "X", "message": "The zip has no users.csv. Export it again with users."}}
                """);

        assertThat(first.follow("i1").path("state").asString()).isEqualTo("FAILED");

        assertThat(shown())
                .contains("Failed: The zip has no users.csv. Export it again with users.")
                .contains("No import of my-school has come to the contacts yet")
                .doesNotContain("Check its id");
    }

    @Test
    void saysThatItIsHeldAndWhyAndBlamesNoId() {
        ended("{\"importId\": \"i1\", \"state\": \"HELD\", \"holdReasons\": [\"no students are left\"]}");

        assertThat(first.follow("i1").path("state").asString()).isEqualTo("HELD");

        assertThat(shown()).contains("no students are left").doesNotContain("Check its id");
    }

    private void ended(String run) {
        imports.give("/businesses/my-school/imports/i1/progress", "")
                .give("/businesses/my-school/imports/i1", run)
                .give("/businesses/my-school/imports/i1/refusals", "{\"total\": 0, \"rows\": []}");
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
