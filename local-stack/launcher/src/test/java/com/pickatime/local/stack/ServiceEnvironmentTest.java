package com.pickatime.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {

    @TempDir
    private Path directory;

    @Test
    void namesSettingsAsTheServicesFilesNameThem() {
        var environment = of(Map.of("spring.mongodb.uri", "mongodb://127.0.0.1:1", "pickatime.keysets", Path.of("/k")));

        assertThat(environment.variables())
                .containsOnly(
                        Map.entry("MONGODB_URI", "mongodb://127.0.0.1:1"),
                        Map.entry("PICKATIME_KEYSETS", "/k"),
                        Map.entry("SSO_SERVICE_PORT", "9104"));
    }

    @Test
    void namesOtherSettingsAsSpringLooksForThem() {
        assertThat(of(Map.of("imports.allow-insecure-sources", true)).variables())
                .containsEntry("IMPORTS_ALLOWINSECURESOURCES", "true");
    }

    @Test
    void givesEachClientItsSecret() {
        var environment = of(Map.of(
                "sso.clients.import-service.secret", "s3cret",
                "sso.clients.import-service.scopes", "a,b"));

        assertThat(environment.variables()).containsEntry("IMPORT_SERVICE_CLIENT_SECRET", "s3cret");
        assertThat(environment.variables().values()).doesNotContain("a,b");
    }

    @Test
    void showsNoSecret() {
        var environment = of(Map.of(
                "pickatime.security.client-secret", "s3cret",
                "imports.notification.secrets", "whsec",
                "imports.classlink.partner-key", "pk",
                "imports.classlink.base-url", "http://127.0.0.1:1"));

        assertThat(environment.withoutSecrets()).containsOnlyKeys("CLASSLINK_URL", "SSO_SERVICE_PORT");
        assertThat(environment.toString()).doesNotContain("s3cret", "whsec", "pk");
    }

    @Test
    void writesAFileThatAShellReadsAndOnlyItsOwnerSees() throws Exception {
        var value = "it's $(here) \"and\" there";
        var file = of(Map.of("imports.onboarding.administrators", value)).writeTo(directory.resolve("environment"));

        var shell = new ProcessBuilder(
                        "sh", "-c", ". \"$0\"; printf %s \"$IMPORTS_ONBOARDING_ADMINISTRATORS\"", file.toString())
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes())).isEqualTo(value);
        assertThat(permissions(directory.resolve("environment"))).isEqualTo("rwx------");
    }

    private static ServiceEnvironment of(Map<String, Object> settings) {
        return ServiceEnvironment.of(ServiceDefinition.SSO, 9104, settings);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
