package com.pickatime.local.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * One stack for all journeys of a JVM, started by the first and stopped after the last: starting it is most of their time.
 *
 * <p>It is the session's, for Surefire asks JUnit for one class after the other where several JVMs share the classes.
 */
final class SharedDistrict implements ParameterResolver, AfterAllCallback {

    static final int STUDENTS = 120;

    private static final Namespace NAMESPACE = Namespace.create(SharedDistrict.class);

    /** For a journey that needs the stack as it is after a first start. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnANewStack {

        /** Whether no other journey can go on from where it ends. */
        boolean usesItUp() default false;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == District.class;
    }

    @Override
    public District resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var stacks = stacks(context);
        var journey = context.getRequiredTestClass();
        return journey.isAnnotationPresent(OnANewStack.class) ? stacks.begunBy(journey) : stacks.any(journey);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var needs = context.getRequiredTestClass().getAnnotation(OnANewStack.class);
        if (needs != null && needs.usesItUp()) {
            stacks(context).close();
        }
    }

    private static Stacks stacks(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Stacks.class, key -> new Stacks(), Stacks.class);
    }

    /** The one that runs, if one does. */
    private static final class Stacks implements AutoCloseable {

        private @Nullable Running running;

        District any(Class<?> journey) {
            var one = running == null ? new Running(journey) : running;
            running = one;
            return one.district;
        }

        District begunBy(Class<?> journey) {
            if (running != null && running.begunBy != journey) {
                close();
            }
            return any(journey);
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }

    private static final class Running {

        private final Class<?> begunBy;
        private final Path data;
        private final District district;

        Running(Class<?> begunBy) {
            this.begunBy = begunBy;
            try {
                data = Files.createTempDirectory("journeys");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            district = District.start(data, STUDENTS);
        }

        void close() {
            district.close();
            try {
                FileSystemUtils.deleteRecursively(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
