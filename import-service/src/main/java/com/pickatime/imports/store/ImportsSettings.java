package com.pickatime.imports.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What several features need to know.
 *
 * @param dataDirectory for rosters while they are compared; only for the eyes of this service's user
 * @param allowInsecureSources whether a source on this machine may be read without TLS
 */
@ConfigurationProperties("imports")
public record ImportsSettings(
        @DefaultValue("data/import-service") Path dataDirectory,
        @DefaultValue("false") boolean allowInsecureSources) {

    public Path staging() {
        return dataDirectory.resolve("staging");
    }
}
