package com.pickatime.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.stack.data.StackException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PickatimeTest {

    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void listsItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(output.toString()).contains("demo", "up", "import", "undo", "contacts", "token");
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
    void asksForTheDateOrderOfFilesAndForAFileThatIsThere() {
        var missing = directory.resolve("files.zip").toString();

        assertThat(run("contacts", "load", missing)).isEqualTo(2);
        assertThat(errors.toString()).contains("--date-order");
        assertThat(run("contacts", "load", missing, "--date-order", "YMD")).isEqualTo(2);
        assertThat(errors.toString()).contains("MDY, DMY");
        assertThat(run("contacts", "load", missing, "--date-order", "MDY")).isEqualTo(1);
        assertThat(errors.toString()).contains("there is no file", "files.zip").doesNotContain("Exception");
    }

    @Test
    void refusesADistrictWithoutStudents() {
        assertThat(run("up", "--data", directory.toString(), "--students", "0")).isEqualTo(1);
        assertThat(errors.toString()).contains("--students");
    }

    @Test
    void keepsNothingOfADistrictThatTheSimulatorCannotMake() {
        var data = directory.resolve("data");

        assertThat(run("up", "--data", data.toString(), "--students", "1000001"))
                .isEqualTo(1);

        assertThat(errors.toString()).contains("--students", "1000000").doesNotContain("Exception");
        assertThat(data).doesNotExist();
    }

    @Test
    void keepsNothingOfADistrictThatTheDiskCannotHold() {
        var data = directory.resolve("data");
        var required = DiskSpace.required(476_200);

        assertThatThrownBy(() -> DiskSpace.require(data, 476_200, required - 1))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--students 476200")
                .hasMessageContaining("--data");
        assertThatCode(() -> DiskSpace.require(data, 476_200, required)).doesNotThrowAnyException();
        assertThat(data).doesNotExist();
    }

    @Test
    void printsCommandsThatReachTheSameStack() {
        var data = directory.resolve("the district's data");
        var mixin = new StackMixin();
        new CommandLine(new UpCommand(mixin)).parseArgs("--data", data.toString(), "--port-base", "9100");

        assertThat(mixin.command("token"))
                .isEqualTo("./pickatime token --data '%s' --port-base 9100"
                        .formatted(data.toString().replace("'", "'\\''")));
    }

    @Test
    void printsShortCommandsForTheUsualStack() {
        var mixin = new StackMixin();
        new CommandLine(new UpCommand(mixin)).parseArgs();

        assertThat(mixin.command("token")).isEqualTo("./pickatime token");
    }

    @Test
    void hasNoTokenWhereNoStackWasStarted() {
        assertThat(run("token", "--data", directory.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("no stack was started").doesNotContain("Exception");
        assertThat(output.toString()).isEmpty();
    }

    @Test
    void takesNothingBackWhereNothingRuns() {
        assertThat(run("undo", "--data", directory.toString(), "--port-base", "1"))
                .isEqualTo(2);
        assertThat(run("undo", "--data", directory.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("no stack was started").doesNotContain("Exception");
    }

    private int run(String... arguments) {
        return Pickatime.commandLine()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }
}
