package com.pickatime.imports.plan.staging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances on one data directory leave each other alone, and clean up after those that crashed. */
class InstanceDirectoryTest {

    @TempDir
    Path shared;

    @Test
    void leavesAnInstanceInThisProcessAlone() throws IOException {
        try (var running = InstanceDirectory.claim(shared)) {
            var file = Files.writeString(running.path().resolve("rows.tmp"), "rows");

            InstanceDirectory.claim(shared).close();

            assertThat(file).exists();
        }
    }

    @Test
    void leavesAnInstanceInAnotherProcessAloneUntilItIsKilled() throws Exception {
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherInstance.class.getName(),
                        shared.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            var theirs = Path.of(said.readLine());
            InstanceDirectory.claim(shared).close();
            assertThat(theirs.resolve("rows.tmp")).exists();

            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            try (var next = InstanceDirectory.claim(shared)) {
                assertThat(theirs).doesNotExist();
                assertThat(next.path()).isEmptyDirectory();
            }
        } finally {
            other.destroyForcibly();
        }
        assertThat(shared).isEmptyDirectory();
    }

    @Test
    void deletesWhatNobodyHoldsAndNothingElse() throws IOException {
        var crashed = Files.createDirectory(shared.resolve("instance-1"));
        Files.writeString(Files.createDirectory(crashed.resolve("staging-1")).resolve("rows.tmp"), "left over");
        Files.createFile(shared.resolve("instance-2.lock"));
        var foreign = Files.writeString(shared.resolve("notes.txt"), "not ours");

        InstanceDirectory.claim(shared).close();

        assertThat(filesIn(shared)).containsExactly(foreign);
    }

    @Test
    void isForItsUserAlone() throws IOException {
        try (var own = InstanceDirectory.claim(shared.resolve("not/there/yet"))) {
            assertThat(Files.getPosixFilePermissions(own.path()))
                    .allMatch(permission -> permission.name().startsWith("OWNER"));
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Claims a directory, writes a file into it, tells its path, and then waits to be killed. */
    static final class OtherInstance {

        private OtherInstance() {}

        public static void main(String[] arguments) throws Exception {
            var own = InstanceDirectory.claim(Path.of(arguments[0]));
            Files.writeString(own.path().resolve("rows.tmp"), "rows");
            System.out.println(own.path());
            System.in.read();
        }
    }
}
