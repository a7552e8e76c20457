package com.pickatime.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickatimeTest {

    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void listsItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(output.toString()).contains("demo", "up", "import", "token");
    }

    @Test
    void saysWhatIsWrongWithAPortBase() {
        assertThat(run("up", "--port-base", "80")).isEqualTo(2);
        assertThat(errors.toString()).contains("--port-base").contains("1024");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(run("import", directory.resolve("roster.zip").toString())).isEqualTo(1);
        assertThat(errors.toString())
                .contains("there is no file")
                .contains("roster.zip")
                .doesNotContain("Exception");
    }

    @Test
    void refusesADistrictWithoutStudents() {
        assertThat(run("up", "--data", directory.toString(), "--students", "0")).isEqualTo(1);
        assertThat(errors.toString()).contains("--students");
    }

    @Test
    void hasNoTokenWhereNoStackWasStarted() {
        assertThat(run("token", "--data", directory.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("no stack was started").doesNotContain("Exception");
        assertThat(output.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return Pickatime.commandLine()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
