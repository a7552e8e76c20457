package com.pickatime.local.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** One stack for all journeys, started by the first and stopped after the last: starting it is most of their time. */
final class SharedDistrict implements ParameterResolver {

    static final int STUDENTS = 120;

    private static final Namespace NAMESPACE = Namespace.create(SharedDistrict.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == District.class;
    }

    @Override
    public District resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("district", key -> new Running(), Running.class)
                .district;
    }

    private static final class Running implements AutoCloseable {

        private final Path data;
        private final District district;

        Running() {
            try {
                data = Files.createTempDirectory("journeys");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            district = District.start(data, STUDENTS);
        }

        @Override
        public void close() throws IOException {
            district.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
