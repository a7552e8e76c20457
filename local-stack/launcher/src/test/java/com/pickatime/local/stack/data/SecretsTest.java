package com.pickatime.local.stack.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory;

    @Test
    void areMadeOnceAndKept() {
        try (var data = DataDirectory.take(directory)) {
            var first = Secrets.of(data);

            assertThat(Secrets.of(data)).isEqualTo(first);
            assertThat(Secrets.of(ServiceClient.OPERATOR, directory)).isEqualTo(first.of(ServiceClient.OPERATOR));
            assertThat(first.webhookSecret()).startsWith("whsec_").hasSizeGreaterThan(40);
        }
    }

    @Test
    void haveAPasswordForTheDemoThatIsKeptAndThatNoOtherDirectoryHas() {
        try (var one = DataDirectory.take(directory.resolve("one"));
                var other = DataDirectory.take(directory.resolve("other"))) {
            Secrets.of(one);
            Secrets.of(other);

            assertThat(Secrets.password(one.path()))
                    .hasSize(20)
                    .isEqualTo(Secrets.password(one.path()))
                    .isNotEqualTo(Secrets.password(other.path()));
        }
        assertThatThrownBy(() -> Secrets.password(directory.resolve("none"))).isInstanceOf(StackException.class);
    }

    @Test
    void differFromStackToStack() {
        try (var one = DataDirectory.take(directory.resolve("one"));
                var other = DataDirectory.take(directory.resolve("other"))) {
            assertThat(Secrets.of(one).clients().values())
                    .doesNotContainAnyElementsOf(Secrets.of(other).clients().values());
        }
    }

    @Test
    void differFromClientToClient() {
        try (var data = DataDirectory.take(directory)) {
            assertThat(Secrets.of(data).clients().values())
                    .hasSize(ServiceClient.values().length)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void areForTheOwnerAlone() throws IOException {
        try (var data = DataDirectory.take(directory)) {
            var secrets = Secrets.of(data);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secrets"))))
                    .isEqualTo("rwx------");
            assertThat(secrets.toString()).doesNotContain(secrets.of(ServiceClient.OPERATOR), secrets.partnerKey());
        }
    }

    @Test
    void cannotBeReadWhereNoStackWasStarted() {
        assertThatThrownBy(() -> Secrets.of(ServiceClient.OPERATOR, directory))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(directory.toString());
    }
}
