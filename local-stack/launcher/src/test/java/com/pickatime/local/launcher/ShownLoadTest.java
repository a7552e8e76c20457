package com.pickatime.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.ContactFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a business's own files that were loaded. */
class ShownLoadTest {

    private static final String FILES = "/businesses/my-school/contact-files";

    private final Answers contacts = new Answers();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ContactFiles files = new ContactFiles(contacts.client(), "my-school");
    private final ShownLoad load = new ShownLoad(new PrintStream(shown, true, StandardCharsets.UTF_8), files);

    @TempDir
    private Path directory;

    ShownLoadTest() throws IOException {}

    @AfterEach
    void stop() {
        contacts.close();
    }

    @Test
    void tellsWhatBecameOfEachFile() throws IOException {
        contacts.give(FILES, "{\"loadId\": \"l1\"}").give(FILES + "/l1", """
                {"state": "LOADED", "rows": {"STUDENT": 1203}, "refused": 0, "refusedRows": [], "passwords": 7,
                 "written": {"STUDENT": {"created": 1200, "changed": 1, "unchanged": 2, "deleted": 0, "leftAlone": 5}}}""");

        var ended = load.follow(sent());

        assertThat(ended.path("state").asString()).isEqualTo("LOADED");
        assertThat(shown())
                .contains("Student:", "1,200 new, 1 changed, 2 as before, 0 deleted, 5 left alone")
                .contains("Rows with a password: 7.")
                .doesNotContain("Refused");
    }

    @Test
    void tellsWhyNothingWasLoadedAndNamesTheFirstRows() throws IOException {
        var row = "{\"file\": \"Parent-Student Relationship\", \"line\": 12, \"code\": \"UNKNOWN_ID\","
                + " \"message\": \"StudentID is in no row\"}";
        contacts.give(FILES, "{\"loadId\": \"l1\"}").give(FILES + "/l1", """
                {"state": "REFUSED", "rows": {}, "written": {}, "passwords": 0, "refused": 2300,
                 "problem": {"code": "BAD_ROWS", "message": "2,300 rows cannot be used. Load them with keepGood=true."},
                 "refusedRows": [%s]}""".formatted((row + ",").repeat(29) + row));

        assertThat(load.follow(sent()).path("state").asString()).isEqualTo("REFUSED");

        assertThat(shown())
                .contains("Nothing was loaded: 2,300 rows cannot be used. Load them with --keep-good.")
                .contains("Refused line 12 of the Parent-Student Relationship file: StudentID is in no row")
                .contains("... and 2,280 more");
    }

    private String sent() throws IOException {
        var zip = Files.write(directory.resolve("files.zip"), new byte[] {1});
        return files.send(zip, Map.of("dateOrder", "MDY"));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
