package com.pickatime.local.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JVM with this one's classes and a heap of its own, for what is measured and for the store that it is measured with.
 *
 * <p>It ends with the JVM that started it, also if that is killed: nobody holds the other end of its input then.
 */
public record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {

    /**
     * Starts one.
     *
     * @param heap as {@code -Xmx} takes it
     * @param main calls {@link #endWithParent} first
     */
    public static ChildJvm start(String heap, Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ChildJvm(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the child itself: lets it end when its parent does, and when its main thread fails. */
    public static void endWithParent() {
        Thread.currentThread().setUncaughtExceptionHandler((main, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        var waiting = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        Runtime.getRuntime().halt(1);
                    }
                },
                "end-with-parent");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** What a line says that begins with this word; waits for it, and shows those before it. */
    public String said(String word) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(word + ' ')) {
                    return line.substring(word.length() + 1);
                }
                System.out.println(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the process ended without a word");
    }

    /** What of this JVM's heap lived on for longer was at most, in MB. */
    public static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> Set.of("G1 Old Gen", "Tenured Gen").contains(pool.getName()))
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .max()
                        .orElseThrow()
                >> 20;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
